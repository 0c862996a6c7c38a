import { asText } from '../../input/asText';
import type { Row } from '../../transport/pages';
import type { Occurrence } from '../types';

/** The engine for logs whose rows have a growing number (`Id`), such as recordings, log entries and chat messages. */

/** What is remembered between polls. Times are milliseconds since 1970 by the clock of the PBX. */
export interface NumberedState {
	/** The highest number dealt with, and the time of its row, which tells whether it is still the same row. */
	last: number;
	lastTime: number;
	/** Rows up to this number were there when the event began. */
	floor: number;
	/** The newest time of any row dealt with. */
	newest: number;
	/** Numbers just below the highest that are dealt with: a row may become visible after one with a higher number. */
	done: number[];
	/** Rows that are not complete yet. */
	waiting: number[];
}

/** What to do with a row: put it out, look at it again later, or leave it. */
export type Fate = 'ready' | 'wait' | 'skip';

/** What is particular about a log. */
export interface NumberedRules {
	/** Property with the number. */
	key: string;
	timeOf(row: Row): number;
	fate(row: Row, now: number): Fate;
	occurrence(row: Row): Occurrence;
}

/** What was read for a step. */
export interface NumberedReading {
	/** Rows with a number above `last - OVERLAP`, in the order of their numbers. */
	rows: readonly Row[];
	/** Those of `waiting` that are still there. */
	waiting: readonly Row[];
}

/** How many numbers below the highest are read again. Databases hand numbers out before rows become visible. */
export const OVERLAP = 50;

/** The most rows that are waited for; beyond that the oldest are given up. */
const MOST_WAITING = 2000;

export const numberOf = (row: Row, { key }: Pick<NumberedRules, 'key'>): number => Number(asText(row[key]));

/** The state of an event that begins after a row, the newest there is; or with an empty log. */
export function beginNumbered(rules: NumberedRules, newest: Row | undefined, now: number): NumberedState {
	const last = newest ? numberOf(newest, rules) : 0;
	const time = newest ? rules.timeOf(newest) : now;
	return { last, lastTime: time, floor: last, newest: time, done: [], waiting: [] };
}

/** How a log continues. */
export type Continuity =
	/** The row dealt with last is there, or rows came after it. */
	| 'same'
	/** Another row has its number: the log was purged or the PBX restored. */
	| 'replaced'
	/** It is gone and nothing came after it; only the newest row of all can tell. */
	| 'unknown';

/** Looks whether the log is the one that was read before. */
export function continuityOf(rules: NumberedRules, state: NumberedState, rows: readonly Row[]): Continuity {
	const last = rows.find((row) => numberOf(row, rules) === state.last);
	if (last) return rules.timeOf(last) === state.lastTime ? 'same' : 'replaced';
	return rows.some((row) => numberOf(row, rules) > state.last) ? 'same' : 'unknown';
}

/**
 * The state for a log that was purged or restored: numbers say nothing, so only rows with a later time than any before
 * are new.
 *
 * @param later those rows, in the order of their numbers.
 * @param newest the row with the highest number.
 */
export function restartNumbered(
	rules: NumberedRules,
	state: NumberedState,
	later: readonly Row[],
	newest: Row | undefined,
): NumberedState {
	const [first] = later;
	const floor = first ? numberOf(first, rules) - 1 : newest ? numberOf(newest, rules) : 0;
	return { last: floor, lastTime: newest && !first ? rules.timeOf(newest) : state.newest, floor, newest: state.newest, done: [], waiting: [] };
}

/**
 * Takes the rows that were read and says what is new among them: lowest number first, at most `room`. What finds no room
 * stays for the next time. As pure as `stepTimeline`, for the same reason.
 */
export function stepNumbered(
	rules: NumberedRules,
	state: NumberedState,
	reading: NumberedReading,
	now: number,
	room: number,
): { occurrences: Occurrence[]; state: NumberedState; left: number } {
	const occurrences: Occurrence[] = [];
	const waiting: number[] = [];
	const done = new Set(state.done);
	let { last, lastTime, newest } = state;
	let left = 0;

	for (const row of reading.waiting) {
		const fate = rules.fate(row, now);
		const isLeft = fate === 'ready' && occurrences.length >= room;
		if (isLeft) left++;
		if (fate === 'wait' || isLeft) waiting.push(numberOf(row, rules));
		else if (fate === 'ready') occurrences.push(rules.occurrence(row));
	}
	const waitedFor = new Set(state.waiting);
	const isNew = (number: number) => number > state.floor && !done.has(number) && !waitedFor.has(number);
	for (const row of reading.rows) {
		const number = numberOf(row, rules);
		if (isNew(number)) {
			const fate = rules.fate(row, now);
			if (fate === 'ready' && occurrences.length >= room) {
				left++;
				break;
			}
			if (fate === 'ready') occurrences.push(rules.occurrence(row));
			if (fate === 'wait') waiting.push(number);
			done.add(number);
			newest = Math.max(newest, rules.timeOf(row));
		}
		if (number > last) [last, lastTime] = [number, rules.timeOf(row)];
	}
	return {
		occurrences,
		state: {
			...state,
			last,
			lastTime,
			newest,
			done: [...done].filter((number) => number > last - OVERLAP).sort((a, b) => a - b),
			waiting: [...new Set(waiting)].sort((a, b) => a - b).slice(-MOST_WAITING),
		},
		left,
	};
}
