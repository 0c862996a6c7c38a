import type { Field, Operation } from '../../../nodes/ThreeCx/catalog/types';
import { findResource } from '../data/entitySets';
import { apiOperations } from '../data/release';
import { sampleOfType, sampleRow, sampleValue } from '../data/sampleValues';
import { usePbx, write } from '../setUp';
import type { Reply } from '../testClient';
import type { Row } from '../types';

const setting = usePbx('all');

/** A sample as it stands in a path. */
function literal(type: string): string {
	const value = String(sampleOfType(type));
	return type === 'string' ? `'${encodeURIComponent(value.replaceAll("'", "''"))}'` : encodeURIComponent(value);
}

function pathOf({ path, key, arguments: fields }: Operation): string {
	const parameters = [...(key ? [{ name: key.property, type: key.type }] : []), ...fields];
	return parameters.reduce((filled, { name, type }) => filled.replaceAll(`{${name}}`, literal(type)), path);
}

const bodyOf = (fields: readonly Field[]): Row =>
	Object.fromEntries(fields.map((field) => [field.name, sampleValue(field)]));

const setOf = ({ path }: Operation) => /^\/(\w+)/.exec(path)?.[1] ?? '';

/** Sees to it that exactly one row has the sample key, and the sample number where there are numbers. */
function seed(operation: Operation): void {
	const set = findResource(setOf(operation));
	if (set?.kind !== 'entitySet') return;
	const key = sampleOfType(operation.key?.type ?? (set.properties[set.key] === 'int32' ? 'int32' : 'string'));
	setting.pbx.remove(set.name, key);
	const alternates = Object.fromEntries(set.alternateKeys.map((name) => [name, sampleOfType('string')]));
	const namesakes = setting.pbx.rows(set.name).filter((row) => row.Number === sampleOfType('string'));
	for (const row of namesakes) setting.pbx.remove(set.name, row[set.key]);
	if (operation.kind !== 'create') setting.pbx.insert(set.name, { ...sampleRow(set.type), ...alternates, [set.key]: key });
}

function send(operation: Operation): Promise<Reply> {
	const { method, entity, body, key } = operation;
	if (entity) {
		const row = sampleRow(entity);
		// A change must not touch the key; the sample key is the one in the path.
		return write(setting, method, pathOf(operation), key ? { ...row, [key.property]: sampleOfType(key.type) } : row);
	}
	return body ? write(setting, method, pathOf(operation), bodyOf(body)) : setting.call(pathOf(operation), { method });
}

function ofKind(...kinds: string[]): [string, Operation][] {
	return apiOperations.filter(({ kind }) => kinds.includes(kind)).map((row) => [`${row.method} ${row.path}`, row]);
}

beforeAll(() => {
	// It is looked up by its name, not by its key.
	setting.pbx.insert('Parameters', { Id: 900, Name: sampleOfType('string') });
});

it('is every operation of the API', () => {
	expect(apiOperations).toHaveLength(601);
});

describe('lists', () => {
	it.each(ofKind('list'))('%s', async (_name, operation) => {
		seed(operation);
		const { status, json } = await send(operation);
		expect(status).toBe(200);
		expect(json?.value.length).toBeGreaterThan(0);
		const paged = await setting.call(`${pathOf(operation)}?$top=1&$skip=1&$count=true`);
		expect(paged.json?.['@odata.count']).toBe(json?.value.length);
		expect(paged.json?.value).toEqual(json?.value.slice(1, 2));
		expect((await setting.call(`${pathOf(operation)}?$top=101`)).status).toBe(400);
	});
});

describe('gets', () => {
	it.each(ofKind('get'))('%s', async (_name, operation) => {
		seed(operation);
		const { status, json } = await send(operation);
		expect(status).toBe(200);
		expect(json).toHaveProperty(['@odata.context']);
	});
});

describe('creates', () => {
	it.each(ofKind('create'))('%s', async (_name, operation) => {
		seed(operation);
		const before = setting.pbx.rows(setOf(operation)).length;
		const { status, json } = await send(operation);
		expect([status, json?.error]).toEqual([201, undefined]);
		expect(setting.pbx.rows(setOf(operation))).toHaveLength(before + 1);
	});
});

describe('updates', () => {
	it.each(ofKind('update'))('%s', async (_name, operation) => {
		seed(operation);
		const { status, text } = await send(operation);
		expect([status, text]).toEqual([204, '']);
	});
});

describe('deletes', () => {
	it('are 34', () => {
		expect(ofKind('delete')).toHaveLength(34);
	});

	it.each(ofKind('delete'))('%s', async (_name, operation) => {
		seed(operation);
		const before = setting.pbx.rows(setOf(operation)).length;
		const { status, text } = await send(operation);
		expect([status, text]).toEqual([204, '']);
		expect(setting.pbx.rows(setOf(operation))).toHaveLength(before - 1);
		expect((await send(operation)).status).toBe(404);
	});
});

const EXPECTED: Record<Operation['output'], (reply: Reply) => void> = {
	file: ({ headers }) => expect(headers['content-disposition']).toMatch(/^attachment; filename="/),
	nothing: ({ text }) => expect(text).toBe(''),
	object: ({ text, json }) => text === '' || expect(json).toHaveProperty(['@odata.context']),
	pages: ({ json }) => expect(json?.value).toBeInstanceOf(Array),
	report: ({ json }) => expect(json?.value).toBeInstanceOf(Array),
	rows: ({ json }) => expect(json?.value).toBeInstanceOf(Array),
	value: ({ json }) => expect(['string', 'number', 'boolean']).toContain(typeof json?.value),
};

describe('functions and actions', () => {
	it.each(ofKind('function', 'action'))('%s', async (_name, operation) => {
		seed(operation);
		const reply = await send(operation);
		expect([reply.status, reply.json?.error]).toEqual([operation.output === 'nothing' ? 204 : 200, undefined]);
		EXPECTED[operation.output](reply);
	});
});
