import type { Answer } from '../types';

const ODATA_JSON = {
	'Content-Type': 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8',
	'OData-Version': '4.0',
};

/** One entry of an error's `details`: `target` is the property at fault. */
export interface ErrorDetail {
	code: string;
	message: string;
	target: string;
}

/** A refusal that the PBX answers with an OData error body. */
export class ODataError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly details: ErrorDetail[] = [],
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

/** A 400: what is wrong with the request, in words. */
export function badRequest(message: string): ODataError {
	return new ODataError(400, message);
}

/**
 * A 400 that names the property at fault and one of 3CX's warning codes, in the two places where
 * live systems put them: the message and `details`. `code` itself is empty there.
 */
export function warning(target: string, code: string): ODataError {
	return new ODataError(400, `${target}:\n${code}`, [{ code: '', message: code, target }]);
}

/** An answer with an OData JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return { status, headers: { ...ODATA_JSON, ...headers }, body: JSON.stringify(body) };
}

/** The answer for an error, as live systems shape it: `code` empty, the useful part in `details`; a 404 has no body. */
export function errorAnswer({ status, message, details, headers }: ODataError): Answer {
	if (status === 404) return { status, headers };
	return jsonAnswer(status, { error: { code: '', message, details } }, headers);
}
