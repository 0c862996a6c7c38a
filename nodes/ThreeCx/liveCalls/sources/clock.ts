import { clock, waitUntil } from '../../timing/clock';

/** Time and chance, so that tests can compress hours of outages. */
export interface Clock {
	/** Milliseconds since 1970. */
	now: () => number;
	/** Resolves after a time, or at once when the signal aborts. Never rejects. */
	sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	/** From 0 to below 1. */
	random: () => number;
}

/** Whether somebody ended the work; asked anew each time, as it may happen during any wait. */
export const hasEnded = (signal: AbortSignal): boolean => signal.aborted;

/** The real one. */
export const systemClock: Clock = {
	now: clock.now,
	random: clock.random,
	sleep: async (milliseconds, signal) => await waitUntil(clock.now() + milliseconds, { signal }),
};
