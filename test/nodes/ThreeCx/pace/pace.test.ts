import { Lane, Pace, type Limit } from '../../../../nodes/ThreeCx/pace/pace';

/** A limit that a test sets, and what it was told. */
class SetLimit implements Limit {
	readonly told: string[] = [];

	constructor(public most: number) {}

	sent = () => undefined;

	answered = ({ kind, inFlight }: { kind: string; inFlight: number }) => void this.told.push(`${kind} among ${inFlight}`);

	refused = () => void this.told.push('refused');

	lost = () => void this.told.push('lost');
}

/** Work that a test ends when it wants to. */
class Work {
	readonly begun: string[] = [];

	private readonly ends = new Map<string, { done: () => void; fail: (error: Error) => void }>();

	on(lane: Lane, name: string): Promise<string> {
		return lane.run(async () => {
			this.begun.push(name);
			await new Promise<void>((done, fail) => this.ends.set(name, { done, fail }));
			return name;
		});
	}

	async end(name: string, error?: Error): Promise<void> {
		const end = this.ends.get(name)!;
		if (error) end.fail(error);
		else end.done();
		// Whoever was waiting begins in a later microtask.
		await new Promise(setImmediate);
	}
}

describe('lanes of one pace', () => {
	it('have no more under way than the limit, and their own number, in the order of the calls', async () => {
		const pace = new Pace(new SetLimit(3));
		const lane = new Lane(pace, 2);
		const work = new Work();
		const all = ['a', 'b', 'c', 'd'].map(async (name) => await work.on(lane, name));
		expect(work.begun).toEqual(['a', 'b']);
		await work.end('b');
		expect(work.begun).toEqual(['a', 'b', 'c']);
		await work.end('a');
		await work.end('c');
		await work.end('d');
		expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
	});

	it('always have one under way each, whatever the others do', () => {
		const pace = new Pace(new SetLimit(2));
		const work = new Work();
		const [one, other] = [new Lane(pace, 50), new Lane(pace, 50)];
		for (const name of ['a', 'b', 'c']) void work.on(one, name);
		expect(work.begun).toEqual(['a', 'b']);
		for (const name of ['x', 'y']) void work.on(other, name);
		expect(work.begun).toEqual(['a', 'b', 'x']);
	});

	it('go on in turn', async () => {
		const pace = new Pace(new SetLimit(3));
		const work = new Work();
		const [one, other] = [new Lane(pace, 50), new Lane(pace, 50)];
		for (const name of ['a', 'b', 'c', 'd', 'e']) void work.on(one, name);
		for (const name of ['x', 'y', 'z']) void work.on(other, name);
		expect(work.begun).toEqual(['a', 'b', 'c', 'x']);
		await work.end('a');
		await work.end('b');
		await work.end('c');
		await work.end('x');
		expect(work.begun).toEqual(['a', 'b', 'c', 'x', 'd', 'y', 'e']);
	});

	it('all go on once the limit allows it', async () => {
		const limit = new SetLimit(1);
		const lane = new Lane(new Pace(limit), 50);
		const work = new Work();
		for (const name of ['a', 'b', 'c', 'd']) void work.on(lane, name);
		limit.most = 10;
		await work.end('a');
		expect(work.begun).toEqual(['a', 'b', 'c', 'd']);
		expect(lane.width).toBe(10);
		limit.most = 60;
		expect(lane.width).toBe(50);
	});

	it('go on after a failure', async () => {
		const lane = new Lane(new Pace(new SetLimit(1)), 1);
		const work = new Work();
		const failing = expect(work.on(lane, 'a')).rejects.toThrow('no');
		void work.on(lane, 'b');
		await work.end('a', new Error('no'));
		await failing;
		expect(work.begun).toEqual(['a', 'b']);
	});
});

describe('a pace learns', () => {
	it.each([
		['refused', ['refused']],
		['away', ['lost']],
		['answered', ['GET among 0']],
		['nothing', []],
	] as const)('that a failure means "%s"', async (meaning, told) => {
		const limit = new SetLimit(1);
		const send = async () => {
			throw new Error('no');
		};
		await expect(new Pace(limit).measured('GET', send, () => meaning)).rejects.toThrow('no');
		expect(limit.told).toEqual(told);
	});

	it('how many were under way', async () => {
		const limit = new SetLimit(5);
		const pace = new Pace(limit);
		const lane = new Lane(pace, 5);
		const send = async () => await pace.measured('GET', async () => 1, () => 'nothing');
		await Promise.all([1, 2, 3].map(async () => await lane.run(send)));
		expect(limit.told).toEqual(['GET among 1', 'GET among 2', 'GET among 3']);
	});
});
