import type { IExecuteFunctions } from 'n8n-workflow';
import type { Method } from '../catalog/types';
import { askedToWait } from '../errors/duration';
import { DoneUnread } from '../errors/doneUnread';
import { readFailure, type Failure } from '../errors/failure';
import { TokenRefused } from '../errors/tokenRefused';
import { TriedInVain } from '../errors/triedInVain';
import { API_PATH } from '../input/baseUrl';
import { clock, waitUntil } from '../timing/clock';
import { refusalBehind } from '../token/tokenRegistry';
import { waitBefore } from '../patience/backoff';
import { tryAuthenticated } from './authentication';
import { cancelSignal, isCanceled, type Connection } from './connection';
import { outageOf, untilReachable, type Waiter } from '../patience/outage';
import { pause, untilUnpaused } from '../patience/pause';
import { discardBody } from './refusalBody';
import { isAway, isTimeOut, mayHaveTakenEffect, mayRetry, patienceFor } from '../patience/repeatable';
import { discard, isStream } from './streams';

/** A sign of life is a small answer: one that takes longer is none. */
const PROBE_TIMEOUT_MS = 10_000;
/** After a wait in vain, the other items of an execution try a PBX that is away only this often. */
const GAVE_UP_FOR_MS = 10_000;
/** A request that took too long once may have met an outage; twice, it is too much for the PBX. */
const MOST_TIME_OUTS = 2;

/** What failed: the request itself, or the exchange for its token, which may be repeated like something that only reads. */
function classifyFailure({ fingerprint }: Connection, method: Method, error: unknown): { failure: Failure; asked: Method } {
	const refusal = error instanceof TokenRefused ? error : refusalBehind(error, fingerprint);
	if (!refusal) return { failure: readFailure(error), asked: method };
	const { reason, retryAfter } = refusal;
	const known = /^\d{3}$/.test(reason ?? '') ? { status: Number(reason), retryAfter } : { code: reason ?? '' };
	return { failure: { ...known, contentType: '', body: undefined }, asked: 'GET' };
}

/**
 * Asks for a small list with the token that there is: any answer but that of a proxy without PBX is a sign of life.
 *
 * @returns undefined for that, else what came instead.
 */
async function probe(connection: Connection): Promise<{ failure: unknown } | undefined> {
	const request = {
		method: 'GET' as const,
		url: `${connection.settings.origin}${API_PATH}/Defs?$select=Id`,
		headers: { Accept: 'application/json' },
		encoding: 'stream' as const,
		returnFullResponse: true,
		timeout: Math.min(PROBE_TIMEOUT_MS, connection.options.timeout),
	};
	try {
		const { body } = await connection.lane.run(async () => await tryAuthenticated(connection, request));
		if (isStream(body)) discard(body);
		return undefined;
	} catch (error) {
		discardBody(error);
		return isAway(classifyFailure(connection, 'GET', error).failure) ? { failure: error } : undefined;
	}
}

/** One request on its way, with what it has been through. */
class Course {
	private tries = 0;

	private timeOuts = 0;

	private isUncertain = false;

	private waitingSince?: number;

	constructor(
		private readonly connection: Connection,
		private readonly method: Method,
		private readonly isOnce: boolean,
	) {}

	/** Waits while the PBX is known to be away, so that not every request finds that out for itself. */
	private async pass(): Promise<void> {
		const { connection } = this;
		const { gaveUp, fingerprint, options } = connection;
		if (gaveUp && clock.now() < gaveUp.until) throw new TriedInVain(gaveUp.failure, gaveUp.waited, false);
		const outage = outageOf(fingerprint);
		if (!outage || options.waitForPbx === 0) return;
		const until = this.until(classifyFailure(connection, 'GET', outage.failure).failure);
		const { isBack, failure } = await untilReachable(this.waiter(until), outage.failure, 0);
		if (!isBack) throw this.giveUp(failure);
	}

	/** Until when to wait, in view of a failure. */
	private until(failure: Failure): number {
		const { options, isProven, isOutOfPatience, context } = this.connection;
		this.waitingSince ??= clock.now();
		const isManual = 'getMode' in context && (context as IExecuteFunctions).getMode() === 'manual';
		return this.waitingSince + (isOutOfPatience ? 0 : patienceFor(failure, options.waitForPbx, { isProven, isManual }));
	}

	/** Until when this request waits at the latest, as far as it is known now. */
	private get latest(): number {
		return (this.waitingSince ?? clock.now()) + this.connection.options.waitForPbx;
	}

