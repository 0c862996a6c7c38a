import { setTimeout as wait } from 'node:timers/promises';
import type { N8nInstance } from './n8n/instance';

const LONGEST_WAIT_MS = 150_000;

/** Waits until a question is answered with yes; fails with what was asked and the last lines of n8n's log. */
export async function until(n8n: N8nInstance, isTrue: () => boolean | Promise<boolean>): Promise<void> {
	const end = Date.now() + LONGEST_WAIT_MS;
	while (!(await isTrue())) {
		if (Date.now() > end) throw new Error(`Never happened: ${isTrue.toString()}\n${n8n.log().slice(-3000)}`);
		await wait(500);
	}
}
