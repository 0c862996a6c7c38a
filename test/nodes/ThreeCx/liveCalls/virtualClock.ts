import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../../nodes/ThreeCx/liveCalls/sources/clock';

interface Timer {
	at: number;
	wake: () => void;
}

/** A clock whose time passes only when a test says so, so that hours of outages take no time and depend on no machine. */
export class VirtualClock implements Clock {
	private time = Date.UTC(2026, 10, 2, 8);
	/** The sleeps that have not ended, the next one first. */
	private readonly timers: Timer[] = [];

	constructor(readonly random: () => number = () => 0.5) {}

	readonly now = (): number => this.time;

	/** How many sleeps have not ended. */
	get sleeping(): number {
		return this.timers.length;
	}

	readonly sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
		if (signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const timer: Timer = {
				at: this.time + milliseconds,
				wake: () => {
					signal?.removeEventListener('abort', timer.wake);
					this.timers.splice(this.timers.indexOf(timer), 1);
					resolve();
				},
			};
			signal?.addEventListener('abort', timer.wake);
			this.timers.splice(this.placeOf(timer.at), 0, timer);
		});
	};

	/** Behind all that end earlier or at the same time. */
	private placeOf(at: number): number {
		let [low, high] = [0, this.timers.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.timers[middle]?.at ?? at) <= at) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	/** Does something at a time from now. */
	after(milliseconds: number, work: () => void): void {
		void this.sleep(milliseconds).then(work);
	}

	/** Lets time pass, and everything happen that falls into it. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.time + milliseconds;
		for (;;) {
			await turn();
			const due = this.timers[0];
			if (!due || due.at > end) break;
			this.time = Math.max(this.time, due.at);
			due.wake();
		}
		this.time = end;
		await turn();
	}
}
