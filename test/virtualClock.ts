import { setTimeout as sleepReally } from 'node:timers/promises';
import { clock } from '../nodes/ThreeCx/timing/clock';

/** So many milliseconds of the clock pass in one real one. */
const SPEED = 100;

interface Sleeper {
	until: number;
	wake: () => void;
}

/**
 * A clock that is a hundred times as fast and moves only while somebody sleeps by it: a process that is held up holds its
 * clock up as well, so that no test depends on the speed of the machine.
 */
class VirtualClock {
	time = Date.now();

	private sleepers: Sleeper[] = [];

	private isRunning = false;

	async sleep(milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => {
			this.sleepers.push({ until: this.time + Math.max(0, milliseconds), wake });
			if (!this.isRunning) void this.run();
		});
	}

	private async run(): Promise<void> {
		this.isRunning = true;
		while (this.sleepers.length > 0) {
			const next = Math.min(...this.sleepers.map(({ until }) => until));
			const step = Math.min(SPEED, next - this.time);
			await sleepReally(step / SPEED);
			this.time += step;
			const due = this.sleepers.filter(({ until }) => until <= this.time);
			this.sleepers = this.sleepers.filter(({ until }) => until > this.time);
			for (const { wake } of due) wake();
		}
		this.isRunning = false;
	}
}

/** Gives the node a fast clock for each test of a file. */
export function useVirtualClock(): void {
	const real = { ...clock };
	beforeEach(() => {
		const virtual = new VirtualClock();
		clock.now = () => virtual.time;
		clock.sleep = async (milliseconds) => {
			await virtual.sleep(milliseconds);
		};
	});
	afterEach(() => {
		Object.assign(clock, real);
	});
}