	private waiter(until: number): Waiter {
		const { connection } = this;
		const { fingerprint, context } = connection;
		return { fingerprint, until, signal: cancelSignal(context), probe: async () => await probe(connection) };
	}

	/** For how long this request has waited. What its failure took to be handled is no wait where none was asked for. */
	private get waited(): number {
		const isWaiting = this.waitingSince !== undefined && this.connection.options.waitForPbx > 0;
		return isWaiting ? clock.now() - (this.waitingSince ?? 0) : 0;
	}

	/** The error to end with. */
	private fail(error: unknown): unknown {
		if (error instanceof DoneUnread) return error;
		const { waited } = this;
		return this.tries > 1 || waited > 0 ? new TriedInVain(error, waited, this.isUncertain) : error;
	}

	/** The error to end with after a wait in vain, which other items of the execution need not repeat. */
	private giveUp(error: unknown): unknown {
		const { connection, waited } = this;
		if (waited > 0 && !isCanceled(connection.context)) {
			connection.isOutOfPatience = true;
			const { failure } = classifyFailure(connection, 'GET', error);
			if (isAway(failure)) connection.gaveUp = { failure: error, waited, until: clock.now() + GAVE_UP_FOR_MS };
		}
		return this.fail(error);
	}

	/** One try, in its turn. Undefined where the PBX was found away while waiting for the turn. */
	private async try<T>(attempt: () => Promise<T>): Promise<{ answer: T } | { error: unknown } | undefined> {
		const { connection } = this;
		await this.pass();
		return await connection.lane.run(async () => {
			await untilUnpaused(connection.fingerprint, this.latest, cancelSignal(connection.context));
			if (outageOf(connection.fingerprint) && connection.options.waitForPbx > 0) return undefined;
			this.tries++;
			return await attempt().then(
				(answer) => ({ answer }),
				(error: unknown) => ({ error }),
			);
		});
	}

	/** @throws the failure, where it is the last one. Otherwise waits until it is time for a further try. */
	private async recover(error: unknown): Promise<void> {
		const { connection } = this;
		const { failure, asked } = classifyFailure(connection, this.method, error);
		if (this.isOnce || isCanceled(connection.context) || !mayRetry(asked, failure)) throw this.fail(error);
		if (isTimeOut(failure) && ++this.timeOuts === MOST_TIME_OUTS) throw this.fail(error);
		const until = this.until(failure);
		const now = clock.now();
		const demanded = askedToWait(failure.retryAfter, now);
		if (now + demanded > until) {
			// Asked to wait for longer than anybody here does: the same holds for every other item.
			if (demanded > 0) connection.gaveUp = { failure: error, waited: 0, until: now + demanded };
			throw this.fail(error);
		}
		if (now >= until) throw this.giveUp(error);
		this.isUncertain ||= asked !== 'GET' && mayHaveTakenEffect(failure);
		const next = Math.min(now + waitBefore(this.tries, failure.retryAfter), until);
		if (isAway(failure)) {
			const { isBack } = await untilReachable(this.waiter(until), error, next - now);
			if (!isBack) throw this.giveUp(error);
		} else {
			pause(connection.fingerprint, next);
		}
		await waitUntil(next, { signal: cancelSignal(connection.context) });
	}

	async run<T>(attempt: () => Promise<T>): Promise<T> {
		for (;;) {
			const outcome = await this.try(attempt);
			if (!outcome) continue;
			if ('error' in outcome) {
				await this.recover(outcome.error);
				continue;
			}
			Object.assign(this.connection, { isProven: true, isOutOfPatience: false, gaveUp: undefined });
			return outcome.answer;
		}
	}
}

/**
 * Runs `attempt` until it succeeds, may not be repeated, or Wait for PBX is over. While the PBX is away, one request of the
 * process looks for it and the others wait. Where the PBX asks to wait (429), other requests of the process wait as well.
 * Never more of them are under way than the option Max Parallel Requests says, nor than the PBX answers quickly.
 *
 * @param isOnce whether a failure is final, though the request certainly was not taken up.
 * @throws the last failure; as TriedInVain after further tries or waits.
 */
export async function withRetries<T>(
	connection: Connection,
	method: Method,
	attempt: () => Promise<T>,
	isOnce = false,
): Promise<T> {
	return await new Course(connection, method, isOnce).run(attempt);
}
