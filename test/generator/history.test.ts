import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCatalog } from '../../generator';

const folder = mkdtempSync(join(tmpdir(), 'threecx-history-'));

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const number = { type: 'integer', format: 'int32' };
const text = { type: 'string' };
const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const lamp = { $ref: '#/components/schemas/Pbx.Lamp' };
const top = { name: '$top', in: 'query', schema: number };

interface Edition {
	fields?: Record<string, unknown>;
	/** The parameters of the action Dim. */
	dim?: Record<string, unknown>;
	query?: unknown[];
	/** Whether there is the function Find. */
	find?: boolean;
	/** Whether there is the function Old. */
	old?: boolean;
	/** Whether the list gives one object. */
	single?: boolean;
}

/** Writes a document of a lamp and returns its file. */
function write(version: string, date: string, { fields = { Id: number }, dim = { level: number }, query = [top], find, old, single }: Edition): string {
	const file = join(folder, `openapi-${version}-${date}.yaml`);
	const list = { type: 'object', properties: { value: { type: 'array', items: lamp } } };
	const reader = (operationId: string) => ({ get: { tags: ['Lamps'], operationId, responses: { 200: { description: '', ...content(lamp) } } } });
	const paths = {
		'/Lamps/Pbx.List()': {
			get: { tags: ['Lamps'], operationId: 'List', parameters: query, responses: { 200: { description: '', ...content(single ? lamp : list) } } },
		},
		'/Lamps/Pbx.Dim': {
			post: { tags: ['Lamps'], operationId: 'Dim', requestBody: content({ type: 'object', properties: dim }), responses: { 204: { description: '' } } },
		},
		...(find ? { '/Lamps/Pbx.Find()': reader('Find') } : {}),
		...(old ? { '/Lamps/Pbx.Old()': reader('Old') } : {}),
	};
	const schemas = { 'Pbx.Lamp': { type: 'object', properties: fields }, 'Pbx.Mood': { type: 'string', enum: ['Warm', 'Cold'] } };
	writeFileSync(file, JSON.stringify({ openapi: '3.0.4', info: { title: 'XAPI', version: '1.0.0' }, paths, components: { schemas } }));
	return file;
}

const row = (source = '', operation: string) => source.split('\n').find((line) => line.startsWith(`\t\t${operation}: {`));

describe('documents in the order of their dates', () => {
	it('tell releases apart that several documents name', async () => {
		const specs = [
			write('20.0.8', '2025-07-15', { find: true }),
			write('20.0.7', '2025-06-23', { find: true }),
			write('20.0.7', '2025-05-06', {}),
		];
		const { 'operations.ts': source } = (await generateCatalog(specs)).facts;
		expect(source).toContain(
			"[\n\t{ mark: '20.0.7', date: '2025-05-06' },\n\t{ mark: '20.0.7#2', date: '2025-06-23' },\n\t{ mark: '20.0.8', date: '2025-07-15' },\n]",
		);
		expect(row(source, 'find')).toContain("since: '20.0.7#2'");
		expect(row(source, 'dim')).not.toContain('since');
	});

	it('are refused where releases go back, or two have one date', async () => {
		const specs = [write('20.0.8', '2025-05-01', {}), write('20.0.7', '2025-05-06', {})];
		await expect(generateCatalog(specs)).rejects.toThrow('20.0.7 (2025-05-06) is dated after 20.0.8 (2025-05-01): check the dates');
		const twins = [write('20.0.8', '2025-05-01', {}), write('20.0.7', '2025-05-01', {})];
		await expect(generateCatalog(twins)).rejects.toThrow('Two documents have the date 2025-05-01');
	});

	it('tell what is gone, and between which documents it was there', async () => {
		const specs = [
			write('20.0.6', '2025-04-10', {}),
			write('20.0.7', '2025-05-06', { old: true }),
			write('20.0.7', '2025-06-23', { old: true }),
			write('20.0.8', '2025-07-15', {}),
		];
		const { 'operations.ts': source } = (await generateCatalog(specs)).facts;
		expect(source).toContain("\t{ request: 'GET /Lamps/Pbx.Old()', id: 'Old', since: '20.0.7', until: '20.0.7#2' },");
	});

	it('know what the oldest one had from the beginning', async () => {
		const specs = [write('20.0.6', '2025-04-10', { old: true }), write('20.0.7', '2025-05-06', { old: true }), write('20.0.8', '2025-07-15', {})];
		const { 'operations.ts': source } = (await generateCatalog(specs)).facts;
		expect(source).toContain("\t{ request: 'GET /Lamps/Pbx.Old()', id: 'Old', until: '20.0.7' },");
	});

	it('count something that was gone for a while from when it came back', async () => {
		const specs = [write('20.0.6', '2025-04-10', { find: true }), write('20.0.7', '2025-05-06', {}), write('20.0.8', '2025-07-15', { find: true })];
		expect(row((await generateCatalog(specs)).facts['operations.ts'], 'find')).toContain("since: '20.0.8'");
	});

	it('tell since when a field exists, when its type changed, and which ones are gone', async () => {
		const specs = [
			write('20.0.7', '2025-05-06', { fields: { Id: { type: 'integer', format: 'int64' }, Color: text, Watts: number } }),
			write('20.0.7', '2025-06-23', { fields: { Id: number, Color: text, Level: number } }),
			write('20.0.8', '2025-07-15', { fields: { Id: number, Color: { $ref: '#/components/schemas/Pbx.Mood' }, Level: { type: 'number', format: 'double' } } }),
		];
		const { 'fieldTables.ts': source } = (await generateCatalog(specs)).facts;
		// Another width of a number is no change: 3CX's documents go back and forth.
		expect(source).toContain("\tLamp: 'Id int32, Color Mood~20.0.8, Level double@20.0.7#2',");
		expect(source).toContain("export const goneFields: Readonly<Record<string, string>> = {\n\tLamp: 'Watts',\n};");
	});

	it('tell where a request changed under the same path', async () => {
		const specs = [
			write('20.0.7', '2025-05-06', { dim: { level: number, speed: number }, query: [] }),
			write('20.0.8', '2025-07-15', { dim: { speed: number, level: number } }),
			write('20.0.9', '2026-01-22', { dim: { light: number }, single: true }),
		];
		const { 'operations.ts': source } = (await generateCatalog(specs)).facts;
		expect(row(source, 'dim')).toContain("changed: 'body@20.0.9'");
		expect(row(source, 'getList') ?? row(source, 'list')).toContain("changed: 'query@20.0.8 answer@20.0.9'");
	});
});
