import { ActiveTrigger } from '../../../engine/pollTrigger';
import { startTestPbx } from '../../../engine/setUp';
import type { Pbx } from '../../../pbx';

export const NOW = new Date('2026-03-02T08:00:00Z');
export const LINUS = '0014155550199';
export const FOREVER = { times: Number.POSITIVE_INFINITY };

export const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

export async function started(parameters: ConstructorParameters<typeof ActiveTrigger>[1], options: Parameters<typeof startTestPbx>[0] = {}) {
	// Nobody is on the phone at first.
	const pbx = await startTestPbx({ now: NOW, rows: { ActiveCalls: [] }, ...options });
	return { pbx, trigger: new ActiveTrigger(pbx, parameters) };
}

/** Lets minutes go by, with a poll in each. */
export async function pass(pbx: Pbx, trigger: ActiveTrigger, minutes: number): Promise<void> {
	for (let minute = 0; minute < minutes; minute++) {
		pbx.clock.advance({ minutes: 1 });
		await trigger.poll();
	}
}
