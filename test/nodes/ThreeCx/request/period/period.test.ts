import { operations } from '../../../../../nodes/ThreeCx/catalog';
import { periodArguments, periods } from '../../../../../nodes/ThreeCx/catalog/periods';
import { mapperFieldsOf } from '../../../../../nodes/ThreeCx/methods/resourceMapping';
import { buildRequest } from '../../../../../nodes/ThreeCx/request/buildRequest';
import { boundsOf } from '../../../../../nodes/ThreeCx/request/period/bounds';
import { withPeriod } from '../../../../../nodes/ThreeCx/request/period/withPeriod';
import { itemInput } from '../../itemInput';

const at = (text: string) => Date.parse(text);

const withPeriods = operations.filter((operation) => periodArguments(operation));
const report = operations.find(({ id }) => id === 'GetQueueCallbacksData')!;

describe('a period', () => {
	it.each([
		['today', '2026-03-15T10:00:00Z', 'UTC', '2026-03-15T00:00:00Z', '2026-03-15T23:59:59Z'],
		['yesterday', '2026-03-01T10:00:00Z', 'UTC', '2026-02-28T00:00:00Z', '2026-02-28T23:59:59Z'],
		['yesterday', '2026-01-01T10:00:00Z', 'UTC', '2025-12-31T00:00:00Z', '2025-12-31T23:59:59Z'],
		['last7Days', '2026-03-03T10:00:00Z', 'UTC', '2026-02-25T00:00:00Z', '2026-03-03T23:59:59Z'],
		['thisMonth', '2028-02-29T10:00:00Z', 'UTC', '2028-02-01T00:00:00Z', '2028-02-29T23:59:59Z'],
		['thisMonth', '2026-12-31T10:00:00Z', 'UTC', '2026-12-01T00:00:00Z', '2026-12-31T23:59:59Z'],
		['lastMonth', '2026-01-31T10:00:00Z', 'UTC', '2025-12-01T00:00:00Z', '2025-12-31T23:59:59Z'],
		// The 31st of a month whose predecessor has 30 days or fewer.
		['lastMonth', '2026-03-31T10:00:00Z', 'UTC', '2026-02-01T00:00:00Z', '2026-02-28T23:59:59Z'],
		// The zone of the workflow is a day ahead or behind.
		['today', '2026-03-14T23:30:00Z', 'Asia/Tokyo', '2026-03-14T15:00:00Z', '2026-03-15T14:59:59Z'],
		['thisMonth', '2026-04-01T03:00:00Z', 'America/New_York', '2026-03-01T05:00:00Z', '2026-04-01T03:59:59Z'],
		// Days of 23 and of 25 hours.
		['today', '2026-03-29T10:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z'],
		['today', '2026-10-25T10:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z'],
		['last7Days', '2026-03-31T10:00:00Z', 'Europe/Berlin', '2026-03-24T23:00:00Z', '2026-03-31T21:59:59Z'],
		['lastMonth', '2026-04-15T10:00:00Z', 'Europe/Berlin', '2026-02-28T23:00:00Z', '2026-03-31T21:59:59Z'],
	] as const)('%s at %s in %s is %s to %s', (period, now, zone, start, end) => {
		expect(boundsOf(period, at(now), zone)).toEqual({ start, end });
	});

	it('takes the place of the dates of a report', () => {
		const given = { queueDnStr: '800', period: 'yesterday' };
		expect(withPeriod(report, given, at('2026-03-02T10:00:00Z'), 'UTC')).toEqual({
			queueDnStr: '800',
			startDt: '2026-03-01T00:00:00Z',
			endDt: '2026-03-01T23:59:59Z',
		});
	});

	it.each([[{ startDt: 'a', endDt: 'b' }], [{ period: 'custom', startDt: 'a', endDt: 'b' }], [{ period: '', startDt: 'a', endDt: 'b' }]])(
		'leaves dates as they are in %j',
		(given) => {
			expect(withPeriod(report, given, 0, 'UTC')).toEqual({ startDt: 'a', endDt: 'b' });
		},
	);

	it('is refused where it is unknown, or beside dates', () => {
		expect(() => withPeriod(report, { period: 'lastYear' }, 0, 'UTC')).toThrow(
			'Period must be one of today, yesterday, last7Days, thisMonth, lastMonth, custom',
		);
		expect(() => withPeriod(report, { period: 'today', endDt: '2026-03-01' }, 0, 'UTC')).toThrow(/ is set, but Period isn't Custom$/);
	});

	it.each(['fields', 'json'])('goes into the request from %s, in the zone of the workflow', (bodyMode) => {
		jest.useFakeTimers({ now: at('2026-03-15T23:30:00Z') });
		try {
			const value = { period: 'today' };
			const parameters = { bodyMode, fields: { mappingMode: 'defineBelow', value }, body: JSON.stringify(value) };
			const { path } = buildRequest(report, itemInput(parameters, { timeZone: 'Europe/Berlin' }));
			expect(decodeURIComponent(path)).toContain('startDt=2026-03-15T23:00:00Z,endDt=2026-03-16T22:59:59Z');
		} finally {
			jest.useRealTimers();
		}
	});
});

describe('the form of a report', () => {
	it.each(withPeriods.map((operation) => [operation.id, operation] as const))('%s opens without a red box for its dates', (_id, operation) => {
		const fields = mapperFieldsOf(operation);
		const [period] = fields;
		expect(period).toMatchObject({ id: 'period', displayName: 'Period', removed: false, defaultValue: 'last7Days' });
		expect(period?.options?.map(({ name }) => name)).toEqual(periods.map(({ name }) => name));
		const { start, end } = periodArguments(operation)!;
		const dates = fields.filter(({ id }) => id === start.name || id === end.name);
		expect(dates.map(({ removed, required }) => ({ removed, required }))).toEqual([
			{ removed: true, required: false },
			{ removed: true, required: false },
		]);
	});

	it('is there for all reports with a beginning and an end', () => {
		expect(withPeriods.length).toBeGreaterThanOrEqual(50);
	});
});
