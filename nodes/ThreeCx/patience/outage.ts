import { clock, waitUntil } from '../timing/clock';
import { returnOver, waitBefore } from './backoff';

/** A time during which a PBX does not answer, as this process sees it. */
interface Outage {
	/** What the last request or probe got. */
	failure: unknown;
	failedProbes: number;
	waiting: number;
	isOver: boolean;
	/** Settles when the one who waits and probes for all has done so. */
	turn?: Promise<void>;
}

/** Outages of now, by fingerprint of the settings. */
const outages = new Map<string, Outage>();

/** Whether and why a PBX is away now: what was got from it last. Undefined where it is not known to be away. */
export const outageOf = (fingerprint: string): { failure: unknown } | undefined => outages.get(fingerprint);

/** Who waits for a PBX. */
export interface Waiter {
	fingerprint: string;
	/** Until when at most, in milliseconds since 1970. */
	until: number;
	signal?: AbortSignal;
	/** Asks the PBX for a sign of life: undefined, or what it got instead. */
	probe: () => Promise<{ failure: unknown } | undefined>;
}

/** Waits, then probes, for everybody who waits for the same PBX. */
async function takeTurn(outage: Outage, firstWait: number, { fingerprint, until, signal, probe }: Waiter): Promise<void> {
	const wait = outage.failedProbes === 0 ? firstWait : waitBefore(outage.failedProbes + 1);
	await waitUntil(Math.min(clock.now() + wait, until), { signal });
	if (signal?.aborted || clock.now() >= until) return;
	const sign = await probe();
	if (signal?.aborted) return;
	if (sign) {
		outage.failure = sign.failure;
		outage.failedProbes++;
		return;
	}
	outage.isOver = true;
	outages.delete(fingerprint);
}

/**
 * Waits until a PBX answers again. Among all who wait for it in this process only one at a time asks for a sign of life,
 * with growing waits in between; whoever leaves, because canceled or out of time, hands over.
 *
 * @param failure what the caller got, if it was the first to notice.
 * @param firstWait how long to wait before the first sign of life is asked for, in milliseconds.
 * @returns whether the PBX is back, and else what it gave last.
 */
export async function untilReachable(
	waiter: Waiter,
	failure: unknown,
	firstWait: number,
): Promise<{ isBack: boolean; failure: unknown }> {
	const { fingerprint, until, signal } = waiter;
	const outage = outages.get(fingerprint) ?? { failure, failedProbes: 0, waiting: 0, isOver: false };
	outages.set(fingerprint, outage);
	outage.waiting++;
	while (!outage.isOver && clock.now() < until && !signal?.aborted) {
		if (outage.turn) {
			await waitUntil(until, { signal, event: outage.turn });
			continue;
		}
		outage.turn = takeTurn(outage, firstWait, waiter).finally(() => {
			outage.turn = undefined;
		});
		await outage.turn;
	}
	if (outage.isOver) await waitUntil(clock.now() + clock.random() * returnOver(outage.waiting - 1), { signal });
	else if (--outage.waiting === 0 && outages.get(fingerprint) === outage) outages.delete(fingerprint);
	return { isBack: outage.isOver, failure: outage.failure };
}
