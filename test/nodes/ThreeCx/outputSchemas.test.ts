import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { operations } from '../../../nodes/ThreeCx/catalog';
import { jsonOf } from '../../engine';
import { setUp } from '../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../engine/threeCx';

interface OutputSchema {
	type: string;
	version: number;
	properties: Record<string, { type: string | string[] }>;
}

const schemas = resolve(__dirname, '../../../nodes/ThreeCx/__schema__/v1.0.0');
const readSchema = (resource: string, operation: string) =>
	JSON.parse(readFileSync(resolve(schemas, resource, `${operation}.json`), 'utf8')) as OutputSchema;
const typeOf = (value: unknown) => {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
};

describe('output schemas', () => {
	it.each(operations.map(({ resource, operation }) => [resource, operation]))('%s.%s has one', (...names) => {
		expect(readSchema(...(names))).toMatchObject({ type: 'object', version: 1 });
	});

	it.each([
		['delete', deleteLogo('old-2021.bmp')],
		['getAll', getLogos()],
		['getUnused', { resource: 'phoneLogo', operation: 'getUnused', includeUsed: true }],
		['deleteUnused', { resource: 'phoneLogo', operation: 'deleteUnused' }],
	])('%s puts out what its schema says', async (operation, parameters) => {
		const { engine, credential } = await setUp();
		const { properties } = readSchema('phoneLogo', operation);
		const rows = jsonOf(await runNode(engine, { parameters, credential }), '3CX');
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) {
			expect(Object.keys(row).sort()).toEqual(Object.keys(properties).sort());
			for (const [name, value] of Object.entries(row)) {
				expect([properties[name]!.type].flat()).toContain(typeOf(value));
			}
		}
	});
});
