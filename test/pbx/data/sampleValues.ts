/** Valid values for any type of the catalog. */
import { fieldsOfType, isStructured, membersOf } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Field } from '../../../nodes/ThreeCx/catalog/types';
import type { Row } from '../types';

/**
 * Two values for each primitive type, with characters that URLs and OData trip over. No text is longer than 12
 * characters, the shortest that 3CX allows a field.
 */
const primitives: Record<string, readonly [unknown, unknown]> = {
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

/** A value of a type; the second variant differs from the first in every part, where the type has two values. */
export function sampleOfType(type: string, variant: 0 | 1 = 0, depth = DEPTH): unknown {
	if (isStructured(type)) {
		const fields = depth === 0 ? [] : fieldsOfType(type);
		return Object.fromEntries(fields.map((field) => [field.name, sampleValue(field, variant, depth - 1)]));
	}
	const members = membersOf(type);
	return members ? members.at(variant === 0 ? 0 : -1) : primitives[type]?.[variant];
}

/** A value of a field: a list of one for collections. */
export function sampleValue({ type, isCollection }: Field, variant: 0 | 1 = 0, depth = DEPTH): unknown {
	const value = sampleOfType(type, variant, depth);
	return isCollection ? [value] : value;
}

/** A row of a type, with every property. */
export const sampleRow = (type: string, variant: 0 | 1 = 0): Row => sampleOfType(type, variant) as Row;
