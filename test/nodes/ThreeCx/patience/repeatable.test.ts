import type { Failure } from '../../../../nodes/ThreeCx/errors/failure';
import { askedToWait } from '../../../../nodes/ThreeCx/errors/duration';
import { waitBefore } from '../../../../nodes/ThreeCx/patience/backoff';
import { isAway, isTimeOut, mayHaveTakenEffect, mayRetry, patienceFor } from '../../../../nodes/ThreeCx/patience/repeatable';

const failure = (statusOrCode: number | string, more: Partial<Failure> = {}): Failure => ({
	contentType: '',
	body: undefined,
	...(typeof statusOrCode === 'number' ? { status: statusOrCode } : { code: statusOrCode }),
	...more,
});

describe('what may be sent again', () => {
	const unreachable = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EPROTO'];
	const broken = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ECONNABORTED', 'ETIMEDOUT'];

	it.each(['GET', 'DELETE', 'PATCH'] as const)('%s after a broken connection, a time-out or a busy PBX', (method) => {
		for (const cause of [429, 502, 503, 504, ...unreachable, ...broken]) expect(mayRetry(method, failure(cause))).toBe(true);
		for (const cause of [304, 400, 401, 403, 404, 409, 412, 428, 500, 600, 'CERT_HAS_EXPIRED', 'ERR_CANCELED']) {
			expect(mayRetry(method, failure(cause))).toBe(false);
		}
	});

	it('POST only where it certainly was not taken', () => {
		for (const cause of [429, ...unreachable]) expect(mayRetry('POST', failure(cause))).toBe(true);
		expect(mayRetry('POST', failure(503, { retryAfter: '5' }))).toBe(true);
		expect(mayRetry('POST', failure('ETIMEDOUT', { isUnsent: true }))).toBe(true);
		expect(mayRetry('POST', failure('ECONNRESET', { isUnsent: true }))).toBe(true);
		for (const cause of [502, 503, 504, ...broken]) expect(mayRetry('POST', failure(cause))).toBe(false);
		expect(mayRetry('POST', failure(502, { retryAfter: '5' }))).toBe(false);
	});

	it('knows what may have taken effect', () => {
		for (const cause of [502, 503, 504, ...broken]) expect(mayHaveTakenEffect(failure(cause))).toBe(true);
		for (const cause of [429, ...unreachable]) expect(mayHaveTakenEffect(failure(cause))).toBe(false);
		expect(mayHaveTakenEffect(failure(503, { retryAfter: '5' }))).toBe(false);
	});

	it('tells a PBX that is away from one that is busy, and a time-out from a connection that was never up', () => {
		expect(isAway(failure(429))).toBe(false);
		for (const cause of [502, 503, 504, ...unreachable, ...broken]) expect(isAway(failure(cause))).toBe(true);
		expect([504, 'ETIMEDOUT', 'ECONNABORTED'].every((cause) => isTimeOut(failure(cause)))).toBe(true);
		expect(isTimeOut(failure('ETIMEDOUT', { isUnsent: true }))).toBe(false);
	});
});

describe('patience', () => {
	const unknown = { isProven: false, isManual: false };

	it('is short for a name that nobody ever got an answer from, and full once somebody did', () => {
		expect(patienceFor(failure('ENOTFOUND'), 150_000, unknown)).toBe(5_000);
		expect(patienceFor(failure('ENOTFOUND'), 150_000, { isProven: true, isManual: true })).toBe(150_000);
	});

	it('is that of a person where one is waiting for an address that never answered', () => {
		expect(patienceFor(failure('ECONNREFUSED'), 150_000, { isProven: false, isManual: true })).toBe(30_000);
		expect(patienceFor(failure('ECONNREFUSED'), 150_000, unknown)).toBe(150_000);
		expect(patienceFor(failure(503), 150_000, { isProven: false, isManual: true })).toBe(150_000);
	});

	it('never exceeds what the option allows', () => {
		for (const cause of ['ENOTFOUND', 'ECONNREFUSED', 503]) expect(patienceFor(failure(cause), 0, unknown)).toBe(0);
	});
});

describe('waits', () => {
	const now = Date.parse('2026-03-01T00:00:00Z');

	it.each([
		[1, 500],
		[2, 1000],
		[3, 2000],
		[9, 5000],
	])('after try %i: a random share of %i ms, at least half', (tries, most) => {
		for (let round = 0; round < 50; round++) {
			const wait = waitBefore(tries, undefined, now);
			expect(wait).toBeGreaterThanOrEqual(most / 2);
			expect(wait).toBeLessThanOrEqual(most);
		}
	});

	it.each([
		['3', 3_000],
		['3600', 3_600_000],
		['Sun, 01 Mar 2026 00:00:07 GMT', 7_000],
	])('honor Retry-After: %s', (retryAfter, asked) => {
		expect(askedToWait(retryAfter, now)).toBe(asked);
		const wait = waitBefore(1, retryAfter, now);
		expect(wait).toBeGreaterThanOrEqual(asked);
		expect(wait).toBeLessThanOrEqual(asked + 500);
	});

	it.each(['soon', '-5', 'Sat, 28 Feb 2026 00:00:00 GMT'])('do without what cannot be read or is over (%s)', (retryAfter) => {
		expect(waitBefore(1, retryAfter, now)).toBeLessThanOrEqual(500);
	});
});
