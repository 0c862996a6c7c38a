import { findOperation } from '../../../../nodes/ThreeCx/catalog';
import { mapperFieldsOf } from '../../../../nodes/ThreeCx/methods/resourceMapping';
import { buildRequest } from '../../../../nodes/ThreeCx/request/buildRequest';
import { itemInput } from '../itemInput';

const operationNamed = (name: string) => {
	const [resource = '', operation = ''] = name.split('.');
	return findOperation(resource, operation)!;
};

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
		expect(argumentsOf('reportUserActivity.getReport', userActivity(from), timeZone).clientTimeZone).toBe(`'${expected}'`);
		const empty = userActivity(from, { clientTimeZone: '' });
		expect(argumentsOf('reportUserActivity.getReport', empty, timeZone).clientTimeZone).toBe(`'${expected}'`);
	});

	it('is what the user fills in', () => {
		const given = userActivity('2026-07-15', { clientTimeZone: 'Asia/Taipei' });
		expect(argumentsOf('reportUserActivity.getReport', given, 'Europe/Berlin').clientTimeZone).toBe("'Asia/Taipei'");
	});

	it('is the offset of now where the report has no period', () => {
		jest.useFakeTimers({ now: Date.parse('2026-07-15T12:00:00Z') });
		try {
			expect(argumentsOf('reportAuditLog.downloadReport', {}, 'Europe/Berlin').clientTimeZone).toBe("'+02:00'");
		} finally {
			jest.useRealTimers();
		}
	});

	it('leaves it to the date itself to be refused', () => {
		expect(() => argumentsOf('reportUserActivity.getReport', userActivity('yesterday'))).toThrow('Period From must be a date');
	});
});

describe('filters for which empty finds nothing', () => {
	const period = { periodFrom: '2026-03-01', periodTo: '2026-04-01' };
	const days = { startDt: '2026-03-01', endDt: '2026-04-01' };

	it.each([
		['reportExtensionStatisticsByGroup.getReport', period, 'groupNumber', 'Group Number is empty'],
		['reportExtensionStatisticsByGroup.downloadReport', period, 'groupNumber', 'Group Number is empty'],
		['reportCallCostByExtensionGroup.getReport', period, 'groupFilter', 'Group Filter is empty'],
		['reportCallCostByExtensionGroup.downloadReport', period, 'groupFilter', 'Group Filter is empty'],
		['reportAgentsInQueueStatistics.getReport', days, 'queueDnStr', 'Queue DN List is empty'],
		['reportAgentsInQueueStatistics.downloadReport', days, 'queueDnStr', 'Queue DN List is empty'],
	])('%s demands one', (name, given, argument, message) => {
		for (const value of [given, { ...given, [argument]: '' }]) expect(() => argumentsOf(name, value)).toThrow(message);
		expect(argumentsOf(name, { ...given, [argument]: '800' })[argument]).toBe("'800'");
		expect(mapperFieldsOf(operationNamed(name)).find(({ id }) => id === argument)?.required).toBe(true);
	});

	it('stay optional where empty means all', () => {
		expect(argumentsOf('reportQueueCallbacks.getReport', days).queueDnStr).toBe("''");
		expect(argumentsOf('reportUserActivity.getReport', userActivity('2026-03-01')).groupNumber).toBe("''");
	});
});
