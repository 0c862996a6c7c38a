import { readWhole, type ReadPeriod } from '../../callLog/readWhole';
import type { Source } from '../source';
import type { Occurrence, Watcher } from '../types';
import { beginTimeline, stepTimeline, type TimelineRules, type TimelineState } from './timeline';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How much of a log is read at a time, after the overlap. */
const SLICE = 12 * HOUR;

/** How far back a test in the editor looks: as far as it must. */
const LOOK_BACK = [2 * HOUR, DAY, 7 * DAY, 30 * DAY];

/** The part of a watcher that reads a log by period. */
export function timelineWatcher(
	source: Source,
	rules: TimelineRules,
	readPeriod: ReadPeriod,
): Pick<Watcher<TimelineState>, 'begin' | 'advance' | 'latest'> {
	return {
		begin: async () => beginTimeline(await source.now(), rules.overlap),
		advance: async (state, room) => {
			const now = await source.now();
			// After a long pause the log is read up to an earlier moment, as if it were that moment; then on from there.
			const horizon = Math.min(now, state.from + rules.overlap + Math.max(SLICE, 2 * rules.overlap));
			const isReset = now < state.from;
			const rows = isReset ? [] : await readWhole(readPeriod, state.from, horizon + MINUTE);
			const { left, ...step } = stepTimeline(rules, state, rows, horizon, room);
			return { ...step, isCaughtUp: horizon === now && left === 0 };
		},
		latest: async (count) => {
			const now = await source.now();
			let found: Occurrence[] = [];
			for (const period of LOOK_BACK) {
				const rows = await readPeriod(now - period, now + MINUTE);
				const state: TimelineState = { since: 0, from: 0, until: 0, done: {}, open: {} };
				const { occurrences } = stepTimeline({ ...rules, settle: 0, isOpen: undefined }, state, rows, now + MINUTE, Number.POSITIVE_INFINITY);
				found = occurrences.reverse().slice(0, count);
				if (found.length === count) break;
			}
			return found;
		},
	};
}
