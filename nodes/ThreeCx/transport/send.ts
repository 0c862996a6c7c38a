import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Method } from '../catalog/types';
import { asText } from '../input/asText';
import { API_PATH } from '../input/baseUrl';
import { readJson } from '../input/json';
import type { PbxRequest } from '../request/pbxRequest';
import { AnswerRefused } from '../errors/answerRefused';
import { DoneUnread } from '../errors/doneUnread';
import { isWebPage } from '../errors/failure';
import { sendAuthenticated } from './authentication';
import type { Connection } from './connection';
import { withReadBody } from './refusalBody';
import { withRetries } from './retry';
import { closeAfter, isStream, readText } from './streams';

/** The longest answer that is held in memory: a page of the largest rows is a hundredth of it. */
export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Ends with its headers (RFC 9110, section 15.3.5), so there is nothing to read and no end to wait for. */
const NO_CONTENT = 204;

/** A file may take this many times as long as another answer. */
const PATIENCE_FOR_FILES = 10;

/** An answer with a status below 300. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	/** Parsed where it is JSON, else text; empty text where there is none. */
	body: unknown;
}

/** An answer whose body is still to be read. */
export interface OpenAnswer extends Answer {
	body: NodeJS.ReadableStream;
}

type Sendable = Pick<PbxRequest, 'method' | 'query' | 'headers' | 'body' | 'isFromReading' | 'isOnce'>;

/** The method whose rules say when a request may be sent again. */
const repeatedLike = ({ method, isFromReading }: Sendable): Method => (isFromReading ? 'POST' : method);

const urlOf = ({ settings }: Connection, { path }: PbxRequest) => `${settings.origin}${API_PATH}${path}`;

/**
 * Every answer comes as a stream: only then is there a limit to how much of it is held in memory, and to how long it may
 * take to its last byte (axios counts up to the first).
 */
function requestOptions(
	{ options }: Connection,
	url: string,
	{ method, query, headers, body }: Sendable,
): IHttpRequestOptions {
	return {
		method,
		url,
		qs: query,
		headers: { Accept: 'application/json', ...headers },
		...(body === undefined ? {} : { body }),
		encoding: 'stream',
		returnFullResponse: true,
		timeout: options.timeout,
	};
}

async function open(connection: Connection, options: IHttpRequestOptions): Promise<OpenAnswer> {
	const answer: IN8nHttpFullResponse = await sendAuthenticated(connection, options).catch(async (error: unknown) => {
		throw await withReadBody(error);
	});
	const body: unknown = answer.body;
	if (!isStream(body)) throw new TypeError('n8n gave no stream for a request that asks for one');
	return { status: answer.statusCode, headers: answer.headers, body };
}

/**
 * The body as a value: parsed if it is JSON, as it calls itself or as it begins.
 *
 * @throws AnswerRefused for what calls itself JSON and is not, or is cut short.
 */
export function parseBody(text: string, contentType: string): unknown {
	const reading = text.trim() === '' ? { value: '' } : readJson(text);
	if ('value' in reading) return reading.value;
	if (!/[/+]json\b/i.test(contentType)) return text;
	throw new AnswerRefused(
		'The response from the PBX is incomplete',
		'The response is marked as JSON but is cut off, perhaps by a proxy. Run the node again.',
	);
}

/** Whether a web page answers, which says nothing about what the PBX did. */
const isPage = ({ headers }: OpenAnswer) => isWebPage(asText(headers['content-type']), '');

/** Like `send`, for a URL the PBX itself gave (a next link), which the caller has checked. */
export async function sendTo(connection: Connection, url: string, request: Sendable): Promise<Answer> {
	const attempt = async () => {
		const answer = await open(connection, requestOptions(connection, url, request));
		if (answer.status === NO_CONTENT) {
			// The answer is complete: what becomes of its connection, or of the execution, is no failure of it.
			answer.body.on('error', () => undefined).resume();
			return { ...answer, body: '' };
		}
		closeAfter(answer.body, connection.options.timeout);
		return await readAnswer(answer).catch((reason: unknown) => {
			throw request.method === 'GET' || isPage(answer) ? reason : new DoneUnread(answer.status, reason);
		});
	};
	return await withRetries(connection, repeatedLike(request), attempt, request.isOnce);
}

/**
 * Sends a request of the API and returns its answer. Tries again what may be tried again.
 *
 * @throws what n8n's helper throws; `toNodeError` puts it into words. AnswerRefused for an answer that is cut short, too
 * large or too slow; as DoneUnread where something was done. TriedInVain after further tries or waits.
 */
export async function send(connection: Connection, request: PbxRequest): Promise<Answer> {
	return await sendTo(connection, urlOf(connection, request), request);
}

/** Reads the body of an answer to its end. */
export async function readAnswer({ body, ...answer }: OpenAnswer): Promise<Answer> {
	const text = await readText(body, MAX_ANSWER_BYTES);
	return { ...answer, body: parseBody(text, asText(answer.headers['content-type'])) };
}

/** Like `send`, for answers that are not to be held in memory: the caller reads the body or discards it. */
export async function sendForStream(connection: Connection, request: PbxRequest): Promise<OpenAnswer> {
	const options = requestOptions(connection, urlOf(connection, request), request);
	return await withRetries(connection, request.method, async () => {
		const answer = await open(connection, { ...options, headers: { ...options.headers, Accept: '*/*' } });
		closeAfter(answer.body, PATIENCE_FOR_FILES * connection.options.timeout);
		return answer;
	});
}
