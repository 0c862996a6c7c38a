/** The time of the mock PBX, which a test moves instead of waiting. */

/** A span of time; the parts add up. */
export interface Span {
	days?: number;
	hours?: number;
	minutes?: number;
	seconds?: number;
}

export const spanMs = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number =>
	(((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

/** What is due at a time; runs once the clock has got there. */
interface Scheduled {
	at: number;
	order: number;
	run: () => void;
}

/**
 * True time, the time that the PBX believes in (true time and its skew), and what is due when. What is due runs when
 * somebody looks, in the order of its times.
 */
export class Clock {
	private moved = 0;

	/** What comes next is last. */
	private readonly scheduled: Scheduled[] = [];

	private isSorted = true;

	private order = 0;

	private isRunning = false;

	/** `base` is true time without what `advance` adds; `skewMs` is how far the PBX is ahead of it. */
	constructor(
		private readonly base: () => Date,
		private readonly skewMs = 0,
	) {}

	/** True time, as a caller with a right clock has it. */
	callerNow(): Date {
		return new Date(this.base().getTime() + this.moved);
	}

	/** The time that the PBX believes it is. */
	now(): Date {
		return this.toPbx(this.callerNow());
	}

	/** A true time as the PBX writes it down. */
	toPbx(time: Date): Date {
		return new Date(time.getTime() + this.skewMs);
	}

	/** Lets time go by and everything happen that is due then. Throws for a span below zero. */
	advance(span: Span): void {
		const ms = spanMs(span);
		if (ms < 0) throw new Error('Time does not go backward.');
		this.moved += ms;
		this.catchUp();
	}

	/** Has something happen at a true time, once somebody looks at or after it. */
	schedule(at: Date, run: () => void): void {
		this.scheduled.push({ at: at.getTime(), order: (this.order += 1), run });
		this.isSorted = false;
	}

	/** Runs what is due, in the order of its times, and of its scheduling where they are equal. */
	catchUp(): void {
		if (this.isRunning) return;
		this.isRunning = true;
		try {
			for (let next = this.nextDue(); next; next = this.nextDue()) next.run();
		} finally {
			this.isRunning = false;
		}
	}

	private nextDue(): Scheduled | undefined {
		if (!this.isSorted) this.scheduled.sort((left, right) => right.at - left.at || right.order - left.order);
		this.isSorted = true;
		const last = this.scheduled.at(-1);
		return last && last.at <= this.callerNow().getTime() ? this.scheduled.pop() : undefined;
	}
}
