import type { Operation } from '../catalog/types';
import { asText } from './asText';
import { pathLiteral } from './odata';
import { ParameterRefused } from './parameterRefused';

/** Reads an n8n parameter of the current item; resource locators come as their bare value. */
export type ReadParameter = (name: string, fallback: unknown) => unknown;

/** What to send, without host and authentication. */
export interface PbxRequest {
	method: Operation['method'];
	/** Path below `/xapi/v1`, percent-encoded. */
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	/** The key acted on as the user gave it, for answers and messages. */
	key?: { property: string; value: string | number };
}

const HEADER_TEXT = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

function readKey(operation: Operation, read: ReadParameter): { literal: string; key: PbxRequest['key'] } {
	const { key } = operation;
	if (!key) return { literal: '', key: undefined };
	const { name, displayName } = key.editor;
	const value = read(name, '');
	if (value === '' || value === undefined || value === null) {
		throw new ParameterRefused(
			`${displayName} is empty`,
			`Pick a ${operation.noun} from the list, type its ${displayName} or map it from an earlier node. ` +
				'Where it is mapped, check that the expression yields a value for this item.',
		);
	}
	const literal = pathLiteral(key.type, value, displayName);
	return { literal, key: { property: key.name, value: value as string | number } };
}

/** `If-Match` exactly as given (RFC 9110, section 13.1.1); nothing where it was left empty. */
function readIfMatch(operation: Operation, read: ReadParameter): Record<string, string> {
	const value = operation.ifMatch ? (read('ifMatch', '') ?? '') : '';
	if (value === '') return {};
	if (typeof value !== 'string' || !HEADER_TEXT.test(value)) {
		throw new ParameterRefused(
			'If Match is not an ETag',
			'An ETag is one line of plain ASCII characters such as W/"08D8D7A1", without spaces around it. ' +
				'Copy it from the "@odata.etag" of the row, or leave If Match empty.',
		);
	}
	return { 'If-Match': value };
}

/** Query options of lists: parameter of the `options` collection → OData name, in the order they are sent. */
const listOptions = { filter: '$filter', search: '$search', select: '$select', expand: '$expand', orderBy: '$orderby' };

function readListOptions(operation: Operation, read: ReadParameter): Record<string, string> {
	if (operation.kind !== 'list') return {};
	const given = (read('options', {}) ?? {}) as Record<string, unknown>;
	const query: Record<string, string> = {};
	for (const [parameter, queryName] of Object.entries(listOptions)) {
		const value = given[parameter];
		const text = Array.isArray(value) ? value.map(asText).join(',') : asText(value);
		if (text !== '') query[queryName] = text;
	}
	return query;
}

/**
 * Turns an operation and one item's parameter values into a request.
 *
 * @throws ParameterRefused for values that must not be sent, naming the parameter.
 */
export function buildRequest(operation: Operation, read: ReadParameter): PbxRequest {
	const { literal, key } = readKey(operation, read);
	return {
		method: operation.method,
		path: key ? operation.path.replace(`{${key.property}}`, () => literal) : operation.path,
		query: readListOptions(operation, read),
		headers: readIfMatch(operation, read),
		key,
	};
}

/** What a number parameter is called and what to do where its value cannot be used. */
interface CountTexts {
	displayName: string;
	remedy: string;
}

/**
 * Reads a parameter that counts something: a whole number of at least 1, also as text, as expressions may give it.
 *
 * @throws ParameterRefused for anything else.
 */
export function readCount(read: ReadParameter, name: string, fallback: number, texts: CountTexts): number {
	const count = Number(asText(read(name, fallback)));
	if (Number.isSafeInteger(count) && count >= 1) return count;
	throw new ParameterRefused(`${texts.displayName} must be a whole number of at least 1`, texts.remedy);
}

/**
 * How many rows a list may return at most.
 *
 * @throws ParameterRefused where Limit is not a whole number of at least 1.
 */
export function readRowLimit(read: ReadParameter): number {
	if (read('returnAll', false) === true) return Number.POSITIVE_INFINITY;
	return readCount(read, 'limit', 50, { displayName: 'Limit', remedy: 'Set Limit, or turn on Return All.' });
}
