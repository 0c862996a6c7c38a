/** Reads the JSON bodies of POST and PATCH. */
import { isStructured, membersOf } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Field, Operation } from '../../../nodes/ThreeCx/catalog/types';
import { badRequest, ODataError } from './errors';
import { isInt32, UUID } from './path';
import type { Release } from '../data/release';
import type { RawRequest, Row } from '../types';

/**
 * The properties a body sets. Throws a 415 when it is not declared as JSON, and a 400 when it is not a JSON
 * object or does not fit the fields.
 */
export function readBody(request: RawRequest, fields: readonly Field[], typeName: string, release: Release): Row {
	if (!/^application\/json\s*(;|$)/i.test(String(request.headers['content-type'] ?? ''))) {
		throw new ODataError(415, 'The request body must be application/json.');
	}
	const body = parseObject(request.body);
	checkProperties(body, fields, typeName, release);
	return withoutAnnotations(body);
}

/**
 * The parameters an action is called with. One without parameters takes an empty body, too. Throws as `readBody`, and
 * a 400 where a parameter is missing that may not be null, as ASP.NET's reader of parameters does.
 */
export function readParameters(request: RawRequest, { body = [], id }: Operation, release: Release): Row {
	if (body.length === 0 && /^\s*(\{\s*\})?\s*$/.test(request.body)) return {};
	const fields = release.present(body);
	const given = readBody(request, fields, id, release);
	const missing = fields.filter(({ name, isNullable }) => !isNullable && !Object.hasOwn(given, name));
	if (missing.length === 0) return given;
	throw badRequest(
		`One or more parameters of the operation '${id}' are missing from the request payload. ` +
			`The missing parameters are: ${missing.map(({ name }) => name).join(',')}.`,
	);
}

/** Annotations such as @odata.type describe a property; they are not one. */
const withoutAnnotations = (body: Row): Row =>
	Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@')));

function parseObject(text: string): Row {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw badRequest('The request body is not valid JSON.');
	}
	if (!isObject(value)) throw badRequest('The request body must be a JSON object.');
	return value;
}

const isObject = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws a 400 that names the first property which the type does not have or which has a value of another type. */
export function checkProperties(value: Row, fields: readonly Field[], typeName: string, release: Release): void {
	for (const [name, content] of Object.entries(withoutAnnotations(value))) {
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) throw badRequest(`The property '${name}' does not exist on type 'Pbx.${typeName}'.`);
		checkField(field, content, release);
	}
}

function checkField(field: Field, value: unknown, release: Release): void {
	if (value === null && field.isNullable) return;
	if (!field.isCollection) {
		checkValue(field, value, release);
		return;
	}
	if (!Array.isArray(value)) throw badRequest(`The property '${field.name}' must be a collection.`);
	for (const entry of value) checkValue(field, entry, release);
}

function checkValue({ name, type }: Field, value: unknown, release: Release): void {
	if (isStructured(type)) {
		if (!isObject(value)) throw badRequest(`The property '${name}' must be an object of the type Pbx.${type}.`);
		checkProperties(value, release.fields(type), type, release);
		return;
	}
	if (!fits(value, type)) throw badRequest(`The property '${name}' must be of the type ${type}.`);
}

const checks: Record<string, (value: unknown) => boolean> = {
	any: () => true,
	boolean: (value) => typeof value === 'boolean',
	date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
	dateTime: (value) =>
		typeof value === 'string' && /T.*(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
	decimal: (value) => typeof value === 'number',
	double: (value) => typeof value === 'number',
	duration: (value) => typeof value === 'string' && /^-?P(?=.)[\dDTHMS.]+$/.test(value),
	int32: (value) => typeof value === 'number' && isInt32(value),
	int64: (value) => typeof value === 'number' && Number.isInteger(value),
	string: (value) => typeof value === 'string',
	time: (value) => typeof value === 'string' && /^\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value),
	uint8: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255,
	uuid: (value) => typeof value === 'string' && UUID.test(value),
};

function fits(value: unknown, type: string): boolean {
	const members = membersOf(type);
	if (members) return typeof value === 'string' && value.split(',').every((part) => members.includes(part.trim()));
	const check = checks[type];
	if (!check) throw new Error(`The mock PBX does not know the type ${type}.`);
	return check(value);
}
