import { apiOperations, newestMark, Release } from '../data/release';
import type { CallPlan } from '../history/callPlan';
import { checkProperties } from '../odata/body';
import { usePbx } from '../setUp';

const at = (time: string) => new Date(`2026-03-${time}Z`);

const GRACE = '0012025550123';
const LINUS = '0014155550199';

const calls: CallPlan[] = [
	{ at: at('01T08:00:00'), legs: [{ from: '100', to: GRACE, rings: 6, talks: 252 }] },
	{
		at: at('02T09:00:00'),
		did: '5551800',
		legs: [
			{ from: LINUS, to: '800', rings: 18 },
			{ from: LINUS, to: '101', queue: '800', after: 2, rings: 5 },
			{ from: LINUS, to: '100', queue: '800', after: 8, rings: 10, talks: 181 },
		],
	},
	{ at: at('02T10:00:00'), did: '5551801', legs: [{ from: GRACE, to: '801', rings: 95 }] },
	{ at: at('02T11:30:00'), legs: [{ from: '101', to: '102', rings: 4, talks: 30 }] },
	{ at: at('03T09:00:00'), legs: [{ from: '900', to: '102', rings: 4, talks: 30 }, { from: LINUS, to: '900', rings: 4 }] },
];

const setting = usePbx('all', { calls, now: at('04T00:00:00') });

const values: Record<string, string> = {
	periodFrom: '2026-03-01T00:00:00Z',
	periodTo: '2026-03-04T00:00:00Z',
	startDt: '2026-03-01T00:00:00Z',
	endDt: '2026-03-04T00:00:00Z',
	startDate: '2026-03-01T00:00:00Z',
	endDate: '2026-03-04T00:00:00Z',
	chartDate: '2026-03-02T00:00:00Z',
	queueDnStr: "'800,801'",
	queueDns: "'800,801'",
	groupNumber: "'GRP0001'",
	groupFilter: "'GRP0001'",
	waitInterval: "'0:00:0'",
	callTimeFilterFrom: "'0:00:0'",
	callTimeFilterTo: "'0:00:0'",
	includeQueueCalls: 'true',
	hidePcalls: 'false',
};

/** Asks a report with arguments as they stand in the path; numbers are 0 and texts empty unless given. */
async function ask(id: string, given: Record<string, string> = {}) {
	const operation = apiOperations.find((row) => row.id === id && /^\/(Report|ActivityLog)/.test(row.path));
	if (!operation) throw new Error(`There is no report ${id}.`);
	const path = operation.arguments.reduce(
		(filled, { name, type }) => filled.replace(`{${name}}`, given[name] ?? values[name] ?? (type === 'string' ? "''" : '0')),
		operation.path,
	);
	return { ...(await setting.call(path)), type: operation.answer ?? '' };
}

const column = async (id: string, field: string, given?: Record<string, string>) =>
	(await ask(id, given)).json?.value.map((row) => row[field]);

describe('the call log', () => {
	const starts = (given?: Record<string, string>) => column('GetCallLogData', 'StartTime', given);

	it('has the legs that started in the period, newest first', async () => {
		expect(await starts()).toHaveLength(8);
		const day = { periodFrom: '2026-03-02T00:00:00Z', periodTo: '2026-03-02T10:00:00Z' };
		expect(await starts(day)).toEqual([
			'2026-03-02T10:00:00.000Z',
			'2026-03-02T09:00:08.000Z',
			'2026-03-02T09:00:02.000Z',
			'2026-03-02T09:00:00.000Z',
		]);
		expect(await starts({ periodFrom: '2026-03-01T09:00:00%2B01:00', periodTo: '2026-03-01T09:00:00%2B01:00' })).toHaveLength(1);
		expect(await starts({ periodTo: '2026-02-28T00:00:00Z' })).toEqual([]);
	});

	it('is filtered by who called and who was called', async () => {
		expect(await starts({ sourceFilter: "'101'" })).toEqual(['2026-03-02T11:30:00.000Z']);
		expect(await starts({ destinationFilter: "'grace'" })).toEqual(['2026-03-01T08:00:00.000Z']);
		expect(await starts({ sourceFilter: "'nobody'" })).toEqual([]);
	});

	it('hides the phones that rang in vain for a queue', async () => {
		expect(await starts({ hidePcalls: 'true' })).toHaveLength(7);
	});

	it('describes a call by rows that share an ID', async () => {
		const { json } = await ask('GetCallLogData', { sourceFilter: `'${LINUS}'`, periodTo: '2026-03-02T23:00:00Z' });
		expect(new Set(json?.value.map(({ MainCallHistoryId }) => MainCallHistoryId)).size).toBe(1);
		expect(new Set(json?.value.map(({ CdrId }) => CdrId)).size).toBe(3);
		expect(json?.value.toReversed()).toEqual([
			expect.objectContaining({ DestinationDn: '800', Direction: 'Inbound Queue', Status: 'Waiting', Answered: false, RingingDuration: 'PT18S', TalkingDuration: 'PT0S' }),
			expect.objectContaining({ DestinationDn: '101', Status: 'Unanswered', Answered: false }),
			expect.objectContaining({ DestinationDn: '100', SourceDn: '10000', SourceCallerId: LINUS, SourceDisplayName: 'Linus Penn', Status: 'Answered', Answered: true, TalkingDuration: 'PT3M1S' }),
		]);
	});
});

