import { findListOf, operations } from '../../../../nodes/ThreeCx/catalog';
import { fieldsOfType, isStructured } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { pagingOf, rowKeyOf } from '../../../../nodes/ThreeCx/catalog/paging';
import { listOrders, rowKeys, smallReports } from '../../../../nodes/ThreeCx/catalog/words/overrides';

const lists = operations.filter(({ output }) => output === 'pages');
const nameOf = ({ resource, operation }: { resource: string; operation: string }) => `${resource}.${operation}`;
const named = (request: string) => lists.find(({ method, path }) => `${method} ${path}` === request)!;

describe('the pages of every list', () => {
	it('have a known key, but for these types', () => {
		const without = lists.filter((list) => rowKeyOf(list) === undefined).map(({ answer = '' }) => answer);
		expect([...new Set(without)].sort()).toEqual([
			'AbandonedChatsStatistics',
			'AbandonedQueueCalls',
			'AgentLoginHistory',
			'AgentsInQueueStatistics',
			'BreachesSla',
			'CallDistribution',
			'ChatHistoryView',
			'DetailedQueueStatistics',
			'ExtensionsStatisticsByRingGroups',
			'Greeting',
			'LanguageItem',
			'LastCdrAndChatMessageTimestamp',
			'MyPhoneRequestStats',
			'OnBoardMcuData',
			'ProcessTelemetry',
			'QueueAgentsChatStatistics',
			'QueueAgentsChatStatisticsTotals',
			'QueueAnsweredCallsByWaitTime',
			'QueueCallbacks',
			'QueueChatPerformance',
			'QueueFailedCallbacks',
			'QueuePerformanceOverview',
			'StatisticSla',
			'SystemTelemetry',
			'TeamQueueGeneralStatistics',
			'TimeReportData',
			'UserActivity',
			'string',
		]);
	});

	it.each(lists.map((list) => [nameOf(list), list] as const))('%s: sorts by what its rows have, with the key last', (_name, list) => {
		const { key, order, isSortable, isCountExact, pageSize } = pagingOf(list);
		const fields = new Map(fieldsOfType(list.answer ?? '').map((field) => [field.name, field]));
		const simple = (name: string) => {
			const field = fields.get(name);
			return field !== undefined && !field.isCollection && !field.isNavigation && !isStructured(field.type);
		};
		if (key) expect(simple(key.property)).toBe(true);
		expect(key?.since).toBe(fields.get(key?.property ?? '')?.since);
		expect(isSortable).toBe(key !== undefined && key.since === undefined && list.query.includes('orderby'));
		if (order !== undefined) {
			expect(isSortable).toBe(true);
			const names = order.split(',').map((entry) => entry.split(' ')[0] ?? '');
			expect(names.at(-1)).toBe(key?.property);
			expect(names.every(simple)).toBe(true);
		}
		// Entity sets take no more than 100 rows at a time.
		if (list.kind === 'list') expect([isCountExact, pageSize]).toEqual([true, 100]);
		else expect(isCountExact).toBe(false);
	});

	it('are sorted in every entity set whose rows have a key', () => {
		const unsorted = lists.filter(({ kind }) => kind === 'list').filter((list) => pagingOf(list).order === undefined);
		expect(unsorted.map(({ answer }) => answer)).toEqual(['LastCdrAndChatMessageTimestamp', 'ChatHistoryView', 'Greeting', 'Greeting']);
	});

	it('have the key by which the document names their rows', () => {
		const keyed = operations.filter(({ kind, key }) => key && kind === 'get');
		expect(keyed.length).toBeGreaterThan(20);
		for (const operation of keyed) {
			const list = findListOf(operation);
			expect(list && rowKeyOf(list)).toEqual({ property: operation.key?.property, isDeclared: true });
		}
	});

	it.each([
		['GET /Recordings', { property: 'Id', isDeclared: false }],
		['GET /EventLogs', { property: 'Id', isDeclared: false }],
		['GET /PhoneLogos', { property: 'Filename', isDeclared: true }],
		['GET /Contacts/Pbx.GetContactsByNumber(number={number})', { property: 'Id', isDeclared: true }],
	])('%s: %j', (request, key) => {
		expect(rowKeyOf(named(request))).toEqual(key);
	});
});

describe('reports', () => {
	it('are read in pages of 1000 rows, but for the one that was seen to refuse them', () => {
		const reports = lists.filter((list) => pagingOf(list).isReport);
		expect(reports.length).toBeGreaterThan(25);
		const small = reports.filter((list) => pagingOf(list).pageSize !== 1000);
		expect(small.map(({ id }) => id)).toEqual(['GetInboundRulesData']);
		expect([...smallReports]).toEqual(['GetInboundRulesData']);
	});

	it('keep the order of time, and the call log its own', () => {
		const orders = lists.filter((list) => pagingOf(list).isReport).map((list) => [list.id, pagingOf(list).order]);
		expect(Object.fromEntries(orders)).toMatchObject({
			GetAuditLogData: 'Timestamp desc,Id',
			GetCallLogData: undefined,
			GetInboundCalls: 'StartTime desc,CdrId',
			GetInboundRulesData: 'Id',
		});
	});
});

it('what is said about types is about types of lists', () => {
	const types = new Set(lists.map(({ answer }) => answer));
	expect([...Object.keys(rowKeys), ...Object.keys(listOrders)].filter((type) => !types.has(type))).toEqual([]);
});
