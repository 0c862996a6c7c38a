import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { setImmediate as turn, setTimeout as sleepReally } from 'node:timers/promises';
import { clock } from '../nodes/ThreeCx/timing/clock';

/** So many milliseconds of the clock pass in one real one. */
const SPEED = 100;

/** For so many turns of the event loop, nothing is under way before the clock skips a wait. */
const QUIET_TURNS = 20;

const REQUEST_SENT = 'http.client.request.start';

/** HTTP requests of this process that are under way. */
class Requests {
	private count = 0;

	private readonly add = (message: unknown): void => {
		this.count++;
		(message as { request: ClientRequest }).request.once('close', () => this.count--);
	};

	watch(): void {
		subscribe(REQUEST_SENT, this.add);
	}

	unwatch(): void {
		unsubscribe(REQUEST_SENT, this.add);
	}

	/** Whether there is none, and none that begins now. */
	async areOver(): Promise<boolean> {
		for (let count = 0; count < QUIET_TURNS; count++) {
			if (this.count > 0) return false;
			await turn();
		}
		return true;
	}
}

interface Sleeper {
	until: number;
	wake: () => void;
}

/**
 * A clock that is a hundred times as fast and moves only while somebody sleeps by it: a process that is held up holds its
 * clock up as well, so that no test depends on the speed of the machine. Where it is told of requests, it skips waits during
 * which none is under way.
 */
export class VirtualClock {
	time = Date.now();

	private sleepers: Sleeper[] = [];

	private isRunning = false;

	constructor(private readonly requests?: Requests) {}

	/** Resolves after this many milliseconds, or at once when the signal aborts. */
	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted === true) return;
		await new Promise<void>((resolve) => {
			const wake = () => {
				signal?.removeEventListener('abort', abort);
				resolve();
			};
			const sleeper = { until: this.time + Math.max(0, milliseconds), wake };
			const abort = () => {
				this.sleepers = this.sleepers.filter((other) => other !== sleeper);
				wake();
			};
			signal?.addEventListener('abort', abort);
			this.sleepers.push(sleeper);
			if (!this.isRunning) void this.run();
		});
	}

	private async run(): Promise<void> {
		this.isRunning = true;
		while (this.sleepers.length > 0) {
			const isQuiet = (await this.requests?.areOver()) ?? false;
			const next = Math.min(...this.sleepers.map(({ until }) => until));
			const step = Math.min(isQuiet ? Number.POSITIVE_INFINITY : SPEED, next - this.time);
			if (!isQuiet) await sleepReally(step / SPEED);
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
	const requests = new Requests();
	beforeEach(() => {
		requests.watch();
		const virtual = new VirtualClock(requests);
		clock.now = () => virtual.time;
		clock.sleep = async (milliseconds) => {
			await virtual.sleep(milliseconds);
		};
	});
	afterEach(() => {
		Object.assign(clock, real);
		requests.unwatch();
	});
}
