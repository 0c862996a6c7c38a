import type { Period } from '../../catalog/periods';
import { toDateTime } from '../dateTime';

/** The day that clocks of a zone show at an instant, as midnight UTC, to count days and months from. */
function dayAt(instant: number, timeZone: string): Date {
	const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
	const parts = format.formatToParts(instant);
	const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
	return new Date(Date.UTC(part('year'), part('month') - 1, part('day')));
}

/** First and last day of each period, counted from today: months begin at a day of 1 and end at the next month's day of 0. */
const days: Record<Exclude<Period, 'custom'>, (year: number, month: number, day: number) => [number, number]> = {
	today: (year, month, day) => [Date.UTC(year, month, day), Date.UTC(year, month, day)],
	yesterday: (year, month, day) => [Date.UTC(year, month, day - 1), Date.UTC(year, month, day - 1)],
	last7Days: (year, month, day) => [Date.UTC(year, month, day - 6), Date.UTC(year, month, day)],
	thisMonth: (year, month) => [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 0)],
	lastMonth: (year, month) => [Date.UTC(year, month - 1, 1), Date.UTC(year, month, 0)],
};

/**
 * The first and the last second of a period, as OData writes them. Days begin and end by the clocks of the zone, so that one
 * on which they change has 23 or 25 hours.
 *
 * @param now milliseconds since 1970. @param timeZone IANA name.
 */
export function boundsOf(period: Exclude<Period, 'custom'>, now: number, timeZone: string): { start: string; end: string } {
	const today = dayAt(now, timeZone);
	const [first, last] = days[period](today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
	const dateOf = (day: number) => new Date(day).toISOString().slice(0, 10);
	return {
		start: toDateTime(`${dateOf(first)}T00:00:00`, timeZone) ?? '',
		end: toDateTime(`${dateOf(last)}T23:59:59`, timeZone) ?? '',
	};
}
