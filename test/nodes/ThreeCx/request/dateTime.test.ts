import { offsetText, toDate, toDateTime } from '../../../../nodes/ThreeCx/request/dateTime';

describe('dates with time', () => {
	it.each([
		['2026-03-01T00:00:00Z', 'Europe/Berlin', '2026-03-01T00:00:00Z'],
		['2026-03-01T00:00:00.125+02:00', 'Europe/Berlin', '2026-03-01T00:00:00.125+02:00'],
		['2026-03-01T10:30Z', 'UTC', '2026-03-01T10:30:00Z'],
		// The end of a day.
		['2026-03-01T24:00:00Z', 'UTC', '2026-03-02T00:00:00Z'],
		['2026-03-01T24:00:00+02:00', 'UTC', '2026-03-01T22:00:00Z'],
		['2026-03-01T24:00', 'UTC', '2026-03-02T00:00:00Z'],
		// Winter and summer time, and a date alone.
		['2026-01-15T08:00:00', 'Europe/Berlin', '2026-01-15T07:00:00Z'],
		['2026-07-15 08:00', 'Europe/Berlin', '2026-07-15T06:00:00Z'],
		['2026-07-15', 'America/New_York', '2026-07-15T04:00:00Z'],
		// The night clocks go forward, and the night they go back.
		['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
		['2026-10-25T12:00:00', 'Europe/Berlin', '2026-10-25T11:00:00Z'],
		['2026-03-01T00:00:00', 'Asia/Kolkata', '2026-02-28T18:30:00Z'],
	])('%s in %s is %s', (text, timeZone, expected) => {
		expect(toDateTime(text, timeZone)).toBe(expected);
	});

	it('takes dates of JavaScript and of luxon', () => {
		expect(toDateTime(new Date(0), 'UTC')).toBe('1970-01-01T00:00:00.000Z');
		expect(toDateTime({ toISO: () => '2026-03-01T00:00:00.000+01:00' }, 'UTC')).toBe('2026-03-01T00:00:00.000+01:00');
	});

	it.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-04-31T10:00', '2026-02-30T00:00:00Z', '2026-02-29T00:00:00+01:00', '2026-02-30T99:00:00Z', '1.3.2026', 5, null, {}, new Date(Number.NaN), { toISO: () => null }])(
		'refuses %j',
		(value) => {
			expect(toDateTime(value, 'UTC')).toBeUndefined();
		},
	);
});

describe('offsets of a time zone', () => {
	it.each([
		['2026-01-15T12:00:00Z', 'Europe/Berlin', '+01:00'],
		['2026-07-15T12:00:00Z', 'Europe/Berlin', '+02:00'],
		// A second before and at the change to summer time, and back.
		['2026-03-29T00:59:59Z', 'Europe/Berlin', '+01:00'],
		['2026-03-29T01:00:00Z', 'Europe/Berlin', '+02:00'],
		['2026-10-25T00:59:59Z', 'Europe/Berlin', '+02:00'],
		['2026-10-25T01:00:00Z', 'Europe/Berlin', '+01:00'],
		['2026-01-15T12:00:00Z', 'America/New_York', '-05:00'],
		['2026-07-15T12:00:00Z', 'America/St_Johns', '-02:30'],
		['2026-07-15T12:00:00Z', 'Asia/Kathmandu', '+05:45'],
		['2026-07-15T12:00:00Z', 'UTC', '+00:00'],
	])('at %s in %s: %s', (instant, timeZone, expected) => {
		expect(offsetText(Date.parse(instant), timeZone)).toBe(expected);
	});
});

describe('dates alone', () => {
	it.each([
		['2026-03-01', '2026-03-01'],
		['2026-03-01T23:00:00+02:00', '2026-03-01'],
		['2026-03-01T00:00:00', '2026-03-01'],
		['2026-03-01T24:00:00', undefined],
		['2026-13-01', undefined],
		['2026-02-30', undefined],
		['2028-02-29', '2028-02-29'],
		['soon', undefined],
		[7, undefined],
	])('%j is %j', (value, expected) => {
		expect(toDate(value)).toBe(expected);
	});
});
