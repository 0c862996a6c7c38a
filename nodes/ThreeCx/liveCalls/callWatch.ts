import type { Clock } from './sources/clock';
import { nextEnd, track, type CallEvent, type Observation, type TrackerState } from './tracker';

/**
 * Feeds the tracker with what a source sees and hands on what happened, also when a call ends by the mere passing of
 * time.
 */
export class CallWatch {
	private isTimeKept = false;

	private current: TrackerState = new Map();

	constructor(
		private readonly clock: Clock,
		private readonly onEvents: (events: readonly CallEvent[], state: TrackerState) => void,
		private readonly signal: AbortSignal,
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
		const { state, events } = track(this.current, observation, this.clock.now());
		this.current = state;
		if (events.length > 0) this.onEvents(events, state);
		if (!this.isTimeKept && nextEnd(state) !== undefined) void this.keepTime();
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
