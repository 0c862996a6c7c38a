import { outageOf, untilReachable } from '../../../../nodes/ThreeCx/patience/outage';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const WAITING = 200;

/** When those who wait for a PBX go on, in milliseconds after its return. */
async function goOn(returnsAfter: number): Promise<number[]> {
	const back = clock.now() + returnsAfter;
	let waiting = 0;
	jest.spyOn(clock, 'random').mockImplementation(() => (waiting++ % WAITING) / WAITING);
	const waiter = {
		fingerprint: 'a PBX',
		until: clock.now() + 10 * returnsAfter,
		probe: async () => (clock.now() < back ? { failure: new Error('away') } : undefined),
	};
	return await Promise.all(
		Array.from({ length: WAITING }, async () => {
			const { isBack } = await untilReachable(waiter, new Error('away'), 500);
			expect(isBack).toBe(true);
			return clock.now() - back;
		}),
	);
}

describe('those who wait for a PBX that is away', () => {
	it('go on within seconds of its return, and not all at once', async () => {
		const times = (await goOn(60_000)).sort((a, b) => a - b);
		expect(outageOf('a PBX')).toBeUndefined();
		// The longest wait between two probes, and the time over which they come back.
		expect(times.at(-1)).toBeLessThanOrEqual(5_000 + 2_000);
		const mostInTenth = Math.max(...times.map((time) => times.filter((other) => other >= time && other < time + 100).length));
		expect(mostInTenth).toBeLessThanOrEqual(WAITING / 10);
	});
});
