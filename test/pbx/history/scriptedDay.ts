/** A day of calls of all kinds, for tests and for `npm run pbx`: 78 calls, from a start on. */
import type { CallPlan, LegPlan, RecordingPlan } from './callPlan';

/** A call, with the time of day at which it starts. */
interface Entry extends Omit<CallPlan, 'at'> {
	time: string;
}

const GRACE = '0012025550123';
const LINUS = '0014155550199';
const STRANGER = '0033155550142';

/** A number of the PBX that may be dialed from outside leads to the extension or queue of the same last digits. */
const didOf = (number: string): string => `5551${number}`;

const isOutside = (number: string): boolean => number.startsWith('00');

function simple(time: string, from: string, to: string, rings: number, talks: number, recording?: RecordingPlan): Entry {
	return { time, did: isOutside(from) ? didOf(to) : undefined, legs: [{ from, to, rings, talks, recording }] };
}

/** A call to a queue: the agents' phones ring one after the other, and the last one answers if anybody talks. */
function queued(time: string, from: string, queue: string, waits: number, talks: number, agents: readonly string[]): Entry {
	const each = Math.floor(waits / agents.length);
	const attempts = agents.map((to, index): LegPlan => {
		const isLast = index === agents.length - 1;
		return { from, to, queue, after: index * each, rings: isLast ? waits - index * each : each, talks: isLast ? talks : 0 };
	});
	return { time, did: didOf(queue), legs: [{ from, to: queue, rings: waits }, ...attempts] };
}

/** What is special: transfers, ring groups, recordings, long calls, the same second, rows that appear late. */
const special: readonly Entry[] = [
	// From the first second of the day on, and three hours long.
	{ time: '00:00:00', did: didOf('100'), legs: [{ from: GRACE, to: '100', rings: 6, talks: 11_400 }] },
	simple('07:45:00', LINUS, '102', 5, 95, { transcriptAfter: 40, transcript: 'Good morning. I have a question.', summary: 'A question', sentiment: 7 }),
	// A long call and a short one within it: the long one ends last.
	simple('09:00:00', '101', STRANGER, 9, 9_000, { fileAfter: 90, transcriptAfter: 900, transcript: 'A long talk.' }),
	simple('09:20:00', LINUS, '100', 4, 60),
	// Two calls in the same second.
	simple('10:15:30', GRACE, '100', 7, 30),
	simple('10:15:30', LINUS, '102', 12, 0),
	// A blind transfer.
	{
		time: '11:05:10',
		did: didOf('100'),
		legs: [
			{ from: STRANGER, to: '100', rings: 6, talks: 25 },
			{ from: STRANGER, to: '101', rings: 8, talks: 240, reason: 'Transferred' },
		],
	},
	// A transfer after a question.
	{
		time: '13:40:00',
		did: didOf('101'),
		legs: [
			{ from: LINUS, to: '101', rings: 5, talks: 70 },
			{ from: '101', to: '102', after: 50, rings: 4, talks: 20, isOwnCall: true },
			{ from: LINUS, to: '102', after: 76, rings: 0, talks: 500, reason: 'Transferred', recording: {} },
		],
	},
	// A ring group, one phone of which picks up.
	{
		time: '14:10:00',
		did: didOf('900'),
		legs: [
			{ from: GRACE, to: '900', rings: 9 },
			{ from: GRACE, to: '101', after: 0, rings: 9 },
			{ from: GRACE, to: '102', after: 0, rings: 9, talks: 130 },
		],
	},
	// Its first leg is in the log long before its second one; then the rows of a call come late.
	{ time: '15:00:00', legs: [{ from: STRANGER, to: '100', rings: 5, talks: 20 }, { from: STRANGER, to: '102', rings: 5, talks: 4_000 }] },
	{ time: '15:30:00', appearsAfter: 180, legs: [{ from: '100', to: GRACE, rings: 5, talks: 45 }] },
	// Over midnight out of the day.
	simple('23:50:00', STRANGER, '101', 8, 1_500, { transcriptAfter: 120 }),
];

