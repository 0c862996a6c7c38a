import { operations } from '../../../../nodes/ThreeCx/catalog';
import { requiredArguments } from '../../../../nodes/ThreeCx/catalog/words/overrides';
import { mapperFieldsOf } from '../../../../nodes/ThreeCx/methods/resourceMapping';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { itemInput } from '../itemInput';

/** An operation by 3CX's own name, which no wording changes. */
const operationNamed = (id: string) => operations.find((operation) => operation.id === id)!;

/** The arguments of a function as they stand in its path, by name, from what is filled in. */
function argumentsOf(name: string, value: Record<string, unknown>, timeZone = 'UTC'): Record<string, string> {
	const parameters = { bodyMode: 'fields', fields: { mappingMode: 'defineBelow', value } };
	const { path } = buildRequest(operationNamed(name), itemInput(parameters, { timeZone }));
	const pairs = (/\((.*)\)$/.exec(path)?.[1] ?? '').split(',').map((pair) => pair.split('='));
	return Object.fromEntries(pairs.map(([key = '', literal = '']) => [key, decodeURIComponent(literal)]));
}

const userActivity = (periodFrom: string, more: object = {}) => ({ periodFrom, periodTo: '2026-12-31', ...more });

describe('the time zone of a report', () => {
	it.each([
		['2026-01-15', 'Europe/Berlin', '+01:00'],
		['2026-07-15', 'Europe/Berlin', '+02:00'],
		// Midnight of the day on which clocks go forward is winter time still.
		['2026-03-29', 'Europe/Berlin', '+01:00'],
		['2026-03-30', 'Europe/Berlin', '+02:00'],
		['2026-07-15T00:00:00Z', 'America/New_York', '-04:00'],
		['2026-07-15', 'UTC', '+00:00'],
	])('is the offset that the workflow has when a period from %s begins in %s: %s', (from, timeZone, expected) => {
		expect(argumentsOf('GetUserActivity', userActivity(from), timeZone).clientTimeZone).toBe(`'${expected}'`);
		const empty = userActivity(from, { clientTimeZone: '' });
		expect(argumentsOf('GetUserActivity', empty, timeZone).clientTimeZone).toBe(`'${expected}'`);
	});

	it('is what the user fills in', () => {
		const given = userActivity('2026-07-15', { clientTimeZone: 'Asia/Taipei' });
		expect(argumentsOf('GetUserActivity', given, 'Europe/Berlin').clientTimeZone).toBe("'Asia/Taipei'");
	});

	it('is the offset of now where the report has no period', () => {
		jest.useFakeTimers({ now: Date.parse('2026-07-15T12:00:00Z') });
		try {
			expect(argumentsOf('DownloadAuditLog', {}, 'Europe/Berlin').clientTimeZone).toBe("'+02:00'");
		} finally {
			jest.useRealTimers();
		}
	});

	it('leaves it to the date itself to be refused', () => {
		expect(() => argumentsOf('GetUserActivity', userActivity('yesterday'))).toThrow('Start must be a date');
	});
});

describe('filters for which empty finds nothing', () => {
	const period = { periodFrom: '2026-03-01', periodTo: '2026-04-01' };
	const days = { startDt: '2026-03-01', endDt: '2026-04-01' };

	it.each([
		['GetExtensionStatisticsByGroupData', period, 'groupNumber', 'Department Number is empty'],
		['DownloadExtensionStatisticsByGroup', period, 'groupNumber', 'Department Number is empty'],
		['GetCallCostByExtensionGroupData', period, 'groupFilter', 'Departments to Include is empty'],
		['DownloadCallCostByExtensionGroup', period, 'groupFilter', 'Departments to Include is empty'],
		['GetAgentsInQueueStatisticsData', days, 'queueDnStr', 'Queue Numbers is empty'],
		['DownloadAgentsInQueueStatistics', days, 'queueDnStr', 'Queue Numbers is empty'],
	])('%s demands one', (name, given, argument, message) => {
		for (const value of [given, { ...given, [argument]: '' }]) expect(() => argumentsOf(name, value)).toThrow(message);
		expect(argumentsOf(name, { ...given, [argument]: '800' })[argument]).toBe("'800'");
		expect(mapperFieldsOf(operationNamed(name)).find(({ id }) => id === argument)?.required).toBe(true);
	});

	it('are arguments that there are', () => {
		for (const [id, names] of Object.entries(requiredArguments)) {
			expect(operationNamed(id).arguments.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
		}
	});

	it('stay optional where empty means all', () => {
		expect(argumentsOf('GetQueueCallbacksData', days).queueDnStr).toBe("''");
		expect(argumentsOf('GetUserActivity', userActivity('2026-03-01')).groupNumber).toBe("''");
	});
});
