import type { Row } from '../../transport/pages';
import type { Occurrence } from '../types';

/**
 * The engine for logs that are read by period: rows have a start, an end and an identity, appear late and in parts, and a
 * period is asked for by the start of its rows.
 */

/** What is remembered between polls. Times are milliseconds since 1970 by the clock of the PBX. */
export interface TimelineState {
	/** Only what ended after this is new. */
	since: number;
	/** Where the next reading begins; rows that start earlier are dealt with. */
	from: number;
	/** How far the log was read. */
	until: number;
	/** What was put out and may still be read again: its group, the start of its last row and how many rows it had. */
	done: Record<string, [lastStart: number, size: number]>;
	/** When a group that seems to go on was last seen so: its last row appears a moment after it is over. */
	open: Record<string, number>;
}

/** What is particular about a log. */
export interface TimelineRules {
	/** What belongs together in one item, such as the legs of a call. Short, because it is stored. */
	groupOf(row: Row): string;
	/** Tells rows of a group apart. A row that is read twice counts once; the later reading is kept. */
	idOf(row: Row): string;
	startOf(row: Row): number;
	endOf(row: Row): number;
	/** How long after its last end a group must be quiet before it comes out. */
	settle: number;
	/** The longest time from the start of a group's first row to the moment its last row can be read. */
	overlap: number;
	/** Whether a group that gets further rows later comes out once more. */
	updates: boolean;
	/** Whether a group seems to go on; it comes out later then, but at the latest after `overlap`. */
	isOpen?(rows: readonly Row[]): boolean;
	accepts(rows: readonly Row[]): boolean;
	occurrence(rows: readonly Row[], isUpdate: boolean): Occurrence;
}

/** How far the clock of the PBX may go back before the log starts anew, in milliseconds. */
const CLOCK_TOLERANCE = 60 * 60 * 1000;

/** More than the groups of any window; a bound against a PBX that gives nonsense. */
const MOST_DONE = 50_000;

/** The state of an event that begins now. */
export const beginTimeline = (now: number, overlap: number): TimelineState => ({
	since: now,
	from: now - overlap,
	until: now,
	done: {},
	open: {},
});

interface Group {
	key: string;
	/** Identity of the first row. */
	first: string;
	rows: Row[];
	start: number;
	lastStart: number;
	end: number;
}

function groupRows(rows: readonly Row[], rules: TimelineRules): Group[] {
	const byGroup = new Map<string, Map<string, Row>>();
	for (const row of rows) {
		const key = rules.groupOf(row);
		const members = byGroup.get(key) ?? new Map<string, Row>();
		byGroup.set(key, members.set(rules.idOf(row), row));
	}
	return [...byGroup].map(([key, members]) => {
		const sorted = [...members.values()].sort(
			(a, b) => rules.startOf(a) - rules.startOf(b) || rules.endOf(a) - rules.endOf(b),
		);
		const [firstRow, lastRow] = [sorted[0] ?? {}, sorted.at(-1) ?? {}];
		return {
			key,
			first: rules.idOf(firstRow),
			rows: sorted,
			start: rules.startOf(firstRow),
			lastStart: rules.startOf(lastRow),
			end: sorted.reduce((latest, row) => Math.max(latest, rules.endOf(row)), Number.NEGATIVE_INFINITY),
		};
	});
}

/** The newest entries, where there are more than can be. */
function bounded(done: TimelineState['done']): TimelineState['done'] {
	const entries = Object.entries(done);
	if (entries.length <= MOST_DONE) return done;
	return Object.fromEntries(entries.sort(([, a], [, b]) => b[0] - a[0]).slice(0, MOST_DONE));
}

/**
 * Takes the rows that start between `state.from` and `now`, all of them, and says what is new among them: oldest end
 * first, at most `room`. What finds no room stays for the next time.
 *
 * Everything follows from the state, the rows and the time, so reading the same period again from an older state comes
 * to the same: n8n may forget the state of a poll that put nothing out.
 */
export function stepTimeline(
	rules: TimelineRules,
	state: TimelineState,
	rows: readonly Row[],
	now: number,
	room: number,
): { occurrences: Occurrence[]; state: TimelineState; left: number } {
	if (now < state.until - CLOCK_TOLERANCE) {
		return { occurrences: [], state: beginTimeline(now, rules.overlap), left: 0 };
	}
	const ready: (Group & { isUpdate: boolean })[] = [];
	// What is not settled holds the window open, so that its first rows are still read when the last one comes.
	let hold = now;
	// Also what was not read this time is remembered: a PBX may be restored, or give a report in parts.
	const done: TimelineState['done'] = { ...state.done };
	const open: TimelineState['open'] = {};
	for (const group of groupRows(rows, rules)) {
		const known = state.done[group.key];
		if (known) done[group.key] = [Math.max(known[0], group.lastStart), known[1]];
		if (group.end < state.since) continue;
		if (known && !(rules.updates && group.rows.length > known[1])) continue;
		const isBounded = group.end + rules.overlap > now;
		const seenOpen = isBounded && rules.isOpen?.(group.rows) === true ? now : state.open[group.key];
		const isOpen = seenOpen !== undefined && isBounded && seenOpen + rules.settle >= now;
		if (isOpen) open[group.key] = seenOpen;
		if (group.end + rules.settle > now || isOpen) hold = Math.min(hold, Math.max(group.start, now - 2 * rules.overlap));
		else if (rules.accepts(group.rows)) ready.push({ ...group, isUpdate: known !== undefined });
	}
	ready.sort((a, b) => a.end - b.end || a.start - b.start || (a.first < b.first ? -1 : 1));
	const chosen = ready.slice(0, room);
	for (const { start } of ready.slice(room)) hold = Math.min(hold, start);
	for (const { key, lastStart, rows: members } of chosen) done[key] = [lastStart, members.length];

	const from = Math.max(state.from, Math.min(hold, now - rules.overlap));
	const kept = Object.entries(done).filter(([, [lastStart]]) => lastStart >= from);
	return {
		occurrences: chosen.map((group) => rules.occurrence(group.rows, group.isUpdate)),
		state: { since: state.since, from, until: Math.max(now, state.until), done: bounded(Object.fromEntries(kept)), open },
		left: ready.length - chosen.length,
	};
}
