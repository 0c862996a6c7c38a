/** Reads the JSON bodies of POST and PATCH. */
import type { EntitySet, PropertyType, Singleton } from './entitySets';
import { propertyType } from './entitySets';
import { badRequest, ODataError } from './errors';
import { isInt32, UUID } from './path';
import type { RawRequest, Row } from './types';

/**
 * The properties a body sets. Throws a 415 when it is not declared as JSON, and a 400 when it is not a JSON
 * object, names a property that the resource does not have, or gives one a value of another type.
 */
export function readBody(request: RawRequest, resource: EntitySet | Singleton): Row {
	if (!/^application\/json\s*(;|$)/i.test(String(request.headers['content-type'] ?? ''))) {
		throw new ODataError(415, 'The request body must be application/json.');
	}
	const body = parseObject(request.body);
	// Annotations such as @odata.type describe a property; they are not one.
	const changes = Object.entries(body).filter(([name]) => !name.includes('@'));
	for (const [name, value] of changes) {
		const isNavigation = Object.hasOwn(resource.navigation ?? {}, name);
		const type = isNavigation ? 'complex' : propertyType(resource.properties, name);
		if (!type) throw badRequest(`The property '${name}' does not exist on type 'Pbx.${resource.type}'.`);
		if (!fits(value, type)) throw badRequest(`The property '${name}' must be of the type ${type}.`);
	}
	return Object.fromEntries(changes);
}

function parseObject(text: string): Row {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw badRequest('The request body is not valid JSON.');
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw badRequest('The request body must be a JSON object.');
	}
	return { ...value };
}

function fits(value: unknown, type: PropertyType): boolean {
	if (value === null) return true;
	switch (type) {
		case 'string':
			return typeof value === 'string';
		case 'uuid':
			return typeof value === 'string' && UUID.test(value);
		case 'datetime':
			return typeof value === 'string' && !Number.isNaN(Date.parse(value));
		case 'int32':
			return typeof value === 'number' && isInt32(value);
		case 'double':
			return typeof value === 'number';
		case 'boolean':
			return typeof value === 'boolean';
		case 'complex':
			return typeof value === 'object';
	}
}
