import { setImmediate as turn } from 'node:timers/promises';

/** Holds requests at the mock PBX (as `until` of a fault) for as long as a test wants. */
export function hold(): { until: Promise<void>; release: () => void } {
	let release = (): void => undefined;
	const until = new Promise<void>((resolve) => {
		release = resolve;
	});
	return { until, release };
}

/** Lets whatever is on its way arrive, before a test says that nothing came. */
export async function settle(): Promise<void> {
	for (let count = 0; count < 100; count++) await turn();
}
