import { clock, waitUntil } from '../timing/clock';
import { returnOver } from './backoff';

/** A time in which a PBX wants no requests, as it said to one of them (429). */
interface Pause {
	/** In milliseconds since 1970. */
	until: number;
	waiting: number;
}

/** By fingerprint of the settings. */
const pauses = new Map<string, Pause>();

/** Notes that a PBX wants no requests until a time, in milliseconds since 1970. */
export function pause(fingerprint: string, until: number): void {
	const known = pauses.get(fingerprint) ?? { until, waiting: 0 };
	known.until = Math.max(known.until, until);
	pauses.set(fingerprint, known);
}

/**
 * Waits until a PBX wants requests again. All executions of this process wait together and go on one after another, so that
 * where it refuses the first one of them, the others wait on.
 *
 * @param until when to go on at the latest, in milliseconds since 1970.
 */
export async function untilUnpaused(fingerprint: string, until: number, signal?: AbortSignal): Promise<void> {
	const paused = pauses.get(fingerprint);
	if (!paused) return;
	const isOver = () => clock.now() >= Math.min(paused.until, until) || signal?.aborted === true;
	paused.waiting++;
	while (!isOver()) {
		await waitUntil(Math.min(paused.until + clock.random() * returnOver(paused.waiting - 1), until), { signal });
	}
	paused.waiting--;
	if (paused.waiting === 0 && clock.now() >= paused.until) pauses.delete(fingerprint);
}
