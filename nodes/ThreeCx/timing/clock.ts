import { sleep } from 'n8n-workflow';

/** Time and chance for everything that waits, in one place, so that tests can put a clock of their own there. */
export const clock = {
	/** Milliseconds since 1970. */
	now: (): number => Date.now(),
	/** Milliseconds since any time, in fractions: for how long something took. */
	elapsed: (): number => performance.now(),
	/** Resolves after this many milliseconds. */
	sleep: async (milliseconds: number): Promise<void> => {
		await sleep(milliseconds);
	},
	/** From 0 to below 1. */
	random: (): number => Math.random(),
};

/** Waits are cut into pieces, so that no timer outlives its wait by more than this. */
const SLICE_MS = 250;

/** What ends a wait before its time. */
interface EarlierEnd {
	/** Canceled: the wait ends at once. */
	signal?: AbortSignal;
	/** The wait ends once this settles. */
	event?: Promise<unknown>;
}

/** Waits until a time (milliseconds since 1970), or for an earlier end. Never rejects. */
export async function waitUntil(time: number, { signal, event }: EarlierEnd = {}): Promise<void> {
	if (signal?.aborted === true) return;
	await new Promise<void>((resolve) => {
		let isOver = false;
		const end = () => {
			isOver = true;
			signal?.removeEventListener('abort', end);
			resolve();
		};
		signal?.addEventListener('abort', end);
		event?.then(end, end);
		const sleepOn = async () => {
			while (!isOver && clock.now() < time) await clock.sleep(Math.min(SLICE_MS, time - clock.now()));
			end();
		};
		void sleepOn();
	});
}
