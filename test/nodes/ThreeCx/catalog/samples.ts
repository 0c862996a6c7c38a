import { fieldsOfType, isStructured, membersOf } from '../../../../nodes/ThreeCx/catalog/fields';
import type { Field, Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { formOf } from '../../../../nodes/ThreeCx/request/fields';

/**
 * Values by type for two items that differ in every one of them, with characters that URLs and OData trip over.
 * No text is longer than 12 characters, the shortest that 3CX allows a field.
 */
const primitives: Record<string, [unknown, unknown]> = {
	any: ['anything', 'else'],
	boolean: [true, false],
	date: ['2026-03-01', '2026-12-31'],
	dateTime: ['2026-03-01T00:00:00Z', '2026-12-31T23:59:59+01:00'],
	decimal: [1.5, -2],
	double: [0.25, 100],
	duration: ['PT8H30M', 'P1DT0.5S'],
	int32: [28, -7],
	int64: [4_294_967_296, 1],
	string: ["o'b & s/5%", 'a=b,c)(é?#'],
	time: ['08:30:00', '23:59:59'],
	uint8: [12, 255],
	uuid: ['01234567-89ab-cdef-0123-456789abcdef', 'fedcba98-7654-3210-fedc-ba9876543210'],
};

/** Objects within objects, so that recursive types come to an end. */
const DEPTH = 3;

function sampleOfType(type: string, item: 0 | 1, depth: number): unknown {
	if (isStructured(type)) {
		const fields = depth === 0 ? [] : fieldsOfType(type);
		return Object.fromEntries(fields.map((field) => [field.name, sampleValue(field, item, depth - 1)]));
	}
	const members = membersOf(type);
	return members ? members.at(item === 0 ? 0 : -1) : primitives[type]?.[item];
}

/** A value for a field, another one for the second item. */
export function sampleValue({ type, isCollection }: Field, item: 0 | 1, depth = DEPTH): unknown {
	const value = sampleOfType(type, item, depth);
	return isCollection ? [value] : value;
}

/** Parameters that fill in everything an operation asks for, as the editor stores them. */
export function sampleParameters(operation: Operation, item: 0 | 1): Record<string, unknown> {
	const { key, kind } = operation;
	const fields = formOf(operation)?.fields ?? [];
	return {
		resource: operation.resource,
		operation: operation.operation,
		...(key ? { [key.parameter]: { __rl: true, mode: key.parameter === 'key' ? 'id' : 'name', value: primitives[key.type]?.[item] } } : {}),
		...(operation.ifMatch ? { ifMatch: item === 0 ? 'W/"1"' : 'W/"2"' } : {}),
		...(fields.length > 0
			? {
					bodyMode: 'fields',
					fields: {
						mappingMode: 'defineBelow',
						value: Object.fromEntries(fields.map((field) => [field.name, sampleValue(field, item)])),
					},
				}
			: {}),
		...(operation.output === 'pages' ? { returnAll: true } : {}),
		...(kind === 'request' ? { path: '/Users(28)', body: '{}' } : {}),
	};
}
