import { PERIOD, periodArguments, periods, type Period } from '../catalog/periods';
import type { Operation } from '../catalog/types';
import { labelOf } from '../catalog/words/labels';
import { ParameterRefused } from '../input/parameterRefused';
import { isUnset } from '../input/itemInput';
import { toDateTime } from './dateTime';

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

const isEmpty = (value: unknown) => isUnset(value) || value === '';

/**
 * The arguments of a report with its period in them. Without a period, or with Custom, they stay as they are.
 *
 * @throws ParameterRefused for a period that there is not, or one beside dates of its own.
 */
export function withPeriod(operation: Operation, given: Record<string, unknown>, now: number, timeZone: string): Record<string, unknown> {
	const bounds = periodArguments(operation);
	if (!bounds || !Object.hasOwn(given, PERIOD)) return given;
	const { [PERIOD]: chosen, ...values } = given;
	if (isEmpty(chosen) || chosen === 'custom') return values;
	const period = periods.find(({ value }) => value === chosen)?.value;
	if (period === undefined || period === 'custom') {
		throw new ParameterRefused(
			`Period must be one of ${periods.map(({ value }) => value).join(', ')}`,
			'Choose it from the list, or check its expression. Nothing was sent to the PBX.',
		);
	}
	const { start, end } = bounds;
	const dated = [start, end].find(({ name }) => !isEmpty(values[name]));
	if (dated) {
		throw new ParameterRefused(
			`${labelOf(dated.name)} is set, but Period isn't Custom`,
			`Set Period to Custom to use your own dates, or remove ${labelOf(dated.name)}. Nothing was sent to the PBX.`,
		);
	}
	const dates = boundsOf(period, now, timeZone);
	return { ...values, [start.name]: dates.start, [end.name]: dates.end };
}
