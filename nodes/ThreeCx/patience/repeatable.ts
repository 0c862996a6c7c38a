import type { Method } from '../catalog/types';
import type { Failure } from '../errors/failure';

/** Nobody took the connection: refused, no route, no such name (yet). */
const UNREACHABLE = ['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN'];
/** The connection broke; whether the request took effect is not known. */
const BROKEN = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];
/** No answer in time; whether the request took effect is not known. */
const TIMED_OUT = ['ECONNABORTED', 'ETIMEDOUT'];
/** Answers of a proxy whose PBX does not answer, and of a PBX that is starting. */
const AWAY = [502, 503, 504];

/** What a name that is not known, or a port of another protocol, looks like: away for good, as a rule. */
const isMisconfiguration = (code: string) =>
	['ENOTFOUND', 'EAI_AGAIN', 'EPROTO'].includes(code) || code.startsWith("ERR_SSL_");

/**
 * Whether a request certainly was not taken up, so that even what creates or acts may be sent again: nothing was connected,
 * or the PBX refused it as too much for now.
 *
 * Source: RFC 6585, section 4 (429); RFC 9110, section 15.6.4 (503 with Retry-After).
 */
export function isNotTaken({ status, code = '', isUnsent, retryAfter }: Failure): boolean {
	if (status !== undefined) return status === 429 || (status === 503 && retryAfter !== undefined);
	return isUnsent === true || UNREACHABLE.includes(code) || isMisconfiguration(code);
}

/** Whether there was no answer in time, from the PBX or from what a proxy had behind it. */
export function isTimeOut({ status, code = '', isUnsent }: Failure): boolean {
	return status === 504 || (status === undefined && isUnsent !== true && TIMED_OUT.includes(code));
}

/** Whether a failure means that the PBX is away, as far as one request can tell. */
export function isAway(failure: Failure): boolean {
	const { status, code = '' } = failure;
	if (status !== undefined) return AWAY.includes(status);
	return isNotTaken(failure) || BROKEN.includes(code) || TIMED_OUT.includes(code);
}

/**
 * Whether a request may be sent again after a failure. What reads, deletes or sets values can be repeated; what creates or
 * acts may have taken effect already, so it is repeated only where it certainly was not taken.
 *
 * Source: RFC 9110, section 9.2.2 "Idempotent Methods". PATCH counts as one: 3CX's sets properties to values.
 */
export function mayRetry(method: Method, failure: Failure): boolean {
	return isNotTaken(failure) || (method !== 'POST' && isAway(failure));
}

/** Whether a failed request may have taken effect: its answer was lost on the way, or a proxy answered for the PBX. */
export const mayHaveTakenEffect = (failure: Failure): boolean => isAway(failure) && !isNotTaken(failure);

const BRIEFLY_MS = 5_000;
const WHILE_SOMEBODY_LOOKS_MS = 30_000;

/**
 * How long to wait for a PBX in all, in milliseconds. An address from which nobody ever got an answer may be mistyped: then
 * a name that is not found is waited for briefly only, and the rest no longer than a person at the editor would.
 */
export function patienceFor(
	{ status, code = '' }: Failure,
	asked: number,
	{ isProven, isManual }: { isProven: boolean; isManual: boolean },
): number {
	if (status !== undefined || isProven) return asked;
	if (isMisconfiguration(code)) return Math.min(asked, BRIEFLY_MS);
	return isManual ? Math.min(asked, WHILE_SOMEBODY_LOOKS_MS) : asked;
}
