import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describedOperations, outputSchema } from '../../../generator/package/outputSchemas';
import { operations } from '../../../nodes/ThreeCx/catalog';
import { jsonOf } from '../../engine';
import { setUp } from '../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../engine/threeCx';

const schemas = resolve(__dirname, '../../../nodes/ThreeCx/__schema__/v1.0.0');
type OutputSchema = ReturnType<typeof outputSchema>;

/** Schemas of jobs are written by hand, all others follow from the catalog. */
function readSchema(resource: string, operation: string): OutputSchema {
	const described = describedOperations.find((entry) => entry.resource === resource && entry.operation === operation);
	if (described) return outputSchema(described);
	return JSON.parse(readFileSync(resolve(schemas, resource, `${operation}.json`), 'utf8')) as OutputSchema;
}

const typeOf = (value: unknown) => {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
};

describe('output schemas', () => {
	it('exist for every operation but those whose answer nobody knows', () => {
		for (const { resource, operation, kind } of operations) {
			if (kind === 'rawRequest') continue;
			const schema = readSchema(resource, operation);
			expect(schema).toMatchObject({ type: 'object', version: 1 });
			expect([resource, operation, Object.keys(schema.properties ?? {}).length > 0]).toEqual([resource, operation, true]);
		}
	});

	it.each([
		['delete', deleteLogo('old-2021.bmp')],
		['getAll', getLogos()],
		['getUnused', { resource: 'phoneLogo', operation: 'getUnused', options: { includeUsed: true } }],
		['deleteUnused', { resource: 'phoneLogo', operation: 'deleteUnused' }],
	])('%s puts out what its schema says', async (operation, parameters) => {
		const { engine, credential } = await setUp();
		const { properties = {} } = readSchema('phoneLogo', operation);
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
