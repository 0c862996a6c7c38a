import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCatalog } from '../../generator';

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
function write(version: string, documentPaths: Paths, documentSchemas: object = schemas): string {
	const file = join(folder, `openapi-${version}.yaml`);
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
		const { 'operations.ts': source = '' } = await generateCatalog([write('20.1.0', paths)]);
		expect(source.split('\n').filter((line) => line.startsWith('\t{'))).toEqual([
			"\t{ resource: 'lamp', operation: 'create', kind: 'create', id: 'CreateLamp', request: 'POST /Lamps', entity: 'Lamp', answer: 'Lamp' },",
			"\t{ resource: 'lamp', operation: 'delete', kind: 'delete', id: 'DeleteLamp', request: 'DELETE /Lamps({Id})', parameters: 'Id int32', ifMatch: true },",
			"\t{ resource: 'lamp', operation: 'dim', kind: 'action', id: 'Dim', request: 'POST /Lamps({Id})/Pbx.Dim', parameters: 'Id int32', body: 'level double' },",
			"\t{ resource: 'lamp', operation: 'find', kind: 'function', id: 'Find', request: 'GET /Lamps/Pbx.Find(number={number})', parameters: 'number string?', answer: 'Lamp' },",
			"\t{ resource: 'lamp', operation: 'getAll', kind: 'list', id: 'ListLamp', request: 'GET /Lamps', query: 'top', answer: 'Lamp[]' },",
		]);
		expect(source).toMatch(/^\/\/ Written by/);
		expect(source).toContain("export const knownVersions = ['20.1.0'] as const;");
	});

	it('flattens inheritance, and follows references', async () => {
		const { 'fieldTables.ts': source = '' } = await generateCatalog([write('20.1.0', paths)]);
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

	it('tells since when something exists and what is gone', async () => {
		const older = Object.fromEntries(Object.entries(paths).filter(([path]) => !path.includes('Find')));
		const gone = { get: { tags: ['Lamps'], operationId: 'Old', ...answers(ref('Pbx.Room')) } };
		const plainLamp = { ...schemas, 'Pbx.Lamp': { type: 'object', properties: { Id: { type: 'integer', format: 'int32' } } } };
		const files = [write('20.1.0', paths), write('20.0.9', { ...older, '/Lamps/Pbx.Old()': gone }, plainLamp)];
		const { 'operations.ts': operations = '', 'fieldTables.ts': tables = '' } = await generateCatalog(files);
		expect(operations.split('\n').filter((line) => line.includes('since'))).toEqual([expect.stringContaining("operation: 'find'")]);
		expect(operations).toContain("since: '20.1.0'");
		expect(operations).toContain("export const knownVersions = ['20.0.9', '20.1.0'] as const;");
		expect(operations).toContain("\t{ request: 'GET /Lamps/Pbx.Old()', id: 'Old', until: '20.0.9' },");
		expect(tables).toContain("\tLamp: 'Id int32, Color Color?@20.1.0, Rooms Room[]*@20.1.0, Level double?@20.1.0',");
	});

	it.each<[string, Paths, string]>([
		['a verb', { '/Lamps': { put: answers() } }, 'An operation of a kind never seen before: PUT /Lamps'],
		['a form of path', { '/Lamps/{Id}/Shade/Color': { get: answers(ref('Pbx.Room')) } }, 'GET /Lamps/{Id}/Shade/Color: nothing is said about {Id}'],
		['a deep path', { '/Lamps/Shade/Color': { get: answers(ref('Pbx.Room')) } }, 'An operation of a kind never seen before: GET /Lamps/Shade/Color'],
		['a type', { '/Lamps': { get: answers({ type: 'string', format: 'color' }) } }, 'GET /Lamps: a schema of a kind never seen before'],
		['a header', { '/Lamps': { get: { parameters: [{ name: 'X-Mood', in: 'header', schema: { type: 'string' } }], ...answers(ref('Pbx.Room')) } } }, 'GET /Lamps: a header never seen before: X-Mood'],
		['two answers', { '/Lamps': { get: { responses: { 200: { description: '' }, 202: { description: '' } } } } }, 'GET /Lamps: not one successful answer but 2'],
		['other content', { '/Lamps': { get: { responses: { 200: { description: '', content: { 'text/csv': {} } } } } } }, 'GET /Lamps: content of a kind never seen before: text/csv'],
	])('stops at %s that it has never seen, and names it', async (_name, strange, message) => {
		await expect(generateCatalog([write('20.1.0', { ...paths, ...strange })])).rejects.toThrow(message);
	});

	it('stops where two operations would have one name', async () => {
		const twins = { ...paths, '/Lamps/Pbx.Dim': { post: { tags: ['Lamps'], operationId: 'DimAll', ...answers() } } };
		await expect(generateCatalog([write('20.1.0', twins)])).rejects.toThrow('would both be called lamp.dim');
	});

	it('wants the version in the file name', async () => {
		const file = join(folder, 'openapi.yaml');
		writeFileSync(file, '{}');
		await expect(generateCatalog([file])).rejects.toThrow('the file name must hold the version of 3CX');
	});
});
