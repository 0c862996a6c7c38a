import type { Operation } from '../catalog/types';
import { readApiPath, readApiQuery } from './apiPath';
import { withArguments } from './arguments';
import { readBody } from './body';
import type { ItemInput, ReadParameter } from '../input/itemInput';
import { readKey } from './key';
import { readBoolean, readOptions } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';
import type { PbxRequest } from './pbxRequest';
import { readQueryOptions } from './queryOptions';
import { asText } from '../input/asText';

const HEADER_TEXT = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

/** `If-Match`, an option or a parameter, exactly as given (RFC 9110, section 13.1.1); nothing where it was left empty. */
function readIfMatch(operation: Operation, { read }: ItemInput): Record<string, string> {
	const value = operation.ifMatch ? (readOptions(read).ifMatch ?? read('ifMatch', '') ?? '') : '';
	if (value === '') return {};
	if (typeof value !== 'string' || !HEADER_TEXT.test(value)) {
		throw new ParameterRefused(
			"If Match isn't an ETag",
			'An ETag is one line of plain ASCII characters such as W/"08D8D7A1", without spaces around it. ' +
				'Copy it from the "@odata.etag" of the row, or leave If Match empty.',
		);
	}
	return { 'If-Match': value };
}

/**
 * Turns an operation and one item's parameter values into a request.
 *
 * @throws ParameterRefused for values that must not be sent, naming the parameter.
 */
export function buildRequest(operation: Operation, input: ItemInput): PbxRequest {
	const isOwnPath = operation.kind === 'rawRequest';
	const body = readBody(operation, input);
	const request: PbxRequest = {
		method: operation.method,
		path: isOwnPath ? readApiPath(input) : withArguments(operation.path, operation, input),
		query: { ...readQueryOptions(operation, input), ...(isOwnPath ? readApiQuery(input) : {}) },
		headers: {
			...readIfMatch(operation, input),
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		...(body === undefined ? {} : { body }),
	};
	return readKey(operation, input, request);
}

/** What a number parameter is called and what to do if its value can't be used. */
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
 * @throws ParameterRefused where Limit is not a whole number of at least 1, or Return All no switch.
 */
export function readRowLimit(read: ReadParameter): number {
	if (readBoolean(read('returnAll', false), 'Return All', false)) return Number.POSITIVE_INFINITY;
	return readCount(read, 'limit', 50, { displayName: 'Limit', remedy: 'Set Limit, or turn on Return All.' });
}
