/** Begins with so many requests, and never goes below that because answers take longer: five are few for any PBX. */
export const FEWEST = 5;
/** The most that a PBX gets from one process at a time, besides the first request of each execution. */
export const MOST = 50;

/**
 * Answers that take up to this many times as long as the quickest ones are no sign of a queue: more of them arrive in
 * bursts, of which this process and the PBX take one at a time.
 */
const stillAsQuick = (limit: number) => 1 + Math.min(0.25, Math.max(0.15, limit / 80));
/** Of answers that take up to this many times as long, none has queued up. */
const NO_QUEUE = 1.1;
/** With the above, less than twice what the PBX takes. */
const GROWTH_AT_START = 1.5;
const FEWEST_ANSWERS = 10;
/** Answers that come first are left out: they wait for connections and for caches to fill. */
const WARM_UP = FEWEST;
/** How much of a round goes into the time that answers are known to take: at the start, after a look, at the least limit. */
const LEARNING = { atStart: 0.5, afterLook: 0.5, atLeast: 0.2 };
/** After so many rounds, and first after 4, 8 and 16, one at half the limit shows how long answers take without a queue. */
const LOOK_EVERY = 32;
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

/** How long a queue at the PBX may be, which keeps it busy while answers are on their way, also where they come in bursts. */
const queueOf = (limit: number) => Math.max(0.6 * Math.sqrt(limit), limit / 3 - 1.5);

const isLookDue = (rounds: number) => rounds % LOOK_EVERY === 0 || [4, 8, 16].includes(rounds);

/**
 * How many requests a PBX takes at a time without making them wait, learned from its answers: more while they come as quickly
 * as ever, fewer where they queue up or the PBX refuses. Pure: time comes in with every call, in milliseconds.
 *
 * Source: Netflix concurrency-limits, GradientLimit: limit × quickest/typical time + a queue that is allowed, with a look at
 * times without load every now and then. Growth in proportion until the first queue, a new start after an idle
 * time, and half after a refusal are TCP's (RFC 5681, sections 3.1 and 4.1). A round takes the answers to requests that were
 * sent under the present limit.
 */
export class GradientLimit {
	private limit = FEWEST;

	private isStarting = true;

	private roundBegan = Number.NEGATIVE_INFINITY;

	private lastSent = Number.NEGATIVE_INFINITY;

	/** How long the answers of a round took, by kind. */
	private times = new Map<string, number[]>();

	private answers = 0;

	private left = WARM_UP;

	/** Rounds so far in which enough was sent. */
	private rounds = 0;

	/** The limit to come back to after a round at half of it. */
	private before?: number;

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
		if (this.left > 0) {
			this.left--;
			return;
		}
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
		this.before = undefined;
		this.setLimit(this.limit / 2, now);
	}

	/** Notes that the PBX is away: once it is back, it is to begin with few. */
	lost(now: number): void {
		this.isStarting = true;
		this.before = undefined;
		this.setLimit(Math.min(this.limit, FEWEST), now);
	}

	private restart(now: number): void {
		this.quickest.clear();
		this.load = 1;
		this.left = WARM_UP;
		this.lost(now);
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

	/** The most frequent kind of a round, how long its answers took, and how many times as long as known that is. */
	private measure(): { kind: string; typical: number; known: number; load: number } {
		const [[kind, times] = ['', []]] = [...this.times].sort(([, a], [, b]) => b.length - a.length);
		// A kind that is new is measured under the load of the moment.
		const known = this.quickest.get(kind) ?? sum(times) / times.length / this.load;
		// An average, because half of a round may not have met the queue yet; one very late answer does not make it.
		const typical = sum(times.map((time) => Math.min(time, MOST_LATE * known))) / times.length;
		return { kind, typical, known, load: known > 0 ? typical / known : 1 };
	}

	private learn(kind: string, quickest: number): void {
		if (!this.quickest.has(kind) && this.quickest.size === MOST_KINDS) this.quickest.clear();
		this.quickest.set(kind, quickest);
	}

	private endRound(now: number): void {
		const isFull = 2 * this.full >= this.answers;
		const { kind, typical, known, load } = this.measure();
		const isLook = isFull && this.before !== undefined;
		if (isFull) this.isStarting &&= load <= stillAsQuick(this.limit);
		const share = isLook ? LEARNING.afterLook : this.isStarting ? LEARNING.atStart : this.limit <= FEWEST ? LEARNING.atLeast : 0;
		this.learn(kind, known + share * (typical - known));
		this.load = Math.max(1, load);
		this.setLimit(this.nextLimit(isFull), now);
	}

	private nextLimit(isFull: boolean): number {
		// Where few requests are to be sent, nothing is learned about many.
		if (!isFull) return this.limit;
		if (this.before !== undefined) {
			const { before } = this;
			this.before = undefined;
			return before;
		}
		const aimed = this.limit * Math.max(0.5, 1 / this.load) + queueOf(this.limit);
		const next = this.isStarting ? this.limit * GROWTH_AT_START : Math.max(aimed, Math.min(this.limit, FEWEST));
		this.rounds++;
		// Where answers come as quickly as ever, there is no queue to look behind.
		if (!isLookDue(this.rounds) || this.load <= NO_QUEUE || next < FEWEST + 1) return next;
		this.before = next;
		return Math.max(FEWEST, next / 2);
	}
}
