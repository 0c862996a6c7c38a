import { pause, untilUnpaused } from '../../../../nodes/ThreeCx/patience/pause';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const SECOND = 1000;
const FOREVER = Number.POSITIVE_INFINITY;
let pbxs = 0;

/** A PBX of its own that wants no requests for ten seconds. */
function pausedPbx() {
	const start = clock.now();
	const fingerprint = `PBX ${pbxs++}`;
	pause(fingerprint, start + 10 * SECOND);
	return { fingerprint, start };
}

describe('requests to a PBX that asked to wait', () => {
	it('wait together, those that have come meanwhile as well, and go on one after another', async () => {
		const { fingerprint, start } = pausedPbx();
		jest.spyOn(clock, 'random').mockReturnValueOnce(0).mockReturnValue(0.9);
		const goOn = async () => {
			await untilUnpaused(fingerprint, FOREVER);
			return clock.now() - start;
		};
		const times = await Promise.all([goOn(), clock.sleep(SECOND).then(goOn), clock.sleep(2 * SECOND).then(goOn)]);
		expect(times[0]).toBe(10_000);
		for (const time of times.slice(1)) {
			expect(time).toBeGreaterThan(10_000);
			expect(time).toBeLessThanOrEqual(10_020);
		}
	});

	it('wait on where the first of them was refused again', async () => {
		const { fingerprint, start } = pausedPbx();
		jest.spyOn(clock, 'random').mockReturnValueOnce(0).mockReturnValue(0.9);
		const first = untilUnpaused(fingerprint, FOREVER).then(() => pause(fingerprint, clock.now() + 10 * SECOND));
		const second = untilUnpaused(fingerprint, FOREVER).then(() => clock.now() - start);
		await first;
		expect(await second).toBeGreaterThanOrEqual(20_000);
	});

	it('wait no longer than they may, and end at once where they are canceled', async () => {
		const { fingerprint, start } = pausedPbx();
		await untilUnpaused(fingerprint, start);
		expect(clock.now()).toBe(start);
		await untilUnpaused(fingerprint, start + 3 * SECOND);
		expect(clock.now()).toBe(start + 3 * SECOND);
		const canceling = new AbortController();
		const waiting = untilUnpaused(fingerprint, FOREVER, canceling.signal);
		canceling.abort();
		await waiting;
		expect(clock.now()).toBe(start + 3 * SECOND);
	});

	it('are not held up at another PBX', async () => {
		const { start } = pausedPbx();
		await untilUnpaused('another PBX', FOREVER);
		expect(clock.now()).toBe(start);
	});
});
