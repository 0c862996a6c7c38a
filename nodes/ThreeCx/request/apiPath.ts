import { asText, joinedText } from '../input/asText';
import { API_PATH } from '../input/baseUrl';
import { isUnset, type ItemInput } from '../input/itemInput';
import { readJsonObject } from './form/readForm';
import { readOptions } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';
import type { PbxRequest } from './pbxRequest';

function refuse(reason: string): never {
	throw new ParameterRefused(
		`Path ${reason}`,
		`Write it as 3CX documents it, below ${API_PATH}: e.g. /Users or /Users(28)/Groups. Nothing was sent to the PBX.`,
	);
}

/**
 * The path that a user writes, below `/xapi/v1`, with its query if it has one. A leading `/xapi/v1` is cut off.
 *
 * @throws ParameterRefused where it is empty, leads out of the API or to another host, or holds what no URL may hold.
 *
 * Source: RFC 3986, section 5.2.4 (dot segments); WHATWG URL (backslashes, control characters).
 */
export function readApiPath({ read }: ItemInput): string {
	const path = asText(read('path', '')).trim().replace(/^\/?xapi\/v1(?=[/?]|$)/, '');
	if (path === '' || path === '/') refuse('is empty');
	const rooted = path.startsWith('/') ? path : `/${path}`;
	if (/^\/\/|^\/?[a-z][a-z\d+.-]*:\/\//i.test(path)) refuse('can\'t name a host');
	if (/[\\#\p{Cc}\p{Surrogate}]/u.test(rooted)) refuse('can\'t contain backslashes, #, line breaks, or broken characters');
	const url = new URL(`http://pbx${API_PATH}${rooted}`);
	const [, beforeQuery = ''] = /^([^?]*)/.exec(rooted) ?? [];
	const isBelow = url.pathname.startsWith(`${API_PATH}/`);
	if (!isBelow || beforeQuery.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part))) refuse('can\'t contain . or .. segments');
	return url.pathname.slice(API_PATH.length) + url.search;
}

function queryText(name: string, value: unknown): string {
	const text = joinedText(value);
	if (text !== undefined) return text;
	throw new ParameterRefused(
		`Query Parameters can only contain single values or lists, but ${name} is an object`,
		`Write ${name} as text, the way it appears in a URL. Nothing was sent to the PBX.`,
	);
}

/**
 * The query that a user adds as JSON: names and single values; lists are joined by commas, and what is null is left out.
 *
 * @throws ParameterRefused where it is no JSON object, or a value is an object.
 */
export function readApiQuery({ read }: ItemInput): Record<string, string> {
	const { query } = readOptions(read);
	if (query === undefined || query === '') return {};
	const given = Object.entries(readJsonObject(query, 'Query Parameters')).filter(([, value]) => !isUnset(value));
	return Object.fromEntries(given.map(([name, value]) => [name, queryText(name, value)]));
}

/**
 * A request whose path brings its own query, with that query beside the path, where a list's own options can join it. Left as
 * it is where an option occurs twice, which is for the PBX to refuse.
 */
export function withQueryApart(request: PbxRequest): PbxRequest {
	const [path = '', search] = request.path.split('?');
	if (search === undefined) return request;
	const own = [...new URLSearchParams(search)];
	const names = new Set([...own.map(([name]) => name), ...Object.keys(request.query)]);
	if (names.size < own.length + Object.keys(request.query).length) return request;
	return { ...request, path, query: { ...Object.fromEntries(own), ...request.query } };
}