const ordinary: readonly Entry[] = [
	simple('07:59:28', '00442071230188', '101', 4, 120),
	queued('08:16:49', '0033155550142', '800', 51, 344, ['102']),
	simple('08:26:36', '004930901820', '100', 15, 0),
	simple('08:36:22', '102', '00442071230188', 10, 0),
	simple('08:37:09', '101', '102', 6, 0),
	simple('08:50:04', '102', '00442071230188', 14, 255),
	queued('08:51:21', '004930901820', '800', 63, 0, ['102']),
	simple('08:52:22', '101', '102', 4, 160),
	simple('09:01:28', '0014155550199', '101', 11, 327),
	simple('09:08:37', '101', '0035315550177', 11, 516),
	simple('09:13:40', '100', '0035315550177', 15, 40),
	simple('09:17:44', '0014155550199', '100', 8, 0),
	simple('09:28:37', '0012025550123', '101', 10, 102),
	queued('09:31:24', '004930901820', '801', 13, 120, ['101', '100', '102']),
	simple('09:35:25', '0033155550142', '100', 12, 703),
	simple('09:38:23', '00442071230188', '102', 12, 89),
	simple('09:42:12', '0035315550177', '100', 15, 0),
	queued('09:44:52', '004930901820', '801', 62, 447, ['101']),
	simple('09:49:54', '100', '102', 6, 65),
	simple('09:53:01', '102', '00442071230188', 23, 100),
	simple('09:57:35', '0033155550142', '100', 15, 296),
	simple('10:10:49', '102', '0014155550199', 13, 163),
	simple('10:15:09', '0033155550142', '102', 5, 0),
	simple('10:17:07', '0035315550177', '101', 15, 175),
	simple('10:28:25', '004930901820', '100', 2, 0),
	simple('10:40:34', '102', '0012025550123', 4, 236),
	simple('11:18:28', '101', '004930901820', 8, 39),
	queued('11:18:48', '004930901820', '800', 37, 218, ['102', '101']),
	simple('11:25:19', '102', '00442071230188', 16, 280),
	simple('11:29:56', '004930901820', '100', 3, 833),
	queued('11:49:47', '0012025550123', '800', 6, 646, ['101', '100', '102']),
	simple('12:06:04', '101', '00442071230188', 10, 658),
	simple('12:08:48', '101', '100', 9, 0),
	simple('12:19:44', '100', '102', 9, 265),
	queued('12:39:32', '0035315550177', '800', 22, 0, ['100']),
	queued('12:44:58', '0012025550123', '801', 20, 457, ['100', '102', '101']),
	simple('12:47:29', '101', '0014155550199', 16, 568),
	simple('12:48:56', '101', '100', 5, 0),
	simple('12:55:44', '0014155550199', '102', 5, 0),
	simple('12:58:29', '0033155550142', '100', 12, 629),
	simple('12:58:46', '0035315550177', '100', 2, 239),
	simple('12:59:13', '0014155550199', '102', 14, 0),
	simple('13:09:32', '101', '100', 12, 44),
	simple('13:10:00', '00442071230188', '100', 11, 388),
	simple('13:36:31', '0033155550142', '101', 4, 657),
	simple('13:57:06', '102', '100', 4, 262),
	queued('14:13:27', '0014155550199', '801', 28, 538, ['101']),
	simple('14:23:59', '102', '0035315550177', 25, 146),
	queued('14:37:19', '0033155550142', '800', 32, 548, ['100', '102', '101']),
	queued('14:44:23', '0014155550199', '801', 26, 0, ['100']),
	queued('14:49:23', '0035315550177', '801', 44, 192, ['101', '100', '102']),
	simple('14:52:17', '0012025550123', '100', 9, 0),
	simple('14:57:19', '100', '0035315550177', 19, 380),
	simple('15:05:15', '101', '100', 12, 0),
	simple('15:11:13', '101', '00442071230188', 5, 161),
	simple('15:23:50', '102', '101', 9, 0),
	queued('15:24:41', '0033155550142', '800', 25, 41, ['100', '102', '101']),
	simple('15:39:54', '00442071230188', '100', 7, 848),
	simple('15:45:44', '101', '0035315550177', 21, 674),
	simple('15:49:36', '004930901820', '102', 3, 0),
	simple('15:59:47', '101', '0033155550142', 13, 0),
	simple('16:08:10', '004930901820', '101', 15, 228),
	simple('16:16:17', '101', '004930901820', 23, 323),
	queued('16:18:54', '0035315550177', '801', 14, 0, ['102', '101']),
	simple('16:23:51', '102', '004930901820', 14, 35),
	simple('16:43:23', '0035315550177', '100', 7, 697),
];

/** The calls of the day that begins at a (true) time, in the order of their starts. */
export function scriptedDay(start: Date): CallPlan[] {
	return [...special, ...ordinary]
		.toSorted((left, right) => (left.time < right.time ? -1 : left.time > right.time ? 1 : 0))
		.map(({ time, ...call }) => {
			const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
			return { ...call, at: new Date(start.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000) };
		});
}
