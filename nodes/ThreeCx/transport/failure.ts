import { asText } from '../request/asText';
import { readJson } from '../request/json';
import { discard, endAfter, isStream, readText } from './streams';
import { warningSentence } from './warnings';

/** What is known of a request that did not succeed, whichever layer of n8n reported it. */
export interface Failure {
	/** HTTP status of the answer, if one came. */
	status?: number;
	/** Node's or axios' code (`ECONNREFUSED`), if no answer came. */
	code?: string;
	contentType: string;
	location?: string;
	retryAfter?: string;
	/** Version of 3CX that answered, e.g. `20.0.10.100`. */
	version?: string;
	/** The answer's body, parsed where it was JSON. */
	body: unknown;
}

/** One complaint of the PBX: a field (empty if none) and what about it. */
export interface FailureDetail {
	target: string;
	message: string;
}

type Loose = Record<string, unknown>;

const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

/**
 * Reads a failure from what n8n's HTTP helpers throw: an AxiosError (`httpRequest`) or a NodeApiError whose cause is
 * one (`httpRequestWithAuthentication`). In n8n 1.x a NodeApiError loses its cause, and with it the headers; status or
 * code and a JSON body are left.
 *
 * Source: n8n-core, execution-engine/node-execution-context/utils/request-helpers/authentication.ts.
 */
export function readFailure(error: unknown): Failure {
	const thrown = isRecord(error) ? error : {};
	const inner = isRecord(thrown.cause) ? thrown.cause : thrown;
	const response = isRecord(inner.response) ? inner.response : {};
	const headers = isRecord(response.headers) ? response.headers : {};
	const context = isRecord(thrown.context) ? thrown.context : {};
	const statusOrCode = asText(response.status) || asText(thrown.httpCode) || asText(inner.code);
	const status = Number(statusOrCode);
	return {
		status: Number.isInteger(status) && status >= 100 ? status : undefined,
		code: asText(inner.code) || statusOrCode || undefined,
		contentType: asText(headers['content-type']),
		location: asText(headers.location) || undefined,
		retryAfter: asText(headers['retry-after']) || undefined,
		version: asText(headers['x-3cx-version']) || undefined,
		body: response.data ?? context.data,
	};
}

/** More of a refusal than this says nothing new. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const REFUSAL_TIMEOUT_MS = 10_000;

function parsed(text: string): unknown {
	const reading = readJson(text);
	return 'value' in reading ? reading.value : text;
}

/** Where an error holds the body of its answer: axios in the response, n8n 1.x, which drops that, in its context. */
function bodyHolders(error: unknown): Loose[] {
	if (!isRecord(error)) return [];
	const inner = isRecord(error.cause) ? error.cause : error;
	return [inner.response, error.context].filter(isRecord);
}

/**
 * Reads the body of a refusal to a request whose answer was to be a stream, so that its reasons can be told. Gives back
 * the same error.
 */
export async function withReadBody(error: unknown): Promise<unknown> {
	for (const holder of bodyHolders(error)) {
		const { data } = holder;
		if (isStream(data)) {
			endAfter(data, REFUSAL_TIMEOUT_MS);
			holder.data = await readText(data, MAX_REFUSAL_BYTES).then(parsed, () => undefined);
		}
	}
	return error;
}

/** Closes the body of a refusal that nobody is going to read, and takes it off, because many items may share the refusal. */
export function discardBody(error: unknown): void {
	for (const holder of bodyHolders(error)) {
		if (isStream(holder.data)) discard(holder.data);
		holder.data = undefined;
	}
}

/**
 * `WARNINGS.XAPI.ALREADY_IN_USE` → what it means, with the code behind it for those who look it up; sentences stay as
 * they are.
 */
export function inWords(message: string): string {
	if (!/^[A-Z0-9_]+(\.[A-Z0-9_]+)+$/.test(message)) return message;
	const sentence = warningSentence(message);
	if (sentence !== undefined) return `${sentence} (${message})`;
	const code = message.slice(message.lastIndexOf('.') + 1);
	return `${code.toLowerCase().replaceAll('_', ' ')} (${message})`;
}

/**
 * The PBX's own reasons: `error.details[]`, else `error.message`, else a ProblemDetails body (RFC 9457), else nothing.
 *
 * Source: OData JSON Format 4.01, section 21.1 "Error Response"; live 3CX systems leave `code` empty and put the useful
 * part into `details`.
 */
export function readDetails(body: unknown): FailureDetail[] {
	if (!isRecord(body)) return [];
	const odata = isRecord(body.error) ? body.error : undefined;
	const listed = Array.isArray(odata?.details) ? odata.details.filter(isRecord) : [];
	const details = listed.map((detail) => ({
		target: asText(detail.target),
		message: inWords(asText(detail.message) || asText(detail.code)),
	}));
	const useful = details.filter(({ message }) => message !== '');
	if (useful.length > 0) return useful;
	const single = asText(odata?.message) || asText(odata?.code) || asText(body.detail) || asText(body.title);
	return single === '' ? [] : [{ target: '', message: inWords(single) }];
}

/**
 * The PBX's reasons as one line without a period at its end: `Number: already in use (WARNINGS.XAPI.ALREADY_IN_USE); …`.
 * Empty if it gave none.
 */
export function detailsInWords(body: unknown): string {
	return readDetails(body)
		.map(({ target, message }) => (target === '' ? message : `${target}: ${message}`))
		.join('; ')
		.replaceAll(/\s+/g, ' ')
		.replace(/\.\s*$/, '');
}

/** Whether an answer is a web page, as a proxy or the web client in front of the API sends it. */
export function isWebPage(contentType: string, body: unknown): boolean {
	return /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html)/i.test(asText(body));
}
