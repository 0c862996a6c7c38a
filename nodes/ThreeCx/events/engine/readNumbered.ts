import { dateTimeLiteral } from '../../request/odata';
import type { OutputJson } from '../../response/items';
import { timeOf } from '../../response/values';
import type { Row } from '../../transport/pages';
import type { Source } from '../source';
import type { Watcher } from '../types';
import {
	beginNumbered,
	continuityOf,
	numberOf,
	OVERLAP,
	restartNumbered,
	stepNumbered,
	type Fate,
	type NumberedRules,
	type NumberedState,
} from './numbered';

/** The most rows of a step; more are read in further steps. */
const BATCH = 1000;

/** Numbers in one filter: a URL of about 3 KB. */
const NUMBERS_PER_REQUEST = 100;

/** The rows a test in the editor looks through for some that the filters accept. */
const LOOK_BACK = 500;

/** A log whose rows have a growing number. */
export interface NumberedLog {
	/** What event IDs begin with. */
	name: string;
	path: string;
	/** Properties with the number and the time of a row. */
	key: string;
	timeProperty: string;
	fate(row: Row, now: number): Fate;
	json(row: Row): OutputJson;
}

/** A log with what the engine asks of it. */
type Log = NumberedLog & NumberedRules;

/** The time is part of an event ID, because after a purge or a restored backup numbers may come again. */
function rulesOf(log: NumberedLog): Log {
	const timeOfRow = (row: Row) => timeOf(row[log.timeProperty]) || 0;
	return {
		...log,
		timeOf: timeOfRow,
		occurrence: (row) => ({
			eventId: `${log.name}:${numberOf(row, log)}:${timeOfRow(row).toString(36)}`,
			json: log.json(row),
			raw: row,
		}),
	};
}

async function newestRow({ path, key }: Log, source: Source): Promise<Row | undefined> {
	const [newest] = await source.rows({ path, orderBy: `${key} desc`, limit: 1 });
	return newest;
}

async function rowsByNumber({ path, key }: Log, source: Source, numbers: readonly number[]): Promise<Row[]> {
	const rows: Row[] = [];
	for (let start = 0; start < numbers.length; start += NUMBERS_PER_REQUEST) {
		const some = numbers.slice(start, start + NUMBERS_PER_REQUEST);
		const filter = some.map((number) => `${key} eq ${number}`).join(' or ');
		rows.push(...(await source.rows({ path, filter, orderBy: `${key} asc` })));
	}
	return rows;
}

/** What is read for a step: the rows from the last one on, or after a purge or restore those that are later than all before. */
async function readOn(log: Log, source: Source, state: NumberedState): Promise<{ state: NumberedState; rows: Row[] }> {
	const { path, key, timeProperty } = log;
	const orderBy = `${key} asc`;
	const rows = await source.rows({ path, filter: `${key} gt ${state.last - OVERLAP}`, orderBy, limit: BATCH });
	const continuity = continuityOf(log, state, rows);
	if (continuity === 'same') return { state, rows };
	const newest = await newestRow(log, source);
	const isOnlyShorter = continuity === 'unknown' && (!newest || Number(newest[key]) >= state.last);
	if (isOnlyShorter) return { state, rows };
	const filter = `${timeProperty} gt ${dateTimeLiteral(state.newest)}`;
	const later = await source.rows({ path, filter, orderBy, limit: BATCH });
	return { state: restartNumbered(log, state, later, newest), rows: later };
}

/** The part of a watcher that reads a numbered log. */
export function numberedWatcher(source: Source, numberedLog: NumberedLog): Pick<Watcher<NumberedState>, 'begin' | 'advance' | 'latest'> {
	const log = rulesOf(numberedLog);
	return {
		begin: async () => beginNumbered(log, await newestRow(log, source), await source.now()),
		advance: async (before, room) => {
			const now = await source.now();
			const waiting = await rowsByNumber(log, source, before.waiting);
			const { state, rows } = await readOn(log, source, before);
			const { left, ...step } = stepNumbered(log, state, { rows, waiting }, now, room);
			return { ...step, isCaughtUp: left === 0 && rows.length < BATCH };
		},
		latest: async (count) => {
			const now = await source.now();
			const rows = await source.rows({ path: log.path, orderBy: `${log.key} desc`, limit: LOOK_BACK });
			return rows
				.filter((row) => log.fate(row, now) === 'ready')
				.slice(0, count)
				.map((row) => log.occurrence(row));
		},
	};
}
