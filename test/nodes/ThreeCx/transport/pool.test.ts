import { setTimeout as wait } from 'node:timers/promises';
import { mapInOrder, Slots } from '../../../../nodes/ThreeCx/transport/pool';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('mapInOrder', () => {
	it('keeps input order and never exceeds the number in flight', async () => {
		let inFlight = 0;
		let most = 0;
		const results = await mapInOrder(numbers(40), () => 5, async (entry) => {
			most = Math.max(most, ++inFlight);
			await wait((entry * 7) % 5);
			inFlight--;
			return entry * 2;
		});
		expect(results).toEqual(numbers(40).map((entry) => entry * 2));
		expect(most).toBe(5);
	});

	it('begins nothing new after a rejection, waits for what is under way, throws the lowest', async () => {
		const begun: number[] = [];
		const finished: number[] = [];
		const work = async (entry: number) => {
			begun.push(entry);
			await wait(entry === 1 ? 20 : 5);
			if (entry === 1 || entry === 2) throw new Error(`entry ${entry}`);
			finished.push(entry);
		};
		await expect(mapInOrder(numbers(20), () => 3, work)).rejects.toThrow('entry 1');
		expect(begun.length).toBeLessThanOrEqual(5);
		expect(finished).toContain(0);
	});

	it('stops when canceled', async () => {
		let done = 0;
		const results = await mapInOrder(numbers(10), () => 1, async () => ++done, () => done === 3);
		expect(results).toEqual([1, 2, 3]);
	});

	it('accepts no entries', async () => {
		await expect(mapInOrder([], () => 5, async () => 1)).resolves.toEqual([]);
	});
});

describe('Slots', () => {
	it('let so many be under way at a time, in the order they came, also after a failure', async () => {
		const slots = new Slots(2);
		const begun: number[] = [];
		let inFlight = 0;
		let most = 0;
		const outcomes = await Promise.allSettled(
			numbers(12).map(
				async (entry) =>
					await slots.run(async () => {
						begun.push(entry);
						most = Math.max(most, ++inFlight);
						await wait((entry * 5) % 7);
						inFlight--;
						if (entry % 3 === 0) throw new Error(`entry ${entry}`);
						return entry;
					}),
			),
		);
		expect(most).toBe(2);
		expect(begun).toEqual(numbers(12));
		expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(numbers(12).map((entry) => entry % 3 === 0));
	});
});
