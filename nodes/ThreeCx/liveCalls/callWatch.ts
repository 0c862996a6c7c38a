import type { Clock } from './sources/clock';
import type { Participant } from '../response/participant';
import { nextEnd, track, type CallEvent, type Observation, type TrackerState } from './tracker';

/** A working connection looks at all calls more often than this. */
const LONG_GAP_MS = 60_000;

/**
 * Feeds the tracker with what a source sees and hands on what happened, also when a call ends by the mere passing of
 * time.
 */
export class CallWatch {
	private isTimeKept = false;
	/** When something was heard of the PBX last. */
	private heardAt = Number.NEGATIVE_INFINITY;

	private current: TrackerState = new Map();

	constructor(
		private readonly clock: Clock,
		private readonly onEvents: (events: readonly CallEvent[], state: TrackerState) => void,
		private readonly signal: AbortSignal,
		private readonly isMachine: (extension: string) => boolean = () => false,
	) {}

	/** The calls that are going on. */
	get state(): TrackerState {
		return this.current;
	}

	/** Takes up the calls of an earlier run. */
	restore(state: TrackerState): void {
		this.current = state;
		if (!this.isTimeKept && nextEnd(state) !== undefined) void this.keepTime();
	}

	/** Takes one observation. */
	observe(observation: Observation): void {
		if (this.signal.aborted) return;
		const now = this.clock.now();
		const { state, events } = track(this.current, this.dated(this.waiting(observation), now), now);
		this.current = state;
		if (events.length > 0) this.onEvents(events, state);
		if (!this.isTimeKept && nextEnd(state) !== undefined) void this.keepTime();
	}

	/** Whoever a machine has taken in still waits for somebody to answer. */
	private waiting(observation: Observation): Observation {
		const rings = (participant: Participant): Participant =>
			participant.status === 'connected' && this.isMachine(participant.extension) ? { ...participant, status: 'ringing' } : participant;
		if (observation.kind === 'participant') return { ...observation, participant: rings(observation.participant) };
		return observation.kind === 'snapshot' ? { ...observation, participants: observation.participants.map(rings) } : observation;
	}

	/** Says of the first look after a gap whether the gap was long. */
	private dated(observation: Observation, now: number): Observation {
		const gap = now - this.heardAt;
		if (observation.kind !== 'time') this.heardAt = now;
		return observation.kind === 'snapshot' && observation.after === 'resumed' ? { ...observation, isLate: gap > LONG_GAP_MS } : observation;
	}

	/** Looks again whenever a call is about to end. */
	private async keepTime(): Promise<void> {
		this.isTimeKept = true;
		for (let end = nextEnd(this.current); end !== undefined && !this.signal.aborted; end = nextEnd(this.current)) {
			await this.clock.sleep(Math.max(1, end - this.clock.now()), this.signal);
			this.observe({ kind: 'time' });
		}
		this.isTimeKept = false;
	}
}
