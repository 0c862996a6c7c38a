import { mayHaveTakenEffect, mayRetry, waitBefore } from '../../../../nodes/ThreeCx/transport/retry';
import type { Failure } from '../../../../nodes/ThreeCx/errors/failure';

const failure = (statusOrCode: number | string): Failure => ({
	contentType: '',
	body: undefined,
	...(typeof statusOrCode === 'number' ? { status: statusOrCode } : { code: statusOrCode }),
});

describe('what may be sent again', () => {
	const broken = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];

	it.each(['GET', 'DELETE', 'PATCH'] as const)('%s after a broken connection or a busy PBX', (method) => {
		for (const cause of [429, 502, 503, 504, 'ECONNREFUSED', ...broken]) expect(mayRetry(method, failure(cause))).toBe(true);
		for (const cause of [400, 401, 403, 404, 409, 412, 428, 500, 'ENOTFOUND', 'ECONNABORTED', 'CERT_HAS_EXPIRED']) {
			expect(mayRetry(method, failure(cause))).toBe(false);
		}
	});

	it('POST only where nobody took the connection', () => {
		expect(mayRetry('POST', failure('ECONNREFUSED'))).toBe(true);
		for (const cause of [429, 502, 503, 504, ...broken]) expect(mayRetry('POST', failure(cause))).toBe(false);
	});

	it('knows what may have taken effect', () => {
		for (const cause of [502, 503, 504, ...broken]) expect(mayHaveTakenEffect(failure(cause))).toBe(true);
		for (const cause of [429, 'ECONNREFUSED']) expect(mayHaveTakenEffect(failure(cause))).toBe(false);
	});
});

describe('waits', () => {
	const now = Date.parse('2026-03-01T00:00:00Z');

	it('grow, with a random part', () => {
		for (const [tries, most] of [
			[1, 500],
			[2, 1000],
			[3, 2000],
		] as const) {
			for (let round = 0; round < 50; round++) {
				const wait = waitBefore(tries, undefined, now);
				expect(wait).toBeGreaterThanOrEqual(most / 2);
				expect(wait).toBeLessThanOrEqual(most);
			}
		}
	});

	it.each([
		['3', 3_000],
		['Sun, 01 Mar 2026 00:00:07 GMT', 7_000],
	])('honor Retry-After: %s', (retryAfter, asked) => {
		const wait = waitBefore(1, retryAfter, now);
		expect(wait).toBeGreaterThanOrEqual(asked);
		expect(wait).toBeLessThanOrEqual(asked + 500);
	});

	it.each(['3600', 'Mon, 02 Mar 2026 00:00:00 GMT'])('do not last longer than half a minute (%s)', (retryAfter) => {
		expect(waitBefore(1, retryAfter, now)).toBe(30_000);
	});

	it.each(['soon', '-5', 'Sat, 28 Feb 2026 00:00:00 GMT'])('do without what cannot be read or is over (%s)', (retryAfter) => {
		expect(waitBefore(1, retryAfter, now)).toBeLessThanOrEqual(500);
	});
});
