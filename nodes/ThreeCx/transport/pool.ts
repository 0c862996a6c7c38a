/**
 * Works on all entries and returns the results in input order.
 *
 * After a rejection no further entry is begun; those under way are waited for, then the rejection of the lowest entry is
 * thrown.
 *
 * @param width how many may be worked on at a time; asked before each entry.
 * @param isCanceled asked before each entry.
 */
export async function mapInOrder<T, R>(
	entries: readonly T[],
	width: () => number,
	work: (entry: T, index: number) => Promise<R>,
	isCanceled: () => boolean = () => false,
): Promise<R[]> {
	const results: R[] = [];
	const rejections = new Map<number, unknown>();
	const workers: Promise<void>[] = [];
	let next = 0;
	let working = 0;

	const isLeft = () => next < entries.length && rejections.size === 0 && !isCanceled();
	const worker = async () => {
		while (isLeft() && working <= width()) {
			const index = next++;
			try {
				results[index] = await work(entries[index] as T, index);
			} catch (error) {
				rejections.set(index, error);
			}
			hire();
		}
		working--;
	};
	const hire = () => {
		while (isLeft() && working < width()) {
			working++;
			workers.push(worker());
		}
	};
	hire();
	// Those hired meanwhile are waited for as well.
	for (const one of workers) await one;

	if (rejections.size > 0) throw rejections.get(Math.min(...rejections.keys()));
	return results;
}

/** Limits how many tasks run in parallel; the others wait in the order they came. */
export class Slots {
	private readonly waiting: (() => void)[] = [];

	constructor(private free: number) {}

	/** Does the work as soon as there is a free slot. */
	async run<R>(work: () => Promise<R>): Promise<R> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
