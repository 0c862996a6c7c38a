import { asText } from '../input/asText';
import { warningSentence } from './warnings';

/** What is known of a request that did not succeed, whichever layer of n8n reported it. */
export interface Failure {
	/** HTTP status of the answer, if one came. */
	status?: number;
	/** Node's or axios' code (`ECONNREFUSED`), if no answer came. */
	code?: string;
	/** The connection was never up, so that nothing of the request can have arrived; false where that is not known. */
	isUnsent?: boolean;
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

type UnknownRecord = Record<string, unknown>;

const isRecord = (value: unknown): value is UnknownRecord => typeof value === 'object' && value !== null;

/**
 * Whether a connection broke before anything was sent: while it was made, or in the TLS handshake.
 *
 * Source of the words: Node, lib/internal/tls/wrap.js, onConnectEnd.
 */
function brokeBeforeSending(error: UnknownRecord): boolean {
	const causes = [error, error.cause].filter(isRecord);
	return causes.some(
		({ syscall, message }) =>
			syscall === 'connect' || asText(message).includes('before secure TLS connection was established'),
	);
}

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
		...(isRecord(inner.response) ? {} : { isUnsent: brokeBeforeSending(inner) }),
		contentType: asText(headers['content-type']),
		location: asText(headers.location) || undefined,
		retryAfter: asText(headers['retry-after']) || undefined,
		version: asText(headers['x-3cx-version']) || undefined,
		body: response.data ?? context.data,
	};
}

/**
 * `WARNINGS.XAPI.ALREADY_IN_USE` → what it means, with the code behind it for those who look it up; sentences stay as
 * they are.
 */
export function explainCode(message: string): string {
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
		message: explainCode(asText(detail.message) || asText(detail.code)),
	}));
	const useful = details.filter(({ message }) => message !== '');
	if (useful.length > 0) return useful;
	const single = asText(odata?.message) || asText(odata?.code) || asText(body.detail) || asText(body.title);
	return single === '' ? [] : [{ target: '', message: explainCode(single) }];
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

/** Statuses that say something about the PBX or the client, not about the one file. */
const NOT_ABOUT_THE_FILE: readonly number[] = [401, 403, 429, 502, 503, 504];

/**
 * What to say of a recording whose audio the PBX can't give, without a period at its end; undefined where the failure isn't
 * about this one file, so that others would fail as well.
 */
export function missingAudio({ status, body }: Failure): string | undefined {
	if (status === undefined || NOT_ABOUT_THE_FILE.includes(status)) return undefined;
	const reason = detailsInWords(body);
	return `The PBX has no audio for this recording (HTTP ${status})${reason === '' ? '' : `: ${reason}`}`;
}
