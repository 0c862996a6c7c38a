import { apiOperations } from '../../../../nodes/ThreeCx/catalog';
import { outputSchema } from '../../../../generator/package/outputSchemas';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { outputOf } from '../../../engine';
import { setUp, type Setting } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import { sampleRow } from '../../../pbx';
import { findResource } from '../../../pbx/data/entitySets';
import { sampleOfType } from '../../../pbx/data/sampleValues';
import { sampleParameters } from '../catalog/samples';

const rows = apiOperations;

/** A PBX with a row for everything that an operation acts on, and nothing else in that set. */
async function settingFor({ method, path, key, arguments: args, kind, output, answer = '' }: Operation): Promise<Setting> {
	const name = /^\/(\w+)/.exec(path)?.[1] ?? '';
	const resource = findResource(name);
	if (kind === 'function' && output === 'pages' && path.includes('=')) {
		// The sample arguments name nothing that a report could be about.
		return await setUp({ results: { [`${method} ${path.replace(/\(\w+=.*/, '()')}`]: [sampleRow(answer), sampleRow(answer, 1)] } });
	}
	if (resource?.kind !== 'entitySet') return await setUp();
	const sample = sampleRow(resource.type);
	const row = {
		...sample,
		[resource.key]: sampleOfType(key?.type ?? (resource.properties[resource.key] === 'int32' ? 'int32' : 'string')),
		...(kind === 'get' && args[0] ? { [args[0].name]: sampleOfType('string') } : {}),
	};
	const isPlain = output === 'pages' && kind === 'list' && !key;
	const others = isPlain ? [{ ...row, [resource.key]: sampleOfType(resource.properties[resource.key] === 'int32' ? 'int32' : 'string', 1) }] : [];
	const seeded = [row, ...others];
	if (name === 'PhoneLogos') return await setUp({ logos: seeded as never });
	if (name === 'Users') return await setUp({ users: kind === 'create' ? [] : seeded });
	if (name === 'PhoneTemplates') return await setUp({ templates: kind === 'create' ? [] : seeded });
	return await setUp({ rows: { [name]: kind === 'create' ? [] : seeded } });
}

describe('every operation, against the mock PBX', () => {
	it.each(rows.map((operation) => [`${operation.resource}.${operation.operation}`, operation] as const))(
		'%s',
		async (_name, operation) => {
			const { engine, credential, pbx } = await settingFor(operation);
			const run = await runNode(engine, { parameters: sampleParameters(operation, 0) as never, credential });
			expect(run.data.resultData.error?.description).toBeUndefined();

			const items = outputOf(run, '3CX');
			expect(items.length).toBeGreaterThan(0);
			const schema = outputSchema(operation).properties ?? {};
			for (const { json, binary, pairedItem } of items) {
				expect(pairedItem).toEqual({ item: 0 });
				if (operation.output === 'file') expect(Object.keys(binary ?? {})).toEqual(['data']);
				for (const name of Object.keys(json)) expect([operation.name, name in schema]).toEqual([operation.name, true]);
			}
			const sent = pbx.requests.filter(({ url }) => url.startsWith('/xapi/v1'));
			expect(sent.map(({ method }) => method)).toContain(operation.method);
			if (operation.kind === 'delete') {
				expect(items[0]?.json).toMatchObject({ deleted: true, [operation.key?.property ?? '']: sampleOfType(operation.key?.type ?? '') });
				expect(pbx.rows(/^\/(\w+)/.exec(operation.path)?.[1] ?? '')).toEqual([]);
			}
		},
	);
});
