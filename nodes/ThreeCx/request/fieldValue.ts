import { hasFlags, isStructured, membersOf } from '../catalog/facts/fields';
import type { Field } from '../catalog/types';
import { asText } from '../input/asText';
import { toDate, toDateTime } from './dateTime';
import { isRecord } from '../input/itemInput';
import { readJson } from '../input/json';
import { ParameterRefused } from '../input/parameterRefused';

/** A value as it stands in a JSON body; undefined where it cannot be one of the type. */
type Reading = (value: unknown, timeZone: string) => unknown;

const integer =
	(min: bigint, max: bigint): Reading =>
	(value) => {
		const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
		if (!/^-?\d{1,19}$/.test(text) || BigInt(text) < min || BigInt(text) > max) return undefined;
		return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
	};

const number: Reading = (value) => {
	const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
};

const text: Reading = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const matching =
	(pattern: RegExp): Reading =>
	(value) =>
		typeof value === 'string' && pattern.test(value.trim()) ? value.trim() : undefined;

interface Reader {
	read: Reading;
	/** What a value must be, in words. */
	expected: string;
}

const booleans = new Map([
	['true', true],
	['false', false],
]);

const readers: Record<string, Reader> = {
	any: { read: (value) => value, expected: 'a value' },
	boolean: {
		read: (value) => booleans.get(asText(value)),
		expected: 'true or false',
	},
	date: { read: toDate, expected: 'a date such as 2026-03-01' },
	dateTime: { read: toDateTime, expected: 'a date and time such as 2026-03-01T00:00:00Z' },
	decimal: { read: number, expected: 'a number' },
	double: { read: number, expected: 'a number' },
	duration: {
		read: matching(/^-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/),
		expected: 'an ISO 8601 duration such as PT8H30M',
	},
	int32: { read: integer(-(2n ** 31n), 2n ** 31n - 1n), expected: 'a whole number within 32 bits' },
	int64: { read: integer(-(2n ** 63n), 2n ** 63n - 1n), expected: 'a whole number between -9007199254740991 and 9007199254740991' },
	string: { read: text, expected: 'text' },
	time: { read: matching(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/), expected: 'a time of day such as 08:30:00' },
	uint8: { read: integer(0n, 255n), expected: 'a whole number from 0 to 255' },
	uuid: {
		read: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
		expected: 'a UUID such as 01234567-89ab-cdef-0123-456789abcdef',
	},
};

function readerOf(type: string): Reader {
	const members = membersOf(type);
	if (members) {
		const isSet = hasFlags(type);
		return {
			read: (value) => {
				const parts = typeof value === 'string' ? (isSet ? value.split(',') : [value]).map((part) => part.trim()) : [];
				return parts.length > 0 && parts.every((part) => members.includes(part)) ? parts.join(', ') : undefined;
			},
			expected: `${isSet ? 'one or more' : 'one'} of ${members.join(', ')}`,
		};
	}
	if (isStructured(type)) return { read: (value) => (isRecord(value) ? value : undefined), expected: 'a JSON object' };
	return readers[type] ?? { read: (value) => value, expected: 'a value' };
}

const isJsonLike = (text: string) => /^\s*[[{]/.test(text);

/** Lists and objects may be typed as JSON. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !isJsonLike(value)) return value;
	const reading = readJson(value);
	return 'value' in reading ? reading.value : value;
}

/** The entries of a list; undefined if it isn't one, such as JSON with a typing mistake. */
function listOf(value: unknown): unknown[] | undefined {
	const list = parsed(value);
	if (Array.isArray(list)) return list as unknown[];
	if (typeof list === 'number') return [list];
	if (typeof list !== 'string' || isJsonLike(list)) return undefined;
	return list
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/**
 * A field's value as it stands in a JSON body: text that expressions give is read as the field's type, lists may be JSON
 * or separated by commas. `null` stays what it is.
 *
 * @param label what the field is called in messages.
 * @param timeZone IANA name of the zone that dates without one are meant in.
 * @throws ParameterRefused where the value is of another type.
 */
export function fieldValue(field: Field, value: unknown, label: string, timeZone: string): unknown {
	if (value === null) return null;
	const { read, expected } = readerOf(field.type);
	const refuse = (wanted: string): never => {
		throw new ParameterRefused(
			`${label} must be ${wanted}`,
			`Check the value or expression of ${label}. Nothing was sent to the PBX.`,
		);
	};
	if (!field.isCollection) return read(parsedWhereStructured(field.type, value), timeZone) ?? refuse(expected);
	const list = listOf(value) ?? refuse('a list, as JSON or separated by commas');
	return list.map((entry) => read(entry, timeZone) ?? refuse(`a list; each entry must be ${expected}`));
}

const parsedWhereStructured = (type: string, value: unknown) => (isStructured(type) ? parsed(value) : value);
