import type { OpenAPIV3 } from 'openapi-types';
import { isReference, jsonSchema, referredName, resolveResponse, type Document, type Schema } from './document';
import type { QueryOption } from '../nodes/ThreeCx/catalog/types';
import { fieldsOf, NAMESPACE, typeOf } from './schemas';
import type { OperationFact } from './types';

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The forms of path that the XAPI has, with what a method does there. */
const pathForms: [RegExp, Partial<Record<string, OperationFact['kind']>>][] = [
	[/\/Pbx\.\w+\(.*\)$/, { get: 'function' }],
	[/\/Pbx\.\w+$/, { post: 'action' }],
	// An entity by its key or by an alternate key.
	[/^\/\w+\((\w+=)?\{\w+\}\)$/, { get: 'get', patch: 'update', delete: 'delete' }],
	// What a navigation property of an entity or of a singleton leads to.
	[/^\/\w+(\(\{\w+\}\))?\/\w+$/, { get: 'list' }],
	// An entity set or a singleton.
	[/^\/\w+$/, { get: 'get', post: 'create', patch: 'update' }],
];

/** Actions and functions that are not bound to anything look like entity sets; the document marks them. */
const unbound: Record<string, OperationFact['kind']> = { actionImport: 'action', functionImport: 'function' };

function operationKind(method: string, path: string, marked: unknown, answer: string | undefined): OperationFact['kind'] {
	const form = pathForms.find(([pattern]) => pattern.test(path));
	const kind = (typeof marked === 'string' ? unbound[marked] : undefined) ?? form?.[1][method];
	if (!kind) throw new Error(`An operation of a kind never seen before: ${method.toUpperCase()} ${path}`);
	return kind === 'get' && answer?.endsWith('[]') ? 'list' : kind;
}

function namedSchema({ components }: Document, reference: OpenAPIV3.ReferenceObject): OpenAPIV3.SchemaObject {
	const schema = components.schemas?.[referredName(reference)];
	if (!schema || isReference(schema)) throw new Error(`The document has no schema ${reference.$ref}`);
	return schema;
}

/** `{ value: … }`, the form of primitive values and of collections. */
function wrappedValue(document: Document, schema: Schema): Schema | undefined {
	const { allOf = [], properties } = isReference(schema) ? namedSchema(document, schema) : schema;
	const parts = [properties, ...allOf.map((part) => (isReference(part) ? undefined : part.properties))];
	const [found, ...others] = parts.filter((part) => part !== undefined);
	return found && others.length === 0 && Object.keys(found).join() === 'value' ? found.value : undefined;
}

function answerOf(document: Document, operation: OpenAPIV3.OperationObject, where: string): string | undefined {
	const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
	const [response, ...others] = success.map(([, declared]) => resolveResponse(document, declared));
	if (!response || others.length > 0) throw new Error(`${where}: not one successful answer but ${success.length}`);
	const schema = jsonSchema(response.content, where);
	if (!schema) return undefined;
	return typeOf(wrappedValue(document, schema) ?? schema, where).type;
}

function bodyOf(document: Document, operation: OpenAPIV3.OperationObject, where: string): OperationFact['body'] {
	const declared = operation.requestBody;
	const body = declared && isReference(declared) ? document.components.requestBodies?.[referredName(declared)] : declared;
	if (!body) return undefined;
	if (isReference(body)) throw new Error(`${where}: a request body that refers to another`);
	const schema = jsonSchema(body.content, where);
	if (!schema) return undefined;
	const inline = isReference(schema) && !referredName(schema).startsWith(NAMESPACE) ? namedSchema(document, schema) : schema;
	if (isReference(inline)) return typeOf(inline, where).type;
	if (!inline.properties) throw new Error(`${where}: a request body of a kind never seen before`);
	return fieldsOf(inline.properties, where);
}

function readParameters(document: Document, item: OpenAPIV3.PathItemObject, operation: OpenAPIV3.OperationObject) {
	return [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => {
		const resolved = isReference(parameter) ? document.components.parameters?.[referredName(parameter)] : parameter;
		if (!resolved || isReference(resolved)) throw new Error(`The document has no parameter ${JSON.stringify(parameter)}`);
		return resolved;
	});
}

const QUERY_OPTIONS: readonly string[] = [
	'$count',
	'$expand',
	'$filter',
	'$orderby',
	'$search',
	'$select',
	'$skip',
	'$top',
] satisfies `$${QueryOption}`[];

/** A query option without its `$`. Anything else in the query is an argument, all of which were in the path so far. */
function queryOption(name: string, where: string): string {
	if (!QUERY_OPTIONS.includes(name)) throw new Error(`${where}: a query option never seen before: ${name}`);
	return name.slice(1);
}

function readOperation(
	document: Document,
	path: string,
	method: string,
	operation: OpenAPIV3.OperationObject,
): OperationFact {
	const where = `${method.toUpperCase()} ${path}`;
	const declared = readParameters(document, document.paths[path] ?? {}, operation);
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
		const { schema, required } = declared.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? {};
		if (!schema) throw new Error(`${where}: nothing is said about {${name}}`);
		if (required !== true) throw new Error(`${where}: {${name}} is optional, which was never seen before`);
		return { name, ...typeOf(schema, where), navigation: false };
	});
	const headers = declared.filter(({ in: place }) => place === 'header').map(({ name }) => name);
	const unknownHeader = headers.find((name) => name !== 'If-Match');
	if (unknownHeader) throw new Error(`${where}: a header never seen before: ${unknownHeader}`);
	const answer = answerOf(document, operation, where);
	const [tag, ...otherTags] = operation.tags ?? [];
	const { operationId } = operation;
	if (!tag || otherTags.length > 0) throw new Error(`${where}: not one tag but ${operation.tags?.length ?? 0}`);
	if (!operationId) throw new Error(`${where} has no operationId`);
	return {
		tag,
		operationId,
		method: method.toUpperCase(),
		path,
		kind: operationKind(method, path, (operation as Record<string, unknown>)['x-ms-docs-operation-type'], answer),
		parameters: inPath,
		query: declared.filter(({ in: place }) => place === 'query').map(({ name }) => queryOption(name, where)).sort(),
		body: bodyOf(document, operation, where),
		answer,
		ifMatch: headers.length > 0,
	};
}

/**
 * Every operation of a document.
 *
 * @throws Error for anything of a kind never seen before, naming the operation.
 */
export function readOperations(document: Document): OperationFact[] {
	return Object.entries(document.paths).flatMap(([path, item = {}]) =>
		METHODS.flatMap((method) => {
			const operation = item[method];
			return operation ? [readOperation(document, path, method, operation)] : [];
		}),
	);
}
