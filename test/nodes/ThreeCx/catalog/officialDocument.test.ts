import Ajv from 'ajv';
import type { OpenAPIV3 } from 'openapi-types';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareVersions, isReference, readDocument, referredName, type Document } from '../../../../generator/document';
import { generateCatalog } from '../../../../generator';
import { readOperations } from '../../../../generator/operations';
import { SchemaTables } from '../../../../generator/schemas';
import { operations } from '../../../../nodes/ThreeCx/catalog';
import { simplifiedProperties } from '../../../../nodes/ThreeCx/catalog/simplified';
import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { warningSentences } from '../../../../nodes/ThreeCx/errors/warnings';
import { itemInput } from '../itemInput';
import { sampleParameters } from './samples';

/** 3CX's documents belong to 3CX and are not part of this repository: put them here to compare the catalog with them. */
const folder = process.env.THREECX_OPENAPI ?? resolve(__dirname, '../../../../../shared/xapi');
const files = existsSync(folder)
	? readdirSync(folder)
			.filter((name) => /^openapi-[\d.]+\.yaml$/.test(name))
			.map((name) => join(folder, name))
			.sort(compareVersions)
	: [];

/** Operations of the newest document that the node leaves out, each with the reason. */
const leftOut: Record<string, string> = {};

const rows = operations.filter(({ kind }) => kind !== 'job' && kind !== 'rawRequest');
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

(files.length > 0 ? describe : describe.skip)("the catalog beside 3CX's own documents", () => {
	let newest: Document;
	let oldest: Document;
	let ajv: Ajv;

	beforeAll(async () => {
		oldest = await readDocument(files[0]!);
		newest = await readDocument(files.at(-1)!);
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
		const sources = await generateCatalog(files);
		for (const [name, source] of Object.entries(sources)) {
			const committed = readFileSync(resolve(__dirname, '../../../../nodes/ThreeCx/catalog/facts', name), 'utf8');
			expect(source).toBe(committed);
		}
	});

	it('knows since when an operation exists', () => {
		const old = new Set(readOperations(oldest).map(requestOf));
		for (const row of rows) expect([requestOf(row), row.since === undefined]).toEqual([requestOf(row), old.has(requestOf(row))]);
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

	it('simplifies to properties that the oldest version has as well', () => {
		const tables = new SchemaTables(oldest);
		for (const operation of rows.filter(({ since }) => since === undefined)) {
			const { answer = '' } = operation;
			const simplified = simplifiedProperties(operation);
			if (simplified.length === 0) continue;
			tables.add(answer);
			const present = new Set(tables.types.get(answer)?.map(({ name }) => name));
			expect([answer, simplified.filter((name) => !present.has(name))]).toEqual([answer, []]);
		}
	});
});