describe('reports of queues', () => {
	it('are about the queues that are asked for', async () => {
		for (const id of ['GetQueuePerformanceTotalsData', 'GetDetailedQueueStatisticsData']) {
			const field = id.includes('Detailed') ? 'QueueDnNumber' : 'QueueDn';
			expect(await column(id, field)).toEqual(['800', '801']);
			expect(await column(id, field, { queueDns: "'801'", queueDnStr: "'801'" })).toEqual(['801']);
			expect(await column(id, field, { queueDns: "''", queueDnStr: "''" })).toEqual(['800', '801']);
			expect(await column(id, field, { queueDns: "'999'", queueDnStr: "'999'" })).toEqual([]);
		}
	});

	it('count the calls of the period', async () => {
		const totals = (given?: Record<string, string>) => column('GetQueuePerformanceTotalsData', 'QueueReceivedCount', given);
		expect(await totals()).toEqual([1, 1]);
		expect(await totals({ periodFrom: '2026-03-03T00:00:00Z' })).toEqual([0, 0]);
		expect(await totals({ waitInterval: "'0:02:00'" })).toEqual([1, 0]);
	});

	it('refuse the empty text where only named queues are reported, and null everywhere', async () => {
		for (const id of ['GetAgentsInQueueStatisticsData', 'GetAbandonedQueueCallsData']) {
			expect((await ask(id)).status).toBe(200);
			expect((await ask(id, { queueDns: "''", queueDnStr: "''" })).status).toBe(404);
		}
		const { status, json } = await ask('GetStatisticSlaData', { queueDnStr: 'null' });
		expect([status, json?.error.message]).toEqual([400, 'The queueDnStr field is required.']);
	});

	it('name the agents, the abandoned calls and those that waited too long', async () => {
		const agents = await ask('GetAgentsInQueueStatisticsData', { queueDnStr: "'800'" });
		expect(agents.json?.value).toEqual([
			expect.objectContaining({ Dn: '100', AnsweredCount: 1, LostCount: 0, AnsweredPercent: 100, AvgTalkTime: 'PT3M1S' }),
			expect.objectContaining({ Dn: '101', AnsweredCount: 0, LostCount: 1, RingTime: 'PT5S' }),
		]);
		expect(await column('GetAbandonedQueueCallsData', 'WaitTime')).toEqual(['PT1M35S']);
		expect(await column('GetBreachesSlaData', 'QueueDnNumber')).toEqual(['801']);
		expect(await column('GetBreachesSlaData', 'QueueDnNumber', { waitInterval: "'0:00:10'" })).toEqual(['800', '801']);
	});
});

describe('reports of departments, ring groups and trunks', () => {
	it('are about the department that is asked for, and empty without one where live systems are', async () => {
		expect(await column('GetExtensionStatisticsByGroupData', 'Dn')).toEqual(['100', '101', '102']);
		expect(await column('GetExtensionStatisticsByGroupData', 'Dn', { groupNumber: "''" })).toEqual([]);
		expect(await column('GetExtensionStatisticsByGroupData', 'Dn', { groupNumber: "'GRP0000'" })).toEqual([]);
		expect(await column('GetCallCostByExtensionGroupData', 'SrcDn')).toEqual(['101', '100']);
		expect(await column('GetCallCostByExtensionGroupData', 'SrcDn', { groupFilter: "''" })).toEqual([]);
	});

	it('tell internal from external calls', async () => {
		const answered = (callArea: string) => column('GetExtensionStatisticsData', 'OutboundAnsweredCount', { callArea });
		expect(await answered('0')).toEqual([1, 1, 0]);
		expect(await answered('1')).toEqual([0, 1, 0]);
		expect(await answered('2')).toEqual([1, 0, 0]);
	});

	it('are about trunks and ring groups', async () => {
		expect(await column('GetOutboundCalls', 'DestinationCalleeId')).toEqual([GRACE]);
		expect(await column('GetOutboundCalls', 'DestinationCalleeId', { trunkDns: "'10001'" })).toEqual([]);
		expect(await column('GetRingGroupStatisticsData', 'RingGroupReceivedCount')).toEqual([1]);
		expect(await column('GetRingGroupStatisticsData', 'RingGroupReceivedCount', { ringGroupDns: "'901'" })).toEqual([]);
	});

	it('go by hour or by day', async () => {
		expect(await column('GetUserActivity', 'DateTimeInterval')).toContain('2026-03-02T11:00:00Z');
		expect(await column('GetUserActivity', 'DateTimeInterval', { groupingType: '1' })).toContain('2026-03-02T00:00:00Z');
	});
});

describe('the rows of every report', () => {
	const newest = new Release(newestMark);
	const reports = apiOperations.filter(({ path, output }) => path.startsWith('/Report') && output === 'pages');

	it.each(reports.map(({ id }) => id))('%s fit their type', async (id) => {
		const { status, json, type } = await ask(id);
		expect([status, json?.error]).toEqual([200, undefined]);
		for (const row of json?.value ?? []) checkProperties({ ...row }, newest.fields(type), type, newest);
	});
});
