import { Slots } from '../../transport/pool';
import { hasEnded } from './clock';
import { heartbeat, readFrame } from './frames';
import { keyOf, type ParticipantName } from '../../response/participant';
import type { CallSocket, Session, Source } from './source';

const OPEN_TIMEOUT_MS = 15_000;
const HEARTBEAT_MS = 20_000;
/** So many heartbeats without any frame, and the connection counts as dead. */
const MAX_UNANSWERED = 2;
/** Frames can get lost; from time to time all calls are looked at. */
const RECONCILE_MS = 45_000;
/** Frames name a participant and nothing more, so each is read; not more of them at a time than this. */
const MAX_READS = 5;

/** The PBX did not open the socket, though it serves the same list by HTTP: a proxy in between may not let sockets through. */
export class SocketNotOpened extends Error {
	constructor() {
		super("The PBX didn't open the call control connection");
	}
}

/** One connection: reads what its frames name and keeps the order of what is said of one participant. */
class SocketSession {
	private readonly end = new AbortController();
	private readonly slots = new Slots(MAX_READS);
	/** Reads under way, by participant; `again` where the participant changed meanwhile. */
	private readonly reads = new Map<string, { again: boolean }>();
	/** Participants heard of while a snapshot is being read. */
	private heardOf?: Set<string>;
	private unanswered = 0;
	private beats = 0;
	private failure?: Error;

	constructor(
		private readonly session: Session,
		private readonly socket: CallSocket,
	) {}

	/** Runs until the caller's signal aborts; throws when the connection is lost. */
	async run(): Promise<void> {
		const { signal, onUp, after } = this.session;
		const stop = () => this.end.abort();
		signal.addEventListener('abort', stop);
		try {
			await this.opened();
			if (!hasEnded(this.end.signal)) {
				await this.lookAtAll(after);
				if (!hasEnded(this.end.signal)) onUp();
				void this.repeat(HEARTBEAT_MS, () => this.beat()).catch((error: unknown) => this.fail(error));
				await this.repeat(RECONCILE_MS, async () => await this.lookAtAll());
			}
		} catch (error) {
			this.fail(error);
		} finally {
			signal.removeEventListener('abort', stop);
			this.end.abort();
			// A dead peer never confirms: nothing waits for it.
			this.socket.close();
		}
		if (this.failure && !hasEnded(signal)) throw this.failure;
	}

	private fail(error: unknown): void {
		this.failure ??= error instanceof Error ? error : new Error('The call control connection was lost');
		this.end.abort();
	}

	/** Waits for `open`. Node 22 reports a refused connection by `error` alone, without `close`. */
	private async opened(): Promise<void> {
		const state = { isOpen: false };
		const opening = new Promise<void>((resolve) => {
			this.socket.addEventListener('open', () => {
				state.isOpen = true;
				resolve();
			});
			this.end.signal.addEventListener('abort', () => resolve());
		});
		this.socket.addEventListener('message', ({ data }) => this.receive(data));
		this.socket.addEventListener('error', () => this.fail(new Error('The call control connection broke')));
		this.socket.addEventListener('close', () => this.fail(new Error('The PBX closed the call control connection')));
		await Promise.race([opening, this.session.clock.sleep(OPEN_TIMEOUT_MS, this.end.signal)]);
		if (state.isOpen || hasEnded(this.session.signal)) return;
		this.failure = new SocketNotOpened();
		this.end.abort();
	}

	private async repeat(interval: number, work: () => void | Promise<void>): Promise<void> {
		const { clock } = this.session;
		await clock.sleep(interval, this.end.signal);
		while (!hasEnded(this.end.signal)) {
			await work();
			await clock.sleep(interval, this.end.signal);
		}
	}

	private beat(): void {
		if (this.unanswered >= MAX_UNANSWERED) this.fail(new Error('The call control connection is silent'));
		else this.socket.send(heartbeat(++this.beats));
		this.unanswered++;
	}

	private receive(data: unknown): void {
		if (hasEnded(this.end.signal)) return;
		this.unanswered = 0;
		const frame = readFrame(data);
		if (frame.kind === 'other') return;
		const key = keyOf(frame.name);
		this.heardOf?.add(key);
		if (frame.kind === 'removed') {
			// A read that is under way would bring the participant back.
			this.reads.delete(key);
			this.session.observe({ kind: 'gone', participant: frame.name });
		} else if (frame.participant) {
			this.reads.delete(key);
			this.session.observe({ kind: 'participant', participant: frame.participant });
		} else {
			const read = this.reads.get(key);
			if (read) read.again = true;
			else void this.readParticipant(key, frame.name).catch((error: unknown) => this.fail(error));
		}
	}

	/** Reads a participant, once more if it changed while it was read. */
	private async readParticipant(key: string, name: ParticipantName): Promise<void> {
		const { callControl, observe } = this.session;
		const read = { again: true };
		this.reads.set(key, read);
		while (read.again && this.reads.get(key) === read) {
			read.again = false;
			const participant = await this.slots.run(async () => await callControl.readParticipant(name));
			if (hasEnded(this.end.signal) || this.reads.get(key) !== read) return;
			this.heardOf?.add(key);
			observe(participant ? { kind: 'participant', participant } : { kind: 'gone', participant: name });
		}
		this.reads.delete(key);
	}

	/** What was heard of while the snapshot was on its way is newer than the snapshot. */
	private async lookAtAll(after?: Session['after']): Promise<void> {
		const heardOf = new Set(this.reads.keys());
		this.heardOf = heardOf;
		try {
			const participants = await this.session.callControl.readSnapshot();
			if (hasEnded(this.end.signal)) return;
			this.session.observe({ kind: 'snapshot', participants, except: heardOf, ...(after ? { after } : {}) });
		} finally {
			this.heardOf = undefined;
		}
	}
}

/**
 * Hears of calls over the socket of the Call Control API. First the socket, then a look at all calls, so that nothing
 * falls in between.
 */
export const followBySocket: Source = async (session) => {
	const open = await session.callControl.prepareSocket();
	if (!hasEnded(session.signal)) await new SocketSession(session, open()).run();
};
