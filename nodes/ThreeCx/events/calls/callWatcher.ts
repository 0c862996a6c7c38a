import type { INodeProperties } from 'n8n-workflow';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { shortHash } from '../engine/identity';
import { timelineWatcher } from '../engine/readTimeline';
import type { TimelineRules } from '../engine/timeline';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import type { Source } from '../source';
import type { Watcher } from '../types';
import { isoTime, textOrNull, timeOf } from '../../response/values';
import { directionOf, endOf, legIdOf } from '../../callLog/call';

const HOUR = 60 * 60 * 1000;

/** The most calls for one execution. */
const ROOM = 500;

const SETTLE: NumberOption = { name: 'settleSeconds', displayName: 'Settle Time', fallback: 90, min: 0, max: 3600 };
const LONGEST: NumberOption = { name: 'longestCallHours', displayName: 'Longest Call', fallback: 4, min: 0.5, max: 24 };

/** Options of every event about calls. */
export const callOptions: INodeProperties[] = [
	numberProperty(LONGEST, 'Hours that your longest calls last. The call log is read again for this time, because a call appears in it only after it ends.'),
	numberProperty(SETTLE, 'Seconds to wait after a call for more legs, such as a transfer'),
];

/** The whole call log of a period. What isn't named here has the catalog's default: all calls. */
async function readCallLog(source: Source, from: number, to: number): Promise<Row[]> {
	return await source.rows({
		path: '/ReportCallLogData/Pbx.GetCallLogData',
		arguments: { periodFrom: isoTime(from), periodTo: isoTime(to), hidePcalls: false },
	});
}

/**
 * Tells which calls from outside seem to go on: their caller is in a call now. While a caller waits in a queue or talks to
 * somebody else after a transfer, the log may have earlier legs only. Who calls again at once comes a little later.
 */
async function readOpenCalls(source: Source): Promise<(rows: readonly Row[]) => boolean> {
	const calls = await source.rows({ path: '/ActiveCalls' });
	const parties = calls.map(({ Caller, Callee }) => `${textOrNull(Caller) ?? ''} ${textOrNull(Callee) ?? ''}`);
	const numbers = new Set(parties.flatMap((text) => text.match(/\+?\d{6,}/g) ?? []));
	return (rows) => {
		const [first] = rows;
		return first !== undefined && directionOf(first) === 'inbound' && numbers.has(textOrNull(first.SourceCallerId) ?? '');
	};
}

/** What an event about calls makes of the rows of the call log. */
export interface CallRules extends Pick<TimelineRules, 'updates' | 'accepts' | 'occurrence'> {
	/** What an item is about: a call, or a leg of one. */
	subjectOf: (row: Row) => string;
	selection: unknown;
}

/** Watches the call log. */
export function callWatcher(read: ReadParameter, source: Source, { subjectOf, selection, ...rules }: CallRules): Watcher {
	let isOpen: (rows: readonly Row[]) => boolean = () => false;
	const timeline: TimelineRules = {
		...rules,
		groupOf: (row) => shortHash(subjectOf(row)),
		idOf: legIdOf,
		startOf: (row) => timeOf(row.StartTime),
		endOf,
		isOpen: (rows) => isOpen(rows),
		settle: readNumber(read, SETTLE) * 1000,
		overlap: readNumber(read, LONGEST) * HOUR,
	};
	const watcher = timelineWatcher(source, timeline, async (from, to) => {
		const rows = await readCallLog(source, from, to);
		if (rows.length > 0) isOpen = await readOpenCalls(source);
		return rows.filter((row) => !Number.isNaN(timeOf(row.StartTime)));
	});
	return { selection, room: ROOM, ...watcher };
}
