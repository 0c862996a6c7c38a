import { clock } from './clock';

/** So many steps of a few nanoseconds each stay well under the time that anybody would notice. */
const STEPS_PER_SLICE = 500_000;

/**
 * Cuts long computations into slices: n8n runs all workflows of a process on one thread, so whoever computes for long
 * stops everybody else.
 */
export class Slices {
	private left = STEPS_PER_SLICE;

	/** Notes that this many steps were taken; lets others run where a slice is used up. */
	async spend(steps: number): Promise<void> {
		this.left -= steps;
		if (this.left > 0) return;
		this.left = STEPS_PER_SLICE;
		await clock.sleep(0);
	}

	/** Maps a long list, with `steps` for each entry. */
	async map<T, R>(entries: Iterable<T>, steps: (entry: T) => number, work: (entry: T) => R): Promise<R[]> {
		const results: R[] = [];
		for (const entry of entries) {
			results.push(work(entry));
			await this.spend(steps(entry));
		}
		return results;
	}
}
