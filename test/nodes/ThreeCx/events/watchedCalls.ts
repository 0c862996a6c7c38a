import { callEnded } from '../../../../nodes/ThreeCx/events/calls/callEnded';
import { MINUTE, N8n, World } from './world';

/** Lets time pass, a poll each minute. */
export async function pass(world: World, n8n: N8n, time: number): Promise<void> {
	const end = world.clock + time;
	while (world.clock < end) {
		world.clock = Math.min(end, world.clock + MINUTE);
		await n8n.poll();
	}
}

/** A PBX without calls, and n8n with a trigger that is about to be activated. */
export async function activated(parameters: Record<string, unknown> = {}, event = callEnded) {
	const world = new World();
	const n8n = new N8n(world, event, parameters);
	return { world, n8n, start: () => n8n.activate() };
}
