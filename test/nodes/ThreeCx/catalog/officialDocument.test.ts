import Ajv from 'ajv';
import type { OpenAPIV3 } from 'openapi-types';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isReference, readDocument, referredName, type Document } from '../../../../generator/document';
import { generateCatalog } from '../../../../generator';
import { frozenSource, parseFrozen } from '../../../../generator/frozen';
import { readOperations } from '../../../../generator/operations';
import { SchemaTables } from '../../../../generator/schemas';
import { apiOperations } from '../../../../nodes/ThreeCx/catalog';
import { documents, retired } from '../../../../nodes/ThreeCx/catalog/facts/operations';
import { selectsSimplified, simplifiedProperties } from '../../../../nodes/ThreeCx/catalog/simplified';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { releaseOf } from '../../../../nodes/ThreeCx/catalog/versions';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { warningSentences } from '../../../../nodes/ThreeCx/errors/warnings';
import { itemInput } from '../itemInput';
import { sampleParameters } from './samples';

/** 3CX's documents belong to 3CX and are not part of this repository: put them here to compare the catalog with them. */
const folder = process.env.THREECX_OPENAPI ?? resolve(__dirname, '../../../../../shared/xapi');

/** The dates of documents whose names have none. */
const dates: Record<string, string> = { '20.0.7': '2025-05-06', '20.0.10': '2026-06-11' };

function specsIn(path: string): string[] {
	const names = existsSync(path) ? readdirSync(path) : [];
	return names.flatMap((name) => {
		const [, version = '', date] = /^openapi-([\d.]+?)(-\d{4}-\d{2}-\d{2})?\.yaml$/.exec(name) ?? [];
		if (version === '') return [];
		return [join(path, name) + (date === undefined ? `=${dates[version] ?? ''}` : '')];
	});
}

const specs = [...specsIn(folder), ...specsIn(join(folder, 'history'))];

/** Operations of the newest document that the node leaves out, each with the reason. */
const leftOut: Record<string, string> = {};

const rows = apiOperations;
const requestOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** OpenAPI's `nullable` in JSON schema's words; references stay what they are. */
function toJsonSchema(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(toJsonSchema);
	if (typeof schema !== 'object' || schema === null) return schema;
	const { nullable, ...rest } = schema as Record<string, unknown>;
	const converted = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, toJsonSchema(value)]));
	return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted;
}

/** Whether an enumeration takes several members at once is not said in JSON schema. */
const isKnownKeyword = (name: string) => !name.startsWith('x-') && name !== 'example';

function withoutExtensions(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withoutExtensions);
	if (typeof schema !== 'object' || schema === null) return schema;
	return Object.fromEntries(
		Object.entries(schema)
			.filter(([name]) => isKnownKeyword(name))
			.map(([name, value]) => [name, withoutExtensions(value)]),
	);
}

function declaredOperation(document: Document, { method, path }: Operation): OpenAPIV3.OperationObject {
	const item = document.paths[path]?.[method.toLowerCase() as 'get'];
	if (!item) throw new Error(`The document has no ${method} ${path}`);
	return item;
}

/** The schema of a body by reference into the document. */
function bodySchema(document: Document, operation: Operation): object | undefined {
	const { requestBody } = declaredOperation(document, operation);
	if (!requestBody) return undefined;
	const body = isReference(requestBody) ? document.components.requestBodies?.[referredName(requestBody)] : requestBody;
	if (!body || isReference(body)) throw new Error(`${operation.path} refers to a body that is not there`);
	return toJsonSchema(withoutExtensions(body.content['application/json']?.schema)) as object;
}

