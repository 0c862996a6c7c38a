import type { Party } from '../../callLog/party';
import { readEntries } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { shortHash } from '../engine/identity';
import { timelineWatcher } from '../engine/readTimeline';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import type { Source } from '../source';
import type { EventType, Watcher } from '../types';
import { isoTime, secondsOf, textOrNull, timeOf } from '../../response/values';

const HOUR = 60 * 60 * 1000;
const WAIT: NumberOption = { name: 'waitSeconds', displayName: 'Longest Wait', fallback: 60, min: 1, max: 86_399 };

/** Seconds as reports take an interval: `'0:01:30'`. */
function intervalText(seconds: number): string {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
	return `${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** The queues to ask about, one request each: live systems differ in what several in one request come to. */
async function queueNumbers(source: Source, named: readonly string[]): Promise<string[]> {
	if (named.length > 0) return [...named];
	const rows = await source.rows({ path: '/Queues', orderBy: 'Number' });
	return rows.map(({ Number: number }) => textOrNull(number)).filter((number) => number !== null);
}

/** Rows have no identity of their own; of equal ones each counts. */
function withOrdinals(rows: readonly Row[]): Row[] {
	const counts = new Map<string, number>();
	return rows.map((row) => {
		const text = [row.QueueDnNumber ?? row.Queue, row.CallerId, row.CallTime].map((part) => textOrNull(part) ?? '').join('|');
		const ordinal = (counts.get(text) ?? 0) + 1;
		counts.set(text, ordinal);
		return { ...row, [IDENTITY]: shortHash(`${text}|${ordinal}`) };
	});
}

/** Where a row's identity is kept; no property of 3CX begins so. */
const IDENTITY = '$identity';

function watch(read: ReadParameter, source: Source): Watcher {
	const queues = readEntries(read('queueNumbers', ''), 'Queues');
	const seconds = readNumber((name, fallback) => (name === 'options' ? { waitSeconds: read('waitSeconds', WAIT.fallback) } : fallback), WAIT);
	const readPeriod = async (from: number, to: number) => {
		const rows: Row[] = [];
		for (const queue of await queueNumbers(source, queues)) {
			rows.push(
				...(await source.rows({
					path: '/ReportBreachesSla/Pbx.GetBreachesSlaData',
					arguments: { queueDnStr: queue, startDt: isoTime(from), endDt: isoTime(to), waitInterval: intervalText(seconds) },
				})),
			);
		}
		return withOrdinals(rows.filter(({ CallTime }) => !Number.isNaN(timeOf(CallTime))));
	};
	const identityOf = (row: Row) => textOrNull(row[IDENTITY]) ?? '';
	const watcher = timelineWatcher(
		source,
		{
			groupOf: identityOf,
			idOf: identityOf,
			startOf: ({ CallTime }) => timeOf(CallTime),
			endOf: ({ CallTime, WaitingTime }) => timeOf(CallTime) + secondsOf(WaitingTime) * 1000,
			settle: 0,
			overlap: 2 * HOUR,
			updates: false,
			accepts: () => true,
			occurrence: ([first]) => {
				const { [IDENTITY]: identity, ...row } = first ?? {};
				return {
					eventId: `sla:${textOrNull(identity) ?? ''}`,
					json: {
						queue: { name: textOrNull(row.Queue), number: textOrNull(row.QueueDnNumber), kind: 'queue' } satisfies Party,
						from: { name: null, number: textOrNull(row.CallerId), kind: 'unknown' } satisfies Party,
						calledAt: isoTime(row.CallTime),
						waitingSeconds: secondsOf(row.WaitingTime),
						longestWaitSeconds: seconds,
					},
					raw: row,
				};
			},
		},
		readPeriod,
	);
	return { selection: { queues, seconds }, room: 500, ...watcher };
}

export const queueSlaBreach: EventType = {
	value: 'queueSlaBreach',
	name: 'Queue SLA Breach',
	description: 'A caller waited in a queue for longer than allowed',
	requirement: 'The API client needs the role System Owner to read queue reports.',
	parameters: [
		{
			displayName: 'Queues',
			name: 'queueNumbers',
			type: 'string',
			default: '',
			placeholder: 'e.g. 800, 801',
			description: 'Queue numbers, separated by commas. Leave empty for all queues.',
		},
		numberProperty(WAIT, 'Seconds a caller may wait'),
	],
	nothingYet: {
		message: 'No caller waited too long in the last 30 days',
		description: 'To see an example, set Longest Wait to 1, let a caller wait in a queue, and test again.',
	},
	watch,
};
