import { clock } from '../timing/clock';
import { GradientLimit } from './gradientLimit';

/** What a request that failed says about its PBX: it answered, it had too much to do, it is away, or nothing. */
export type Meaning = 'answered' | 'refused' | 'away' | 'nothing';

/** What decides how many requests may be under way: learned, or a number that never changes, to compare with. */
export type Limit = Pick<GradientLimit, 'most' | 'sent' | 'answered' | 'refused' | 'lost'>;

/** The requests of this process to one PBX with one API client: how many are under way, and who waits. */
export class Pace {
	private inFlight = 0;

	/** Lanes in which somebody waits for nothing but room, the next one to be served first. */
	private readonly waiting = new Set<Lane>();

	constructor(private readonly limit: Limit = new GradientLimit()) {}

	/** How many may be under way in all. */
	get most(): number {
		return this.limit.most;
	}

	get hasRoom(): boolean {
		return this.inFlight < this.limit.most;
	}

	enter(): void {
		this.inFlight++;
	}

	leave(): void {
		this.inFlight--;
		while (this.hasRoom && this.serveNext());
	}

	/** Notes whether a lane waits for nothing but room; one that did keeps its place. */
	note(lane: Lane): void {
		if (lane.waitsForRoom) this.waiting.add(lane);
		else this.waiting.delete(lane);
	}

	/** Lets one of the next lane go on, and puts the lane behind the others. Whether there was one. */
	private serveNext(): boolean {
		const [lane] = this.waiting;
		if (!lane) return false;
		this.waiting.delete(lane);
		lane.goOn();
		return true;
	}

	/**
	 * Sends, and learns from what comes of it and how long that took.
	 *
	 * @param kind of the request: only answers of one kind take about the same time.
	 * @param meaningOf what a failure says about the PBX.
	 */
	async measured<T>(kind: string, send: () => Promise<T>, meaningOf: (error: unknown) => Meaning): Promise<T> {
		const { limit, inFlight } = this;
		const sentAt = clock.elapsed();
		limit.sent(sentAt);
		const note = (meaning: Meaning) => {
			const now = clock.elapsed();
			if (meaning === 'answered') limit.answered({ kind, sentAt, inFlight }, now);
			if (meaning === 'refused') limit.refused(sentAt, now);
			if (meaning === 'away') limit.lost(now);
		};
		return await send().then(
			(answer) => {
				note('answered');
				return answer;
			},
			(error: unknown) => {
				note(meaningOf(error));
				throw error;
			},
		);
	}
}

/**
 * The requests of one execution. One of them may always be under way, so that no execution waits for the slow requests of
 * another; more of them as long as the PBX has room, and never more than the execution allows.
 */
export class Lane {
	private inFlight = 0;

	private readonly queue: (() => void)[] = [];

	constructor(
		readonly pace: Pace,
		private readonly most: number,
	) {}

	/** How many pieces of work are worth beginning at a time. */
	get width(): number {
		return Math.min(this.most, this.pace.most);
	}

	get isWaiting(): boolean {
		return this.queue.length > 0;
	}

	/** Whether somebody waits who may go on as soon as the PBX has room. */
	get waitsForRoom(): boolean {
		return this.isWaiting && this.inFlight < this.most;
	}

	/** Does the work as soon as it may be done, in the order of the calls. */
	async run<R>(work: () => Promise<R>): Promise<R> {
		const mayBegin = this.inFlight === 0 || (this.inFlight < this.most && this.pace.hasRoom);
		if (mayBegin && !this.isWaiting) this.begin();
		else {
			await new Promise<void>((resolve) => {
				this.queue.push(resolve);
				this.pace.note(this);
			});
		}
		try {
			return await work();
		} finally {
			this.inFlight--;
			if (this.inFlight === 0) this.goOn();
			this.pace.note(this);
			this.pace.leave();
		}
	}

	/** Lets the next one who waits go on, if there is one. */
	goOn(): void {
		const next = this.queue.shift();
		if (!next) return;
		this.begin();
		next();
		this.pace.note(this);
	}

	private begin(): void {
		this.inFlight++;
		this.pace.enter();
	}
}

/** By fingerprint of the settings. */
export const paces = new Map<string, Pace>();

/** The pace of an API client, the same for all executions of this process. */
export function paceOf(fingerprint: string): Pace {
	const pace = paces.get(fingerprint) ?? new Pace();
	paces.set(fingerprint, pace);
	return pace;
}
