import { apiOperations, findListOf, findOperation, operations, titlePropertiesOf } from '../../../../nodes/ThreeCx/catalog';
import { fieldsOfType, isStructured, membersOf } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { simplifiedProperties } from '../../../../nodes/ThreeCx/catalog/simplified';
import type { Field, Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { mapperFieldsOf } from '../../../../nodes/ThreeCx/methods/resourceMapping';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { periodArguments } from '../../../../nodes/ThreeCx/catalog/periods';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { isLiteralType } from '../../../../nodes/ThreeCx/request/odata';
import type { PbxRequest } from '../../../../nodes/ThreeCx/request/pbxRequest';
import { itemInput } from '../itemInput';
import { sampleValue } from '../../../pbx/data/sampleValues';
import { sampleParameters } from './samples';

const rows = apiOperations;
const named = rows.map((operation) => [`${operation.resource}.${operation.operation}`, operation] as const);

/** Literals as OData 4.01 writes them (ABNF, "Literal Data Values"), after percent-decoding. */
const literals: Record<string, RegExp> = {
	boolean: /^(true|false)$/,
	dateTime: /^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,12})?(Z|[+-]\d\d:\d\d)$/,
	int32: /^-?\d{1,10}$/,
	string: /^'([^']|'')*'$/,
	uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

const build = (operation: Operation, item: 0 | 1): PbxRequest =>
	buildRequest(operation, itemInput(sampleParameters(operation, item)));

/** The literals that stand in a request's path for the placeholders of an operation's path, by name, in order. */
function literalsIn({ path }: PbxRequest, operation: Operation): [string, string][] {
	const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
	const escaped = operation.path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
	const found = new RegExp(`^${escaped.replaceAll(/\{\w+\}/g, '([^/,()=]*|%27.*?%27)')}$`).exec(
		// Quotes, commas and parentheses are allowed in a URL as they are; encoded, they cannot be taken for syntax here.
		path.replaceAll(/'[^/]*?'(?=[,)]|$)/g, (literal) => literal.replaceAll(/[(),=']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)),
	);
	if (!found) throw new Error(`${path} does not fit ${operation.path}`);
	return names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]);
}

/** What stands in an answer of a type without being expanded. */
const presentIn = (type: string) => fieldsOfType(type).filter(({ isNavigation }) => !isNavigation);

const SECRET = /password$|secret|token|pin$|pinnumber|licensekey|apikey|accesskey|privatekey|credentials|authid|prov(ision)?link/i;

/** The secrets that a property holds, itself or inside of it. */
function secretsIn({ name, type }: Field): string[] {
	const isText = type === 'string' || type.startsWith('Concealed');
	if ((isText || isStructured(type)) && SECRET.test(name)) return [name];
	return presentIn(type).flatMap((field) => secretsIn(field).map((inner) => `${name}.${inner}`));
}

describe('the catalog', () => {
	it('has the 601 operations of 75 resources', () => {
		expect(rows).toHaveLength(601);
		expect(new Set(rows.map(({ resource }) => resource)).size).toBe(75);
	});

	it('names every operation once, with values that can be file names', () => {
		const values = operations.map(({ resource, operation }) => `${resource}.${operation}`);
		expect(new Set(values).size).toBe(values.length);
		for (const value of values) expect(value).toMatch(/^[a-z][A-Za-z0-9]*\.[a-z][A-Za-z0-9]*$/);
	});

	it('lists what keys can be picked from', () => {
		const withoutList = rows.filter(({ key }) => key).filter((operation) => !findListOf(operation));
		expect(withoutList.map(({ name }) => name)).toEqual([]);
	});

	it('tells trunks in lists apart, and roles by their name', () => {
		expect(titlePropertiesOf(findOperation('trunk', 'getAll')!)).toEqual(['Number', 'ExternalNumber']);
		expect(simplifiedProperties(findOperation('department', 'getRights')!)).toEqual(
			expect.arrayContaining(['RoleName', 'CanBargeIn', 'CanIntercom']),
		);
	});

	it('knows every type it names', () => {
		const used = rows.flatMap(({ entity, answer, body = [], arguments: args }) => [
			...[entity, answer].filter((type) => type !== undefined),
			...[...body, ...args].map(({ type }) => type),
		]);
		const isKnown = (type: string) => /^[a-z]/.test(type) || isStructured(type) || membersOf(type) !== undefined;
		expect(used.filter((type) => !isKnown(type))).toEqual([]);
	});
});

