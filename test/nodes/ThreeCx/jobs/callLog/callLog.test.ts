import { callOf } from '../../../../../nodes/ThreeCx/callLog/call';
import { csvOf } from '../../../../../nodes/ThreeCx/jobs/callLog/csv';
import { summaryOf } from '../../../../../nodes/ThreeCx/jobs/callLog/summary';
import { daysOf } from '../../../../../nodes/ThreeCx/jobs/common/period';
import { setUp } from '../../../../engine/setUp';
import { runNode } from '../../../../engine/threeCx';
import type { CallPlan, PbxOptions } from '../../../../pbx';
import { runJob } from '../runJob';

const LINUS = '0014155550199';
const DAY = 24 * 60 * 60 * 1000;

/** Midday of a day long past, by which no clock of a machine matters. */
const NOW = new Date('2026-03-10T12:00:00Z');
const at = (text: string) => new Date(`2026-03-${text}Z`);

const calls: CallPlan[] = [
	{ at: at('02T10:00:00'), legs: [{ from: LINUS, to: '100', rings: 5, talks: 60 }] },
	{
		at: at('02T11:00:00'),
		legs: [
			{ from: LINUS, to: '800', rings: 45 },
			{ from: LINUS, to: '101', after: 5, rings: 20, queue: '800' },
			{ from: LINUS, to: '102', after: 25, rings: 20, talks: 100, queue: '800' },
		],
	},
	{ at: at('02T12:00:00'), legs: [{ from: LINUS, to: '100', rings: 30 }] },
	{ at: at('02T13:00:00'), legs: [{ from: '101', to: LINUS, rings: 3, talks: 10 }] },
	{ at: at('02T14:00:00'), legs: [{ from: '101', to: '102', rings: 2, talks: 20 }] },
	// Begins before midnight and is transferred after it.
	{
		at: at('02T23:59:30'),
		legs: [
			{ from: LINUS, to: '100', rings: 5, talks: 40 },
			{ from: LINUS, to: '102', rings: 5, talks: 50, reason: 'Transferred' },
		],
	},
	{ at: at('03T09:00:00'), legs: [{ from: LINUS, to: '100', talks: 7 }] },
];

const setting = (others: PbxOptions = {}): PbxOptions => ({ now: NOW, calls, rows: { ActiveCalls: [] }, ...others });
const CUSTOM = { period: 'custom', periodStart: '2026-03-02T00:00:00Z', periodEnd: '2026-03-03T00:00:00Z' };
const exportCalls = (others: object = {}) => ({ resource: 'callLog', operation: 'exportCalls', ...CUSTOM, ...others });
const summarize = (others: object = {}) => ({ resource: 'callLog', operation: 'summarizeDay', day: 'date', dayDate: '2026-03-02T10:00:00Z', ...others });

