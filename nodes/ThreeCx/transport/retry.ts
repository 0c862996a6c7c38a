import { sleep } from 'n8n-workflow';
import type { Method } from '../catalog/types';
import { isCanceled, type Connection } from './connection';
import { readFailure, type Failure } from '../errors/failure';
import { UncertainFailure } from '../errors/uncertainFailure';
import { refusalBehind } from '../token/tokenRegistry';

const FIRST_WAIT_MS = 500;
/** No wait is longer, whatever the PBX asks for: a workflow should fail rather than hang. */
const LONGEST_WAIT_MS = 30_000;
/** All waits of one request together. */
const WAITING_BUDGET_MS = 60_000;
/** Waits are cut into pieces, so that a canceled execution ends soon. */
const SLEEP_SLICE_MS = 250;

const BUSY = [429, 502, 503, 504];
/** The connection broke; whether the request took effect is not known. */
const BROKEN = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];

/**
 * Whether a request may be sent again after a failure. What reads, deletes or sets values can be repeated; what creates or
 * acts may have taken effect already, so it is repeated only where nothing took the connection at all.
 *
 * Source: RFC 9110, section 9.2.2 "Idempotent Methods". PATCH counts as one: 3CX's sets properties to values.
 */
export function mayRetry(method: Method, { status, code = '' }: Failure): boolean {
	if (status === undefined && code === 'ECONNREFUSED') return true;
	if (method === 'POST') return false;
	return status === undefined ? BROKEN.includes(code) : BUSY.includes(status);
}

/** Whether a failed request may have taken effect: its answer was lost on the way, or a proxy answered for the PBX. */
export function mayHaveTakenEffect({ status, code = '' }: Failure): boolean {
	return status === undefined ? BROKEN.includes(code) : [502, 503, 504].includes(status);
}

/** How long a `Retry-After` asks to wait, in milliseconds: seconds or a date (RFC 9110, section 10.2.3). */
function askedToWait(retryAfter: string | undefined, now: number): number {
	if (retryAfter === undefined) return 0;
	const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : Number.NaN;
	return Number.isNaN(seconds) ? Math.max(0, (Date.parse(retryAfter) || now) - now) : seconds * 1000;
}

/**
 * How long to wait before a further try, in milliseconds: what the PBX asks for, else twice as long each time; with a
 * random part, so that many do not come back at once.
 *
 * @param tries how many tries there were.
 */
export function waitBefore(tries: number, retryAfter: string | undefined, now = Date.now()): number {
	const growing = FIRST_WAIT_MS * 2 ** (tries - 1);
	const asked = askedToWait(retryAfter, now);
	const wait = asked > 0 ? asked + Math.random() * FIRST_WAIT_MS : growing * (0.5 + Math.random() / 2);
	return Math.min(wait, LONGEST_WAIT_MS);
}

async function waitUntil(time: number, connection: Connection): Promise<void> {
	while (Date.now() < time && !isCanceled(connection.context)) {
		await sleep(Math.min(SLEEP_SLICE_MS, time - Date.now()));
	}
}

/** What failed: the request itself, or the exchange for its token, which may be repeated like something that only reads. */
function classifyFailure({ fingerprint }: Connection, method: Method, error: unknown): { failure: Failure; asked: Method } {
	const refusal = refusalBehind(error, fingerprint);
	if (!refusal) return { failure: readFailure(error), asked: method };
	const reason = refusal.reason ?? '';
	const known = /^\d{3}$/.test(reason) ? { status: Number(reason) } : { code: reason };
	return { failure: { ...known, contentType: '', body: undefined }, asked: 'GET' };
}

/** One try, in one of the slots; it may have waited long for it. */
async function tryOnce<T>(connection: Connection, attempt: () => Promise<T>): Promise<T> {
	return await connection.slots.run(async () => {
		await waitUntil(connection.pausedUntil, connection);
		return await attempt();
	});
}

/**
 * Runs `attempt` until it succeeds, may not be repeated, or patience ends. Where the PBX asks everybody to wait (429), other
 * requests of the same execution wait as well. Never more of them are under way than the option Requests in Flight says.
 *
 * @throws the last failure; as UncertainFailure where an earlier try may have taken effect.
 */
export async function withRetries<T>(
	connection: Connection,
	method: Method,
	attempt: () => Promise<T>,
): Promise<T> {
	let isUncertain = false;
	let waited = 0;
	for (let tries = 1; ; tries++) {
		const outcome = await tryOnce(connection, attempt).then(
			(answer) => ({ answer }),
			(error: unknown) => ({ error }),
		);
		if ('answer' in outcome) return outcome.answer;
		const { failure, asked } = classifyFailure(connection, method, outcome.error);
		const wait = waitBefore(tries, failure.retryAfter);
		const isExhausted = tries > connection.options.retries || waited + wait > WAITING_BUDGET_MS;
		if (isExhausted || isCanceled(connection.context) || !mayRetry(asked, failure)) {
			throw isUncertain ? new UncertainFailure(outcome.error) : outcome.error;
		}
		isUncertain ||= asked !== 'GET' && mayHaveTakenEffect(failure);
		waited += wait;
		if (failure.status === 429) connection.pausedUntil = Math.max(connection.pausedUntil, Date.now() + wait);
		else await waitUntil(Date.now() + wait, connection);
	}
}
