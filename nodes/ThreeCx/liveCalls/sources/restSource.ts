import { hasEnded } from './clock';
import type { Session } from './source';

/** A call that is shorter than this may go unseen. */
const INTERVAL_MS = 2_500;

/**
 * Looks at all calls every few seconds: for Node.js without WebSocket (before version 22), and for PBXs whose
 * certificate is not checked, which Node's WebSocket can't do. Ends by itself after `longest` milliseconds.
 */
export async function followByRest(
	{ callControl, clock, observe, onUp, after, signal }: Session,
	longest = Number.POSITIVE_INFINITY,
): Promise<void> {
	const end = clock.now() + longest;
	let isFirst = true;
	while (!hasEnded(signal) && clock.now() < end) {
		const participants = await callControl.readSnapshot();
		if (hasEnded(signal)) return;
		observe({ kind: 'snapshot', participants, ...(isFirst ? { after } : {}) });
		if (isFirst) onUp();
		isFirst = false;
		await clock.sleep(INTERVAL_MS, signal);
	}
}