(specs.length > 0 ? describe : describe.skip)("the catalog beside 3CX's own documents", () => {
	let read: Document[];
	let newest: Document;
	let oldest: Document;
	let ajv: Ajv;

	beforeAll(async () => {
		read = await Promise.all(specs.map(readDocument));
		read.sort((a, b) => (a.date < b.date ? -1 : 1));
		oldest = read[0]!;
		newest = read.at(-1)!;
		ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
		ajv.addSchema({
			$id: 'document',
			components: toJsonSchema(withoutExtensions(newest.components)),
		});
	});

	it('offers every operation of the document, and none that it does not have', () => {
		const declared = readOperations(newest).map(requestOf);
		expect(rows.map(requestOf).sort()).toEqual(declared.filter((request) => !(request in leftOut)).sort());
		expect(Object.keys(leftOut).filter((request) => !declared.includes(request))).toEqual([]);
	});

	it('is what the generator writes today', async () => {
		const root = resolve(__dirname, '../../../..');
		const frozen = readFileSync(join(root, 'generator/frozenValues.json'), 'utf8');
		const catalog = await generateCatalog(specs, parseFrozen(frozen));
		for (const [name, source] of Object.entries(catalog.facts)) {
			expect(source).toBe(readFileSync(join(root, 'nodes/ThreeCx/catalog/facts', name), 'utf8'));
		}
		expect(frozenSource(catalog.frozen)).toBe(frozen);
	});

	it('knows every document, in the order of their dates', () => {
		expect(documents.map(({ mark, date }) => [releaseOf(mark), date])).toEqual(read.map(({ version, date }) => [version, date]));
	});

	it('knows the first document that has an operation, and the last one that has what is gone', () => {
		const requestsIn = read.map((document) => new Set(readOperations(document).map(requestOf)));
		const marks = documents.map(({ mark }) => mark);
		for (const row of rows) {
			const first = marks[requestsIn.findIndex((requests) => requests.has(requestOf(row)))];
			expect([requestOf(row), row.since ?? marks[0]]).toEqual([requestOf(row), first]);
		}
		for (const { request, since, until } of retired) {
			const first = marks[requestsIn.findIndex((requests) => requests.has(request))];
			const last = marks[requestsIn.findLastIndex((requests) => requests.has(request))];
			expect([request, since ?? marks[0], until]).toEqual([request, first, last]);
		}
	});

	it('names path parameters and query options as the document does', () => {
		for (const operation of rows) {
			const declared = declaredOperation(newest, operation).parameters ?? [];
			const inPath = declared.flatMap((parameter) =>
				!isReference(parameter) && parameter.in === 'path' ? [parameter.name] : [],
			);
			expect([...(operation.key ? [operation.key.property] : []), ...operation.arguments.map(({ name }) => name)]).toEqual(
				inPath,
			);
			const inQuery = declared.flatMap((parameter) => {
				if (isReference(parameter)) return [referredName(parameter)];
				return parameter.in === 'query' ? [parameter.name.slice(1)] : [];
			});
			expect([...operation.query].sort()).toEqual(inQuery.sort());
		}
	});

	it('sends bodies that the document accepts', () => {
		for (const operation of rows) {
			const schema = bodySchema(newest, operation);
			const { body } = buildRequest(operation, itemInput(sampleParameters(operation, 0)));
			if (!schema) {
				expect([operation.name, body === undefined || body === '{}']).toEqual([operation.name, true]);
				continue;
			}
			const validate = ajv.compile(
				JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')) as object,
			);
			validate(JSON.parse(body ?? 'null'));
			expect([operation.name, validate.errors ?? []]).toEqual([operation.name, []]);
		}
	});

	it('has a sentence for every warning', () => {
		const { enum: codes = [] } = newest.components.schemas?.['Pbx.Warnings'] as OpenAPIV3.SchemaObject;
		expect(Object.keys(warningSentences)).toEqual(codes.map((code: string) => code.replace('WARNINGS.', '')).sort());
	});

	it('selects for Simplify only what the oldest version has as well', () => {
		const tables = new SchemaTables(oldest);
		for (const operation of rows.filter((row) => row.since === undefined && selectsSimplified(row))) {
			const { answer = '' } = operation;
			const simplified = simplifiedProperties(operation);
			if (simplified.length === 0) continue;
			tables.add(answer);
			const present = new Set(tables.types.get(answer)?.map(({ name }) => name));
			expect([answer, simplified.filter((name) => !present.has(name))]).toEqual([answer, []]);
		}
	});
});
