import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCatalog } from '../../generator';

/** The files of the catalog for documents, without values that are frozen. */
const factsOf = async (specs: string[]) => (await generateCatalog(specs)).facts;

const folder = mkdtempSync(join(tmpdir(), 'threecx-generator-'));

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

type Paths = Record<string, Record<string, unknown>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const answers = (schema?: unknown) => ({ responses: schema ? { 200: { description: '', ...content(schema) } } : { 204: { description: '' } } });
const key = { name: 'Id', in: 'path', required: true, schema: { type: 'integer', format: 'int32' } };
const number = { name: 'number', in: 'path', required: true, schema: { type: 'string', nullable: true } };
const list = { type: 'object', allOf: [{ type: 'object' }, { type: 'object', properties: { value: { type: 'array', items: ref('Pbx.Lamp') } } }] };

const schemas = {
	'Pbx.Thing': { type: 'object', properties: { Id: { type: 'integer', format: 'int32' } } },
	'Pbx.Lamp': {
		allOf: [
			ref('Pbx.Thing'),
			{
				type: 'object',
				properties: {
					Color: { allOf: [ref('Pbx.Color')], nullable: true },
					Rooms: { type: 'array', items: ref('Pbx.Room'), 'x-ms-navigationProperty': true },
					Level: { oneOf: [{ type: 'number', format: 'double', nullable: true }, { type: 'string' }] },
				},
			},
		],
	},
	'Pbx.Color': { type: 'string', enum: ['Red', 'Green'] },
	'Pbx.Room': { type: 'object', properties: { Name: { type: 'string', nullable: true } } },
};

const paths: Paths = {
	'/Lamps': {
		get: { tags: ['Lamps'], operationId: 'ListLamp', parameters: [{ $ref: '#/components/parameters/top' }], ...answers(list) },
		post: { tags: ['Lamps'], operationId: 'CreateLamp', requestBody: content(ref('Pbx.Lamp')), ...answers(ref('Pbx.Lamp')) },
	},
	'/Lamps({Id})': {
		delete: { tags: ['Lamps'], operationId: 'DeleteLamp', parameters: [key, { name: 'If-Match', in: 'header', schema: { type: 'string' } }], ...answers() },
	},
	'/Lamps({Id})/Pbx.Dim': {
		post: {
			tags: ['Lamps'],
			operationId: 'Dim',
			parameters: [key],
			requestBody: content({ type: 'object', properties: { level: { type: 'number', format: 'double' } } }),
			...answers(),
		},
	},
	'/Lamps/Pbx.Find(number={number})': { get: { tags: ['Lamps'], operationId: 'Find', parameters: [number], ...answers(ref('Pbx.Lamp')) } },
};

/** Writes a document as YAML, of which JSON is a part, and returns its file. */
function write(version: string, documentPaths: Paths, documentSchemas: object = schemas, date = '2026-01-01'): string {
	const file = join(folder, `openapi-${version}-${date}.yaml`);
	const parameters = { top: { name: '$top', in: 'query', schema: { type: 'integer' } } };
	writeFileSync(
		file,
		JSON.stringify({
			openapi: '3.0.4',
			info: { title: 'XAPI', version: '1.0.0' },
			paths: documentPaths,
			components: { schemas: documentSchemas, parameters },
		}),
	);
	return file;
}

