/** Reads the JSON bodies of POST and PATCH. */
import { fieldsOfType, isStructured, membersOf } from '../../nodes/ThreeCx/catalog/fields';
import type { Field } from '../../nodes/ThreeCx/catalog/types';
import { badRequest, ODataError } from './errors';
import { isInt32, UUID } from './path';
import type { RawRequest, Row } from './types';

/**
 * The properties a body sets. Throws a 415 when it is not declared as JSON, and a 400 when it is not a JSON
 * object, names a property that is not among the fields, or gives one a value of another type.
 */
export function readBody(request: RawRequest, fields: readonly Field[], typeName: string): Row {
	if (!/^application\/json\s*(;|$)/i.test(String(request.headers['content-type'] ?? ''))) {
		throw new ODataError(415, 'The request body must be application/json.');
	}
	const body = parseObject(request.body);
	checkProperties(body, fields, typeName);
	return withoutAnnotations(body);
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

function checkProperties(value: Row, fields: readonly Field[], typeName: string): void {
	for (const [name, content] of Object.entries(withoutAnnotations(value))) {
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) throw badRequest(`The property '${name}' does not exist on type 'Pbx.${typeName}'.`);
		checkField(field, content);
	}
}

function checkField(field: Field, value: unknown): void {
	if (value === null && (field.isNullable || field.isNavigation)) return;
	if (!field.isCollection) {
		checkValue(field, value);
		return;
	}
	if (!Array.isArray(value)) throw badRequest(`The property '${field.name}' must be a collection.`);
	for (const entry of value) checkValue(field, entry);
}

function checkValue({ name, type }: Field, value: unknown): void {
	if (isStructured(type)) {
		if (!isObject(value)) throw badRequest(`The property '${name}' must be an object of the type Pbx.${type}.`);
		checkProperties(value, fieldsOfType(type), type);
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
	if (!check) throw new Error(`The stand-in does not know the type ${type}.`);
	return check(value);
}