describe.each(named)('%s', (_name, operation) => {
	it('builds a path in which each literal has its type, in the order of the document', () => {
		const request = build(operation, 0);
		expect(request.method).toBe(operation.method);
		expect(request.path).toMatch(/^[A-Za-z0-9\-._~!$&'()*+,;=:@%/]+$/);
		const parameters: Record<string, string> = {
			...Object.fromEntries(operation.arguments.map(({ name, type }) => [name, type])),
			...(operation.key ? { [operation.key.property]: operation.key.type } : {}),
		};
		const found = literalsIn(request, operation);
		expect(found.map(([name]) => name).sort()).toEqual(Object.keys(parameters).sort());
		for (const [name, literal] of found) {
			expect(isLiteralType(parameters[name] ?? '')).toBe(true);
			expect(literal).toMatch(literals[parameters[name] ?? ''] ?? /^$/);
		}
	});

	it('reads the parameters of the second item for the second item', () => {
		const [first, second] = [build(operation, 0), build(operation, 1)];
		const depends = operation.path.includes('{') || operation.ifMatch || formOf(operation) !== undefined;
		expect(JSON.stringify(first) !== JSON.stringify(second)).toBe(depends);
	});

	it('sends only query options that are offered', () => {
		const options = { filter: 'a', search: 'b', select: 'c', expand: 'd', orderBy: 'e' };
		const offered = Object.fromEntries(
			Object.entries(options).filter(([name]) => operation.query.some((option) => option === name.toLowerCase())),
		);
		const parameters = { ...sampleParameters(operation, 0), options: offered };
		const { query } = buildRequest(operation, itemInput(parameters));
		for (const name of Object.keys(query)) expect(operation.query).toContain(name.slice(1));
		for (const name of Object.keys(build(operation, 0).query)) expect(operation.query).toContain(name.slice(1));
	});

	it('sends a body where it has one, with what was given and nothing else', () => {
		const { body, headers } = build(operation, 0);
		const hasBody = operation.method === 'POST' || operation.method === 'PATCH';
		expect(body !== undefined).toBe(hasBody);
		expect(headers['Content-Type']).toBe(hasBody ? 'application/json' : undefined);
		if (!hasBody) return;
		const form = formOf(operation);
		const sample = (fields: Field[]) => Object.fromEntries(fields.map((field) => [field.name, sampleValue(field, 0)]));
		const expected = form ? sample(form.fields) : {};
		expect(JSON.parse(body ?? '')).toEqual(form?.wrapper ? { [form.wrapper]: expected } : expected);
	});

	it('sends JSON as it is written', () => {
		const form = formOf(operation);
		if (!form || operation.arguments.length > 0) return;
		const json = form.wrapper === undefined ? { [form.fields[0]?.name ?? '']: null } : { [form.wrapper]: {} };
		const { body } = buildRequest(
			operation,
			itemInput({ ...sampleParameters(operation, 0), bodyMode: 'json', body: JSON.stringify(json) }),
		);
		expect(JSON.parse(body ?? '')).toEqual(json);
	});

	it('has a form whose fields are those it sends', () => {
		const fields = mapperFieldsOf(operation);
		const names = new Set((formOf(operation)?.fields ?? []).map(({ name }) => name));
		const chosen = fields.filter(({ id }) => !names.has(id)).map(({ id }) => id);
		expect(chosen).toEqual(periodArguments(operation) ? ['period'] : []);
		// Nothing is left out but what the PBX fills in itself.
		if (operation.entity === undefined) expect(fields).toHaveLength(names.size + chosen.length);
		for (const { displayName, type, options } of fields) {
			expect(displayName).not.toBe('');
			expect(options !== undefined && options.length > 0).toBe(type === 'options');
		}
	});

	it('simplifies to properties that are there, where there are many or secrets', () => {
		const simplified = simplifiedProperties(operation);
		const fields = fieldsOfType(operation.answer ?? '');
		const properties = presentIn(operation.answer ?? '');
		expect(simplified.filter((name) => !properties.some((property) => property.name === name))).toEqual([]);
		const canSelect = operation.query.includes('select') && operation.output !== 'file';
		const hasSecrets = properties.some((field) => secretsIn(field).length > 0);
		expect(simplified.length > 0).toBe(canSelect && (fields.length > 10 || hasSecrets));
	});

	it('shows no secret unless asked for all', () => {
		const { answer = '', query, output } = operation;
		if (!query.includes('select') || output === 'file') return;
		const simplified = simplifiedProperties(operation);
		const shown = presentIn(answer).filter(({ name }) => simplified.length === 0 || simplified.includes(name));
		expect(shown.flatMap((field) => secretsIn(field))).toEqual([]);
	});
});
