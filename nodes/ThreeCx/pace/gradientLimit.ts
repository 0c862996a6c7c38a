/** Begins with so many requests, and never goes below that because answers take longer: five are few for any PBX. */
export const FEWEST = 5;
/** The most that a PBX gets from one process at a time, besides the first request of each execution. */
export const MOST = 50;

/** Answers that take up to this many times as long as the quickest ones are no sign of a queue. */
const STILL_AS_QUICK = 1.2;
const GROWTH_AT_START = 1.6;
const FEWEST_ANSWERS = 10;
/** How much of a round goes into the time that answers are known to take. */
const LEARNING = 0.2;
/** Answers that take up to this many times as long as known have not queued up. */
const NO_QUEUE = 1.1;
/** How long a queue at the PBX may be, as a share of the root of the limit: it covers the way to the PBX and back. */
const QUEUE = 0.75;
/** An answer counts as at most so many times as late as those that do not queue up. */
const MOST_LATE = 4;
/** After so long without a request, or after a refusal, nothing of what was learned holds any more. */
const FORGET_AFTER_MS = 60_000;
const MOST_KINDS = 100;

/** One request that was answered. */
export interface Answered {
	/** What it asked for: only answers of one kind take about the same time. */
	kind: string;
	/** When it was sent, in milliseconds by the clock of `now`. */
	sentAt: number;
	/** How many were under way then, itself included. */
	inFlight: number;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * How many requests a PBX takes at a time without making them wait, learned from its answers: more while they come as quickly
 * as ever, fewer where they queue up or the PBX refuses. Pure: time comes in with every call, in milliseconds.
 *
 * Source: Netflix concurrency-limits, GradientLimit (limit = limit × quickest/typical time + √limit, where the root is the
 * queue that it allows itself); growth by half until the first queue, and a new start after an idle time, as TCP's slow
 * start (RFC 5681, sections 3.1 and 4.1); half after a refusal, as its congestion avoidance. A round takes the answers to
 * requests that were sent under the present limit.
 */
export class GradientLimit {
	private limit = FEWEST;

	private isStarting = true;

	private roundBegan = Number.NEGATIVE_INFINITY;

	private lastSent = Number.NEGATIVE_INFINITY;

	/** How long the answers of a round took, by kind. */
	private times = new Map<string, number[]>();

	private answers = 0;

	/** How many of them were sent while at least half of what may be under way was. */
	private full = 0;

	/** How long answers take that do not queue up, by kind. */
	private readonly quickest = new Map<string, number>();

	/** How many times as long as that the last round took. */
	private load = 1;

	/** A PBX that refused is not brought to it again before this time. */
	private held = { limit: MOST, until: Number.NEGATIVE_INFINITY };

	/** How many requests may be under way. */
	get most(): number {
		return Math.floor(this.limit);
	}

	/** Notes that a request is sent. */
	sent(now: number): void {
		if (now - this.lastSent > FORGET_AFTER_MS) this.restart(now);
		this.lastSent = now;
	}

	/** Notes that an answer arrived. */
	answered({ kind, sentAt, inFlight }: Answered, now: number): void {
		if (sentAt < this.roundBegan) return;
		const times = this.times.get(kind) ?? [];
		times.push(now - sentAt);
		this.times.set(kind, times);
		this.answers++;
		if (2 * inFlight >= this.most) this.full++;
		if (this.answers >= Math.max(FEWEST_ANSWERS, this.limit)) this.endRound(now);
	}

	/** Notes that the PBX refused a request as too much (429). Once a round: others under way met the same. */
	refused(sentAt: number, now: number): void {
		if (sentAt < this.roundBegan) return;
		this.held = { limit: Math.max(1, this.most - 1), until: now + FORGET_AFTER_MS };
		this.isStarting = false;
		this.setLimit(this.limit / 2, now);
	}

	/** Notes that the PBX is away: once it is back, it is to begin with few. */
	lost(now: number): void {
		this.isStarting = true;
		this.setLimit(Math.min(this.limit, FEWEST), now);
	}

	private restart(now: number): void {
		this.quickest.clear();
		this.load = 1;
		this.isStarting = true;
		this.setLimit(FEWEST, now);
	}

	private setLimit(limit: number, now: number): void {
		const most = now < this.held.until ? this.held.limit : MOST;
		this.limit = Math.max(1, Math.min(limit, most));
		this.roundBegan = now;
		this.times = new Map();
		this.answers = 0;
		this.full = 0;
	}

	/** How many times as long as the quickest ones the answers of a round took, by its most frequent kind. */
	private loadOfRound(): number {
		const [[kind, times] = ['', []]] = [...this.times].sort(([, a], [, b]) => b.length - a.length);
		// A kind that is new is measured under the load of the moment.
		const known = this.quickest.get(kind) ?? sum(times) / times.length / this.load;
		// An average, because half of a round may not have met the queue yet; one very late answer does not make it.
		const typical = sum(times.map((time) => Math.min(time, MOST_LATE * known))) / times.length;
		const load = known > 0 ? typical / known : 1;
		// An average where there is no queue: the least of many rounds would be chance.
		const share = load < 1 / NO_QUEUE ? 1 : load <= NO_QUEUE ? LEARNING : 0;
		if (!this.quickest.has(kind) && this.quickest.size === MOST_KINDS) this.quickest.clear();
		this.quickest.set(kind, known + share * (typical - known));
		return Math.max(1, load);
	}

	private endRound(now: number): void {
		const isFull = 2 * this.full >= this.answers;
		this.load = this.loadOfRound();
		// Where few requests are to be sent, nothing is learned about many.
		if (!isFull) {
			this.setLimit(this.limit, now);
			return;
		}
		this.isStarting &&= this.load <= STILL_AS_QUICK;
		const next = this.isStarting ? this.limit * GROWTH_AT_START : this.limit * Math.max(0.5, 1 / this.load) + QUEUE * Math.sqrt(this.limit);
		this.setLimit(Math.max(next, Math.min(this.limit, FEWEST)), now);
	}
}
