import type { Field, LiteralType } from '../catalog/types';
import { toDateTime } from './dateTime';
import { ParameterRefused } from '../input/parameterRefused';

/** Writes a value as literal; a value that it refuses is named by its parameter. */
type LiteralWriter = (value: unknown, parameter: string, timeZone: string) => string;

function refuse(parameter: string, reason: string): never {
	throw new ParameterRefused(
		`${parameter} ${reason}`,
		`Check the value or expression of ${parameter}. Nothing was sent to the PBX.`,
	);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** An object's kind in words for a message. */
function valueKind(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const text: LiteralWriter = (value, parameter) => {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return refuse(parameter, `must be text but is ${valueKind(value)}`);
};

/** Writes a bare literal after checking its form, because nothing quotes it. */
function bare(pattern: RegExp, expected: string): LiteralWriter {
	return (value, parameter, timeZone) => {
		const written = typeof value === 'boolean' ? String(value) : text(value, parameter, timeZone).trim();
		return pattern.test(written) ? written : refuse(parameter, `must be ${expected}`);
	};
}

const int32 = bare(/^-?\d{1,10}$/, 'a whole number');

const literalWriters: Record<LiteralType, LiteralWriter> = {
	string: (value, parameter, timeZone) => quote(text(value, parameter, timeZone)),
	int32: (value, parameter, timeZone) => {
		const number = Number(int32(value, parameter, timeZone));
		return number === (number | 0) ? String(number) : refuse(parameter, 'must be a whole number within 32 bits');
	},
	boolean: bare(/^(true|false)$/, 'true or false'),
	uuid: bare(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID such as 01234567-89ab-cdef-0123-456789abcdef'),
	dateTime: (value, parameter, timeZone) =>
		toDateTime(value, timeZone) ?? refuse(parameter, 'must be a date and time such as 2026-03-01T00:00:00Z'),
};

/**
 * An OData string literal: in single quotes, embedded ones doubled, so that a value can never end its literal.
 * For `$filter`; not percent-encoded.
 *
 * Source: OData 4.01 ABNF, rule `string`.
 */
export function quote(value: string): string {
	return `'${value.replaceAll("'", "''")}'`;
}

/** A key or argument of a type that the notation knows; a newer document may bring others. */
export function isLiteralType(type: string): type is LiteralType {
	return Object.hasOwn(literalWriters, type);
}

/**
 * A key or function argument as it stands in a URL path: an OData literal, percent-encoded as UTF-8.
 *
 * @param timeZone IANA name of the zone that dates without one are meant in.
 * @throws ParameterRefused where the value has another type or form, or holds half a character (a lone surrogate).
 *
 * Source: OData 4.01 URL Conventions, section 2 "URL Components" (encoding) and 5.1.1.6.1 "Primitive Literals".
 */
export function pathLiteral(type: LiteralType, value: unknown, parameter: string, timeZone = 'UTC'): string {
	const literal = literalWriters[type](value, parameter, timeZone);
	if (LONE_SURROGATE.test(literal)) refuse(parameter, 'contains a broken character (a lone surrogate)');
	return encodeURIComponent(literal);
}

/** A date and time as `$filter` writes it, not percent-encoded: `2026-03-01T00:00:00.000Z`. */
export const dateTimeLiteral = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A function argument: like `pathLiteral`, and `null` where the API takes it. */
export function argumentLiteral(field: Field, value: unknown, parameter: string, timeZone: string): string {
	if (value === null && field.isNullable) return 'null';
	if (!isLiteralType(field.type)) throw new RangeError(`No literal is known for arguments of type ${field.type}`);
	return pathLiteral(field.type, value, parameter, timeZone);
}
