import { clock } from '../../timing/clock';
import type { Source } from '../source';
import type { Occurrence, Watcher } from '../types';
import { beginStates, confirmed, stepStates, type Change, type Snapshot, type StatesState, type Values } from './states';

/** How states are read and told. */
export interface StateRules {
	/** Reads everything that is watched; throws where it gets only a part. `state` is what was known before, if anything. */
	read(now: number, state?: StatesState): Promise<Snapshot>;
	/** What a change is put out as; undefined for one that does not count. */
	occurrence(change: Change): Occurrence | undefined;
	/** How long a change must last, in milliseconds, before it counts; 0 for no second reading. */
	confirmAfter: number;
	/** What a test in the editor shows of a thing; undefined to leave it out. */
	shown(key: string, values: Values): Occurrence | undefined;
}

/** The part of a watcher that compares states. */
export function statesWatcher(source: Source, rules: StateRules): Pick<Watcher<StatesState>, 'begin' | 'advance' | 'latest'> {
	return {
		begin: async () => {
			const now = await source.now();
			return beginStates(await rules.read(now), now);
		},
		advance: async (state, room) => {
			const now = await source.now();
			let snapshot = await rules.read(now, state);
			const isChanged = stepStates(state, snapshot, room).changes.length > 0;
			if (isChanged && rules.confirmAfter > 0) {
				await clock.sleep(rules.confirmAfter);
				snapshot = confirmed(state, snapshot, await rules.read(now, state));
			}
			const { changes, state: after, left } = stepStates(state, snapshot, room);
			const occurrences = changes.flatMap((change) => rules.occurrence(change) ?? []);
			return { occurrences, state: after, isCaughtUp: left === 0 };
		},
		latest: async (count) => {
			const snapshot = await rules.read(await source.now());
			return [...snapshot].flatMap(([key, values]) => rules.shown(key, values) ?? []).slice(0, count);
		},
	};
}
