import { FEWEST, GradientLimit, MOST } from '../../../../nodes/ThreeCx/pace/gradientLimit';
import { randomFrom } from '../../../random';
import { simulate, type SimulatedPbx } from './simulatedLoad';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const MILLISECONDS = 20;

function pbxOf(saturation: number, spread = 0, seed = 1): SimulatedPbx {
	const random = randomFrom(seed);
	return { saturation, work: () => MILLISECONDS * (1 + spread * (2 * random() - 1)) };
}

describe.each([4, 16, 64])('a PBX that works on %i requests at a time', (saturation) => {
	it.each([
		['always as long', 0],
		['a third more or less', 1 / 3],
	])('%s: gets at least 90%% of the best fixed number, and never twice what it takes', (_name, spread) => {
		for (const seed of SEEDS) {
			// What somebody who knows the PBX could have set.
			const best = simulate(Math.min(2 * saturation, MOST), pbxOf(saturation, spread, seed), 10_000).time;
			const { time, maxInFlight } = simulate(new GradientLimit(), pbxOf(saturation, spread, seed), 10_000);
			expect(best / time).toBeGreaterThanOrEqual(0.9);
			expect(maxInFlight).toBeLessThanOrEqual(2 * saturation);
		}
	});
});

describe('compared with five at a time', () => {
	it.each([1, 2, 3, 4, 5, 8, 16, 64])('is never slower on a PBX that works on %i', (saturation) => {
		for (const requests of [1, 3, 5, 6, 10, 20, 100, 1000]) {
			for (const seed of SEEDS) {
				const five = simulate(5, pbxOf(saturation, 1 / 3, seed), requests).time;
				const { time } = simulate(new GradientLimit(), pbxOf(saturation, 1 / 3, seed), requests);
				expect(time).toBeLessThanOrEqual(1.02 * five);
			}
		}
	});
});

describe('a PBX that refuses more than four', () => {
	const refusing = { ...pbxOf(16), refusesAbove: 4 };

	it('is brought to it no more than once a minute', () => {
		const { refusals, time, limits } = simulate(new GradientLimit(), refusing, 20_000);
		expect(time).toBeGreaterThan(90_000);
		// The first five, of which one is refused, and the two too many of a new attempt.
		expect(refusals).toBeLessThanOrEqual(3 * Math.ceil(time / 60_000));
		expect(Math.max(...limits.slice(100, 5000))).toBe(4);
	});

	it('gets at least 90% of the best fixed number', () => {
		const { time } = simulate(new GradientLimit(), refusing, 5000);
		expect(simulate(4, refusing, 5000).time / time).toBeGreaterThanOrEqual(0.9);
	});
});

describe('answers that take longer for another reason', () => {
	const learned = () => {
		const limit = new GradientLimit();
		const { time } = simulate(limit, pbxOf(64), 1000);
		expect(limit.most).toBe(MOST);
		return { limit, time };
	};

	it('such as one that is very late, are no queue', () => {
		const late = { saturation: 64, work: (index: number) => (index % 100 === 50 ? 100 : 1) * MILLISECONDS };
		const { limits } = simulate(new GradientLimit(), late, 2000);
		expect(Math.min(...limits)).toBe(FEWEST);
		expect(Math.max(...limits)).toBe(MOST);
	});

	it('because they are the first ones, are left out', () => {
		const cold = { saturation: 4, work: (index: number) => (index < FEWEST ? 10 : 1) * MILLISECONDS };
		expect(simulate(new GradientLimit(), cold, 2000).maxInFlight).toBeLessThanOrEqual(8);
	});

	it('because they are of another kind, are measured by themselves', () => {
		const mixed: SimulatedPbx = {
			saturation: 64,
			work: (index) => (index % 2 === 0 ? 1 : 30) * MILLISECONDS,
			kind: (index) => (index % 2 === 0 ? 'DELETE /PhoneLogos' : 'GET /ReportCallLogData'),
		};
		expect(Math.max(...simulate(new GradientLimit(), mixed, 2000).limits)).toBe(MOST);
	});

	it('because the PBX is slow now, bring it down to five at least, until it is known that they do not queue up', () => {
		const { limit, time } = learned();
		const slow = { saturation: 64, work: () => 10 * MILLISECONDS };
		const { limits } = simulate(limit, slow, 5000, time);
		expect(Math.min(...limits)).toBe(FEWEST);
		expect(Math.max(...limits.slice(1000))).toBe(MOST);
	});

	it('are forgotten after a minute without requests', () => {
		const { limit, time } = learned();
		limit.sent(time + 60_001);
		expect(limit.most).toBe(FEWEST);
		const slow = { saturation: 64, work: () => 10 * MILLISECONDS };
		simulate(limit, slow, 1000, time + 60_001);
		expect(limit.most).toBe(MOST);
	});
});

it('begins with five again once a PBX was away', () => {
	const limit = new GradientLimit();
	const { time } = simulate(limit, pbxOf(64), 1000);
	limit.lost(time);
	expect(limit.most).toBe(FEWEST);
	expect(simulate(limit, pbxOf(64), 1000, time).limits.at(-1)).toBe(MOST);
});

it('learns nothing about many from an execution that sends few', () => {
	const limit = new GradientLimit();
	for (let now = 0; now < 10_000; now += 20) {
		limit.sent(now);
		limit.answered({ kind: 'GET /Users', sentAt: now, inFlight: 1 }, now + 10);
	}
	expect(limit.most).toBe(FEWEST);
});

it('halves once for refusals that were under way together', () => {
	const limit = new GradientLimit();
	const { time } = simulate(limit, pbxOf(64), 1000);
	for (let refusal = 0; refusal < 10; refusal++) limit.refused(time, time + 1);
	expect(limit.most).toBe(MOST / 2);
});
