import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../../nodes/ThreeCx/liveCalls/sources/clock';

interface Timer {
	at: number;
	wake: () => void;
}

/** A clock whose time passes only when a test says so, so that hours of outages take no time and depend on no machine. */
export class VirtualClock implements Clock {
	private time = Date.UTC(2026, 10, 2, 8);
	private timers: Timer[] = [];

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
					this.timers = this.timers.filter((other) => other !== timer);
					resolve();
				},
			};
			signal?.addEventListener('abort', timer.wake);
			this.timers.push(timer);
		});
	};

	/** Does something at a time from now. */
	after(milliseconds: number, work: () => void): void {
		void this.sleep(milliseconds).then(work);
	}

	/** Lets time pass, and everything happen that falls into it. */
	async advance(milliseconds: number): Promise<void> {
		const end = this.time + milliseconds;
		for (;;) {
			await turn();
			const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.time = Math.max(this.time, due.at);
			due.wake();
		}
		this.time = end;
		await turn();
	}
}
