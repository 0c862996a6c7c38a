/** Reads OData resource paths strictly: what a real server refuses must not pass here. */
import { badRequest } from './errors';
import type { PropertyType } from '../data/release';

/** A key as written: `text` is the value, `quoted` whether it stood in quotes. */
export interface KeyLiteral {
	/** Set in the named form, as in `Users(Number='100')`. */
	name?: string;
	text: string;
	quoted: boolean;
}

/** One path segment: a name, with a key if there were parentheses. */
export interface Segment {
	name: string;
	key?: KeyLiteral;
}

/** The path and the query (without `?`) of a raw request URL. */
export function splitUrl(rawUrl: string): { path: string; query: string } {
	const mark = rawUrl.indexOf('?');
	return mark < 0
		? { path: rawUrl, query: '' }
		: { path: rawUrl.slice(0, mark), query: rawUrl.slice(mark + 1) };
}

/**
 * The segments of a raw path, each percent-decoded exactly once and only after the split, so that an
 * encoded slash stays inside its key (OData v4.01 URL Conventions, section 2, "URL Parsing").
 * Throws a 400 for malformed percent-encoding.
 */
export function splitPath(rawPath: string): string[] {
	// A client cuts its URL at '#'; one that arrives raw was sent by mistake.
	if (rawPath.includes('#')) throw badRequest("The request path must not hold a raw '#'.");
	return rawPath.split('/').slice(1).map(decodeOnce);
}

/** Percent-decodes a text; throws a 400 when it is malformed or not UTF-8. */
export function decodeOnce(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw badRequest('The request URL holds malformed percent-encoding.');
	}
}

/**
 * Reads a decoded segment, with at most one key in parentheses (OData v4.01 URL Conventions, section 4.3,
 * "Addressing Entities"; no 3CX operation has two keys). Throws a 400 for anything else.
 */
export function parseSegment(segment: string): Segment {
	const match = /^([A-Za-z_$][A-Za-z0-9_.]*)(?:\((.*)\))?$/su.exec(segment);
	const name = match?.[1];
	if (name === undefined) throw badRequest(`The path segment '${segment}' is malformed.`);
	const inside = match?.[2];
	return inside === undefined ? { name } : { name, key: parseKey(inside, segment) };
}

function parseKey(text: string, segment: string): KeyLiteral {
	const named = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/su.exec(text);
	const literal = named?.[2] ?? text;
	const name = named?.[1];
	// Inside quotes a quote is doubled; a single one ends the literal, so nothing may follow it.
	const quoted = /^'((?:[^']|'')*)'$/su.exec(literal)?.[1];
	if (quoted !== undefined) return { name, text: quoted.replaceAll("''", "'"), quoted: true };
	if (/^[A-Za-z0-9_.:+-]+$/.test(literal)) return { name, text: literal, quoted: false };
	throw badRequest(`The key in the path segment '${segment}' is malformed.`);
}

/**
 * The value of a key literal: strings must be quoted, everything else must not be.
 * Throws a 400 when the literal does not fit the type.
 */
export function keyValue(literal: KeyLiteral, type: PropertyType): string | number {
	const { text, quoted } = literal;
	if (type === 'string' && quoted) return text;
	if (type === 'int32' && !quoted && /^-?\d+$/.test(text) && isInt32(Number(text))) return Number(text);
	if (type === 'uuid' && !quoted && UUID.test(text)) return text.toLowerCase();
	throw badRequest(`The key value '${text}' is not a valid literal of the type ${type}.`);
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a number is a whole one within 32 bits. */
export function isInt32(value: number): boolean {
	return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
}