describe('the generator', () => {
	it('writes a row for every operation, sorted', async () => {
		const { 'operations.ts': source = '' } = await factsOf([write('20.1.0', paths)]);
		expect(/^export const rowsByResource.*\n([^]*?)^};$/m.exec(source)?.[1]?.trimEnd().split('\n')).toEqual([
			'\tlamp: {',
			"\t\tcreate: { kind: 'create', id: 'CreateLamp', request: 'POST /Lamps', entity: 'Lamp', answer: 'Lamp' },",
			"\t\tdelete: { kind: 'delete', id: 'DeleteLamp', request: 'DELETE /Lamps({Id})', parameters: 'Id int32', ifMatch: true },",
			"\t\tdim: { kind: 'action', id: 'Dim', request: 'POST /Lamps({Id})/Pbx.Dim', parameters: 'Id int32', body: 'level double' },",
			"\t\tfind: { kind: 'function', id: 'Find', request: 'GET /Lamps/Pbx.Find(number={number})', parameters: 'number string?', answer: 'Lamp' },",
			"\t\tgetAll: { kind: 'list', id: 'ListLamp', request: 'GET /Lamps', query: 'top', answer: 'Lamp[]' },",
			'\t},',
		]);
		expect(source).toMatch(/^\/\/ Written by/);
		expect(source).toContain("\t{ mark: '20.1.0', date: '2026-01-01' },");
	});

	it('flattens inheritance, and follows references', async () => {
		const { 'fieldTables.ts': source = '' } = await factsOf([write('20.1.0', paths)]);
		expect(source).toContain("\tLamp: 'Id int32, Color Color?, Rooms Room[]*, Level double?',");
		expect(source).toContain("\tRoom: 'Name string?',");
		expect(source).toContain("\tColor: 'Red Green',");
		// Nothing but Lamp inherits from it, and no operation names it.
		expect(source).not.toContain('Thing:');
	});

	it('writes the same bytes for the same input, in whatever order', async () => {
		const file = write('20.1.0', paths);
		const reversed = write('20.1.0', Object.fromEntries(Object.entries(paths).reverse()));
		expect(await generateCatalog([file])).toEqual(await generateCatalog([reversed]));
	});

	const operation = { tags: ['Lamps'], operationId: 'Strange' };
	const room = answers(ref('Pbx.Room'));
	const optional = { ...number, required: false };
	it.each<[string, Paths, string]>([
		['a verb', { '/Lamps': { put: { ...operation, ...answers() } } }, 'An operation of a kind never seen before: PUT /Lamps'],
		['a form of path', { '/Lamps/{Id}/Shade/Color': { get: { ...operation, ...room } } }, 'GET /Lamps/{Id}/Shade/Color: nothing is said about {Id}'],
		['a deep path', { '/Lamps/Shade/Color': { get: { ...operation, ...room } } }, 'An operation of a kind never seen before: GET /Lamps/Shade/Color'],
		['a type', { '/Lamps': { get: { ...operation, ...answers({ type: 'string', format: 'color' }) } } }, 'GET /Lamps: a schema of a kind never seen before'],
		['a choice of types', { '/Lamps': { get: { ...operation, ...answers({ anyOf: [ref('Pbx.Room'), ref('Pbx.Color')] }) } } }, 'GET /Lamps: a schema of a kind never seen before'],
		['a header', { '/Lamps': { get: { ...operation, parameters: [{ name: 'X-Mood', in: 'header', schema: { type: 'string' } }], ...room } } }, 'GET /Lamps: a header never seen before: X-Mood'],
		['a query option', { '/Lamps': { get: { ...operation, parameters: [{ name: '$compute', in: 'query', schema: { type: 'string' } }], ...room } } }, 'GET /Lamps: a query option never seen before: $compute'],
		['an argument in the query', { '/Lamps': { get: { ...operation, parameters: [{ name: 'mood', in: 'query', schema: { type: 'string' } }], ...room } } }, 'GET /Lamps: a query option never seen before: mood'],
		['an argument that may be left out', { '/Lamps/Pbx.Find(number={number})': { get: { ...operation, parameters: [optional], ...room } } }, 'GET /Lamps/Pbx.Find(number={number}): {number} is optional, which was never seen before'],
		['an operation without tag', { '/Lamps': { get: { operationId: 'ListLamp', ...room } } }, 'GET /Lamps: not one tag but 0'],
		['an operation without operationId', { '/Lamps': { get: { tags: ['Lamps'], ...room } } }, 'GET /Lamps has no operationId'],
		['two answers', { '/Lamps': { get: { ...operation, responses: { 200: { description: '' }, 202: { description: '' } } } } }, 'GET /Lamps: not one successful answer but 2'],
		['other content', { '/Lamps': { get: { ...operation, responses: { 200: { description: '', content: { 'text/csv': {} } } } } } }, 'GET /Lamps: content of a kind never seen before: text/csv'],
	])('stops at %s that it has never seen, and names it', async (_name, strange, message) => {
		await expect(generateCatalog([write('20.1.0', { ...paths, ...strange })])).rejects.toThrow(message);
	});

	it.each<[string, object, string]>([
		['a member of an enumeration with a blank', { 'Pbx.Color': { type: 'string', enum: ['Red', 'Light Green'] } }, 'Pbx.Color: an enumeration member that is not a word: "Light Green"'],
		['a type that inherits from itself', { 'Pbx.Thing': { allOf: [ref('Pbx.Lamp')] } }, 'Pbx.Lamp inherits from itself: Lamp > Thing > Lamp'],
	])('stops at %s, and names it', async (_name, strange, message) => {
		await expect(generateCatalog([write('20.1.0', paths, { ...schemas, ...strange })])).rejects.toThrow(message);
	});

	it('follows types that lead back to each other', async () => {
		const circle = { 'Pbx.Room': { type: 'object', properties: { Lamp: ref('Pbx.Lamp') } } };
		const { 'fieldTables.ts': source = '' } = await factsOf([write('20.1.0', paths, { ...schemas, ...circle })]);
		expect(source).toContain("\tRoom: 'Lamp Lamp',");
	});

	it('reads whole numbers that are declared as numbers, and references that may be null in the words of OpenAPI 3.0.1', async () => {
		const older = {
			'Pbx.Lamp': {
				type: 'object',
				properties: {
					Watts: { type: 'number', format: 'int32' },
					Color: { anyOf: [ref('Pbx.Color'), { type: 'object', nullable: true }] },
				},
			},
		};
		const { 'fieldTables.ts': source = '' } = await factsOf([write('20.1.0', paths, { ...schemas, ...older })]);
		expect(source).toContain("\tLamp: 'Watts int32, Color Color?',");
	});

	it('stops where two operations would have one name', async () => {
		const twins = { ...paths, '/Lamps/Pbx.Dim': { post: { tags: ['Lamps'], operationId: 'DimAll', ...answers() } } };
		await expect(generateCatalog([write('20.1.0', twins)])).rejects.toThrow('would both be called lamp.dim');
	});

	it('wants the version in the file name, and the date there or behind it', async () => {
		const named = (name: string, text = '{}') => {
			writeFileSync(join(folder, name), text);
			return join(folder, name);
		};
		await expect(generateCatalog([named('openapi.yaml')])).rejects.toThrow('the file name must contain the version of 3CX');
		const undated = named('openapi-20.1.0.yaml', JSON.stringify({ openapi: '3.0.4', paths: {} }));
		await expect(generateCatalog([undated])).rejects.toThrow('the date of the document is missing');
		await expect(generateCatalog([`${undated}=2026-02-01`])).rejects.toThrow('openapi-20.1.0.yaml has no paths');
	});
});