describe('Export Calls', () => {
	it('puts out the calls that began in a period, whole, each once, in order', async () => {
		const { rows, writes, error } = await runJob(exportCalls(), setting());
		expect(error).toBeUndefined();
		expect(rows.map(({ startedAt, answered, legs }) => [startedAt, answered, (legs as unknown[]).length])).toEqual([
			['2026-03-02T10:00:00.000Z', true, 1],
			['2026-03-02T11:00:00.000Z', true, 3],
			['2026-03-02T12:00:00.000Z', false, 1],
			['2026-03-02T13:00:00.000Z', true, 1],
			['2026-03-02T14:00:00.000Z', true, 1],
			['2026-03-02T23:59:30.000Z', true, 2],
		]);
		expect(writes).toEqual([]);
	});

	it('leaves a call that goes on over midnight to the day in which it began', async () => {
		const days = ['02', '03', '04'].map((day) => `2026-03-${day}T00:00:00Z`);
		const exported = [];
		for (const [index, periodStart] of days.slice(0, 2).entries()) {
			const { rows } = await runJob(exportCalls({ periodStart, periodEnd: days[index + 1] }), setting());
			exported.push(rows);
		}
		expect(exported.map(({ length }) => length)).toEqual([6, 1]);
		const { rows: both } = await runJob(exportCalls({ periodEnd: days[2] }), setting());
		expect(both).toEqual(exported.flat());
	});

	it('reads day by day', async () => {
		const { sent } = await runJob(exportCalls({ periodEnd: '2026-03-05T00:00:00Z' }), setting());
		const windows = sent.flatMap(({ path }) => /periodFrom=([^,]+),periodTo=([^,]+)/.exec(path)?.slice(1, 3) ?? []);
		const times = windows.map((text) => Date.parse(text));
		// Four hours before and after, and days that follow each other without a gap.
		expect(times[0]).toBe(Date.parse('2026-03-01T20:00:00Z'));
		expect(times.at(-1)).toBe(Date.parse('2026-03-05T04:00:00Z'));
		for (let index = 0; index < times.length; index += 2) expect(Number(times[index + 1]) - Number(times[index])).toBeLessThanOrEqual(DAY);
		for (let index = 1; index < times.length - 1; index += 2) expect(times[index]).toBe(times[index + 1]);
	});

	it('puts out legs that began in the period', async () => {
		const { rows } = await runJob(exportCalls({ callOutput: 'legs' }), setting());
		expect(rows).toHaveLength(8);
		expect(rows[2]).toMatchObject({ direction: 'inbound', answered: false, ringingSeconds: 20, to: { number: '101' } });
		expect(new Set(rows.map(({ legId }) => legId)).size).toBe(8);
		expect(rows[1]?.callId).toBe(rows[3]?.callId);
	});

	it('puts out one file', async () => {
		const { engine, credential } = await setUp(setting());
		const execution = await runNode(engine, { parameters: exportCalls({ csvFile: true }), credential });
		const output = execution.data.resultData.runData['3CX']?.[0]?.data?.main?.[0] ?? [];
		expect(output).toHaveLength(1);
		const [item] = output;
		expect(item?.json).toMatchObject({ rows: 6, fileName: 'calls-2026-03-02.csv', mimeType: 'text/csv' });
		const text = Buffer.from(item?.binary?.data?.data ?? '', 'base64').toString();
		const lines = text.split('\r\n');
		expect(lines).toHaveLength(8);
		expect(lines[0]).toMatch(/^callId,direction,answered,startedAt,.*fromName,fromNumber,/);
		expect(lines[1]).toContain(`inbound,true,2026-03-02T10:00:00.000Z,2026-03-02T10:00:05.000Z,2026-03-02T10:01:05.000Z,65,60,`);
	});

	it('puts the file into the field that is named', async () => {
		const { engine, credential } = await setUp(setting());
		const parameters = exportCalls({ csvFile: true, options: { binaryPropertyName: 'report' } });
		const execution = await runNode(engine, { parameters, credential });
		const [item] = execution.data.resultData.runData['3CX']?.[0]?.data?.main?.[0] ?? [];
		expect(Object.keys(item?.binary ?? {})).toEqual(['report']);
		expect(item?.binary?.report?.fileName).toBe('calls-2026-03-02.csv');
	});

	it('puts nothing out where a day can not be read', async () => {
		const faults = [{ url: /ReportCallLogData/, after: 1, answer: { status: 403 } }];
		const { error, rows } = await runJob(exportCalls(), { ...setting(), faults });
		expect(rows).toEqual([]);
		expect(error?.message).toContain('The API client isn\'t allowed to use "Get Call Log" (HTTP 403)');
		expect(error?.description).toContain('System Owner');
	});

	it.each<[string, object, string, string]>([
		['no start', { periodStart: '={{ $json.nothing }}' }, 'Start must be a date and time', 'Enter one such as 2026-03-01T00:00:00.'],
		['an end before the start', { periodEnd: '2026-03-01T00:00:00Z' }, 'Start must be before End', 'Correct Start or End.'],
		['years', { periodStart: '2024-01-01T00:00:00Z' }, 'The period has more than 366 days', 'Choose a shorter one, and run the node once for each.'],
		['another period', { period: 'ever' }, 'Period must be one of Today, Yesterday, Last 7 Days, This Month, Last Month, Custom', 'Choose from the list.'],
	])('refuses %s', async (_name, others, message, description) => {
		const { error, sent } = await runJob(exportCalls(others), setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(`${description} Nothing was sent to the PBX.`);
		expect(sent).toEqual([]);
	});
});

describe('Summarize Day', () => {
	it('counts calls, waits and talk time, also per extension and queue', async () => {
		const { rows, error } = await runJob(summarize(), setting());
		expect(error).toBeUndefined();
		expect(rows).toHaveLength(1);
		const { extensions, queues, ...totals } = rows[0] as { extensions: { number: string }[]; queues: object[] };
		expect(totals).toMatchObject({ calls: 6, inbound: 4, outbound: 1, internal: 1, answered: 3, missed: 1, longestWaitSeconds: 45 });
		expect(totals).toMatchObject({ averageWaitSeconds: (5 + 45 + 30 + 5) / 4, talkingSeconds: 60 + 100 + 10 + 20 + 40 + 50 });
		expect(queues).toEqual([
			{ number: '800', name: expect.any(String) as string, calls: 1, answered: 1, missed: 0, longestWaitSeconds: 45, talkingSeconds: 100 },
		]);
		expect(extensions).toEqual([
			expect.objectContaining({ number: '100', rang: 3, answered: 2, missed: 1, made: 0, talkingSeconds: 100 }),
			expect.objectContaining({ number: '101', rang: 1, answered: 0, missed: 0, made: 2, talkingSeconds: 30 }),
			expect.objectContaining({ number: '102', rang: 3, answered: 3, missed: 0, made: 0, talkingSeconds: 170 }),
		]);
	});

	it('has zeros for a day without calls', async () => {
		const { rows } = await runJob(summarize({ dayDate: '2026-03-05' }), setting());
		expect(rows[0]).toMatchObject({ calls: 0, missed: 0, longestWaitSeconds: 0, averageWaitSeconds: 0, extensions: [], queues: [] });
	});

	it('takes the day of the workflow\'s zone', async () => {
		const { rows } = await runJob(summarize({ day: 'yesterday' }), setting());
		expect(Date.parse(String(rows[0]?.to)) - Date.parse(String(rows[0]?.from))).toBeGreaterThanOrEqual(DAY - 3_600_000);
		expect(Date.parse(String(rows[0]?.to))).toBeLessThanOrEqual(Date.now());
	});

	it.each<[string, object, string]>([
		['no date', { dayDate: '={{ $json.nothing }}' }, 'Date is empty'],
		['a date that is none', { dayDate: 'soon' }, 'Date must be a date and time'],
	])('refuses %s', async (_name, others, message) => {
		const { error, sent } = await runJob(summarize(others), setting());
		expect(error?.message).toBe(message);
		expect(sent).toEqual([]);
	});

	it('lets a caller who gives up in a queue count as missed there', () => {
		const row = (to: string, DestinationType: number, RingingDuration: string, others: object = {}) => ({
			MainCallHistoryId: 'one',
			CdrId: to,
			StartTime: '2026-03-02T10:00:00Z',
			Direction: 'Inbound Queue',
			DestinationDn: to,
			DestinationType,
			RingingDuration,
			Answered: false,
			...others,
		});
		const call = callOf([row('800', 4, 'PT50S'), row('100', 0, 'PT20S', { CallType: 'Extension' })]);
		expect(summaryOf([call])).toMatchObject({
			missed: 1,
			longestWaitSeconds: 50,
			queues: [{ number: '800', calls: 1, answered: 0, missed: 1, longestWaitSeconds: 50 }],
			extensions: [{ number: '100', rang: 1, missed: 1 }],
		});
	});
});

describe('days of a span', () => {
	it.each([
		['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', [23, 24]],
		['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z', [25, 24]],
		['UTC', '2026-03-01T06:00:00Z', '2026-03-02T12:00:00Z', [18, 12]],
	])('of %s from %s to %s', (timeZone, from, to, hours) => {
		const days = daysOf({ from: Date.parse(from), to: Date.parse(to) }, timeZone);
		expect(days.map((day) => (day.to - day.from) / 3_600_000)).toEqual(hours);
	});
});

describe('CSV', () => {
	it('quotes what needs it, and lets no cell be a formula', async () => {
		const rows = [
			{ name: 'Byron, Ada "A."', number: '+4930123' },
			{ name: '=HYPERLINK("http://x")', number: '-1' },
			{ name: '+cmd|x', number: ['1', '2'] },
			{ name: null },
		];
		expect(await csvOf(rows, ['name', 'number', 'from.name'])).toBe(
			'name,number,fromName\r\n"Byron, Ada ""A.""",+4930123,\r\n"\'=HYPERLINK(""http://x"")",-1,\r\n\'+cmd|x,1 2,\r\n,,\r\n',
		);
	});
});
