import { setTimeout as wait } from 'node:timers/promises';

/** A test that waits for something that never happens ends with these words instead of hanging. */
const MAX_LOOKS = 4_000;

/** Waits until something is true, however slow the machine is. */
export async function until(isTrue: () => boolean): Promise<void> {
	for (let look = 0; look < MAX_LOOKS; look++) {
		if (isTrue()) return;
		await wait(5);
	}
	throw new Error(`Never happened: ${isTrue.toString()}`);
}
