import { shortHash } from './identity';

/** The engine for states: what is read is compared with what was seen before, and every difference is an event. */

/** The values of one thing that are watched. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Everything that is watched, by a key that stays. */
export type Snapshot = ReadonlyMap<string, Values>;

/** What is remembered between polls. */
export interface StatesState {
	/** When watching began; tells the changes of one watch from those of the next. */
	epoch: number;
	/** By key: how many changes there were, and the values after the last one. */
	things: Record<string, { changes: number; values: Values }>;
}

/** A difference of one thing. */
export interface Change {
	key: string;
	/** Identifies the change: the same if it is found again from the same state. */
	id: string;
	before: Values;
	after: Values;
	/** Names of the values that differ. */
	changed: string[];
}

/** The state of an event that begins with what is there now. */
export function beginStates(snapshot: Snapshot, now: number): StatesState {
	return { epoch: now, things: Object.fromEntries([...snapshot].map(([key, values]) => [key, { changes: 0, values }])) };
}

const changedNames = (before: Values, after: Values) =>
	Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));

/** A snapshot in which only what two readings agree on is new; what differs keeps the values known before. */
export function confirmed(state: StatesState, first: Snapshot, second: Snapshot): Snapshot {
	return new Map(
		[...second].map(([key, values]) => {
			const isStable = changedNames(first.get(key) ?? {}, values).length === 0;
			return [key, isStable ? values : (state.things[key]?.values ?? values)];
		}),
	);
}

/**
 * Compares a complete snapshot with the state. Things that are new or gone are no changes. At most `room` changes are
 * taken; the others keep their old values and are found again.
 */
export function stepStates(state: StatesState, snapshot: Snapshot, room: number): { changes: Change[]; state: StatesState; left: number } {
	const changes: Change[] = [];
	let left = 0;
	const things: StatesState['things'] = {};
	for (const [key, values] of snapshot) {
		const known = state.things[key];
		const changed = known ? changedNames(known.values, values) : [];
		if (!known || changed.length === 0) {
			things[key] = { changes: known?.changes ?? 0, values };
		} else if (changes.length >= room) {
			left++;
			things[key] = known;
		} else {
			const count = known.changes + 1;
			const id = `${key}:${state.epoch.toString(36)}-${count}-${shortHash(JSON.stringify(values)).slice(0, 6)}`;
			changes.push({ key, id, before: known.values, after: values, changed });
			things[key] = { changes: count, values };
		}
	}
	return { changes, state: { epoch: state.epoch, things }, left };
}
