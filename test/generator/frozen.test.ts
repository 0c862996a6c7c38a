import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateCatalog } from '../../generator';
import { freeze, freezeOwn, frozenSource, parseFrozen } from '../../generator/frozen';
import { retired } from '../../nodes/ThreeCx/catalog/facts/operations';
import { compactRows } from '../../nodes/ThreeCx/catalog/facts/rows';
import { jobRows, localRows, requestRows } from '../../nodes/ThreeCx/catalog/facts/ownRows';

const frozen = { 'GET /Lamps': 'lamp.getAll', 'POST /Lamps/Pbx.Dim': 'lamp.dim' };

describe('values that saved workflows contain', () => {
	it('stay, and new ones are added in order', () => {
		const values = { ...frozen, 'GET /Lamps({Id})': 'lamp.get' };
		expect(Object.entries(freeze(values, frozen, false))).toEqual([
			['GET /Lamps', 'lamp.getAll'],
			['GET /Lamps({Id})', 'lamp.get'],
			['POST /Lamps/Pbx.Dim', 'lamp.dim'],
		]);
	});

	it('cannot be renamed by a document', () => {
		const renamed = { 'GET /Lamps': 'light.getAll', 'POST /Lamps/Pbx.Dim': 'light.dim' };
		expect(() => freeze(renamed, frozen, false)).toThrow(
			'Saved workflows contain these values, so they must stay:\n' +
				'  GET /Lamps: lamp.getAll would become light.getAll\n' +
				'  POST /Lamps/Pbx.Dim: lamp.dim would become light.dim\n' +
				'Keep them in generator/values.ts. To change them all the same, add --accept-renames.',
		);
		expect(freeze(renamed, frozen, true)).toEqual(renamed);
	});

	it('cannot be given to another request', () => {
		const moved = { 'GET /Lamps': 'lamp.getAll', 'POST /Lamps/Pbx.DimAll': 'lamp.dim' };
		expect(() => freeze(moved, frozen, false)).toThrow('lamp.dim: POST /Lamps/Pbx.DimAll would take the place of POST /Lamps/Pbx.Dim');
		expect(freeze(moved, frozen, true)).toEqual(moved);
	});

	it('are remembered for requests that are gone, should they come back', () => {
		const without = { 'GET /Lamps': 'lamp.getAll' };
		const kept = freeze(without, frozen, false);
		expect(kept).toEqual(frozen);
		expect(() => freeze({ 'POST /Lamps/Pbx.Dim': 'lamp.dimmer' }, kept, false)).toThrow('lamp.dim would become lamp.dimmer');
	});

	it('are read as they are written', () => {
		const all = { values: frozen, own: ['lamp.blink'] };
		expect(parseFrozen(frozenSource(all))).toEqual(all);
		expect(parseFrozen('')).toEqual({ values: {}, own: [] });
	});
});

describe('a later document', () => {
	const folder = mkdtempSync(join(tmpdir(), 'threecx-frozen-'));

	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	/** A document of functions, each with its tag. */
	function write(functions: Record<string, string>): string {
		const responses = { 200: { description: '', content: { 'application/json': { schema: { type: 'string' } } } } };
		const parameters = [{ name: 'day', in: 'path', required: true, schema: { type: 'string' } }];
		const paths = Object.entries(functions).map(([name, tag]) => [
			`/ReportLamps/Pbx.${name}(day={day})`,
			{ get: { tags: [tag], operationId: name, parameters, responses } },
		]);
		const file = join(folder, 'openapi-20.1.0-2026-01-01.yaml');
		writeFileSync(file, JSON.stringify({ openapi: '3.0.4', info: { title: 'XAPI', version: '1.0.0' }, paths: Object.fromEntries(paths) }));
		return file;
	}

	it('is refused where a second Get on a report would rename the first', async () => {
		const before = await generateCatalog([write({ GetRooms: 'ReportLamps' })]);
		expect(before.frozen.values).toEqual({ 'GET /ReportLamps/Pbx.GetRooms(day={day})': 'report.getLamps' });
		const later = write({ GetRooms: 'ReportLamps', GetLampsByRoom: 'ReportLamps' });
		await expect(generateCatalog([later], before.frozen)).rejects.toThrow('report.getLamps would become report.getRooms');
		expect(Object.values((await generateCatalog([later], before.frozen, true)).frozen.values)).toEqual(['report.getLampsByRoom', 'report.getRooms']);
	});

	it('is refused where its tags are renamed', async () => {
		const before = await generateCatalog([write({ GetLamps: 'ReportLamps' })]);
		const later = write({ GetLamps: 'ReportLights' });
		await expect(generateCatalog([later], before.frozen)).rejects.toThrow('report.getLamps would become report.getLights');
	});
});

describe('values of our own operations', () => {
	const all = { values: frozen, own: ['lamp.blink', 'lamp.glow'] };

	it('stay, and new ones are added in order', () => {
		expect(freezeOwn(['lamp.glow', 'lamp.flash', 'lamp.blink'], all, false)).toEqual(['lamp.blink', 'lamp.flash', 'lamp.glow']);
	});

	it('can be neither renamed nor left out', () => {
		expect(() => freezeOwn(['lamp.flash', 'lamp.glow'], all, false)).toThrow(
			'Saved workflows contain these values, so they must stay:\n' +
				'  lamp.blink would be gone\n' +
				'Keep them in nodes/ThreeCx/catalog/facts/ownRows.ts. To change them all the same, add --accept-renames.',
		);
		expect(freezeOwn(['lamp.flash', 'lamp.glow'], all, true)).toEqual(['lamp.flash', 'lamp.glow']);
	});

	it.each([[['lamp.blink', 'lamp.glow', 'lamp.dim'], 'lamp.dim'], [['lamp.blink', 'lamp.glow', 'lamp.glow'], 'lamp.glow']])('are each of one operation (%j)', (own, double) => {
		expect(() => freezeOwn(own, all, false)).toThrow(`Two operations have the value ${double}`);
	});
});

describe('the committed list', () => {
	const committed = parseFrozen(readFileSync(resolve(__dirname, '../../generator/frozenValues.json'), 'utf8'));

	it('has the value of every operation of the catalog', () => {
		const catalog = Object.fromEntries(compactRows.map(({ request, resource, operation }) => [request, `${resource}.${operation}`]));
		expect(committed.values).toEqual(expect.objectContaining(catalog));
	});

	it('has the values of our jobs and of API Request, and no other', () => {
		const own = [...jobRows, ...localRows, ...requestRows].map(({ resource, operation }) => `${resource}.${operation}`);
		expect(committed.own).toEqual(own.sort());
	});

	it('is sorted, and names only requests that 3CX has or had', () => {
		const requests = Object.keys(committed.values);
		expect(requests).toEqual([...requests].sort());
		const known = new Set([...compactRows, ...retired].map(({ request }) => request));
		expect(requests.filter((request) => !known.has(request))).toEqual([]);
	});
});
