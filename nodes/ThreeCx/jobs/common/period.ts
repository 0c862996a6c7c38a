import { periods, type Period } from '../../catalog/periods';
import type { ItemInput, ReadParameter } from '../../input/itemInput';
import { toDateTime } from '../../request/dateTime';
import { boundsOf } from '../../request/period/bounds';
import { clock } from '../../timing/clock';
import { choice, optionalText, refuseParameter } from './parameters';

/** A span of time in milliseconds since 1970, from its first to before its last. */
export interface Span {
	from: number;
	to: number;
}

const SECOND = 1000;
export const DAY = 24 * 60 * 60 * SECOND;

/** So many days are read in one run at most: each takes a request or more. */
const MAX_DAYS = 366;

const members = Object.fromEntries(periods.map(({ name, value }) => [value, name])) as Record<Period, string>;

/** A period of whole days by the clocks of a zone. */
export function spanOf(period: Exclude<Period, 'custom'>, now: number, timeZone: string): Span {
	const { start, end } = boundsOf(period, now, timeZone);
	return { from: Date.parse(start), to: Date.parse(end) + SECOND };
}

/**
 * A point in time; a date without zone is in the time zone of the workflow.
 *
 * @throws ParameterRefused if it isn't a date, naming the parameter.
 */
function readTime({ read, timeZone }: ItemInput, name: string, displayName: string): number {
	const time = toDateTime(read(name, ''), timeZone);
	if (time !== undefined) return Date.parse(time);
	return refuseParameter(`${displayName} must be a date and time`, 'Enter one such as 2026-03-01T00:00:00.');
}

const isEmpty = (read: ReadParameter, name: string) => {
	const given = read(name, '');
	return given === '' || given === null || given === undefined;
};

function readCustom(input: ItemInput): Span {
	const from = readTime(input, 'periodStart', 'Start');
	const to = isEmpty(input.read, 'periodEnd') ? clock.now() : readTime(input, 'periodEnd', 'End');
	if (from < to) return { from, to };
	return refuseParameter('Start must be before End', 'Correct Start or End.');
}

/**
 * The period that is chosen, without what is more than a day ahead: the clock of the PBX may be ahead of the one here.
 *
 * @throws ParameterRefused for one that there is not, and one of more than a year.
 */
export function readPeriod(input: ItemInput): Span {
	const period = choice<Period>(input.read, 'period', 'Period', members, 'yesterday');
	const span = period === 'custom' ? readCustom(input) : spanOf(period, clock.now(), input.timeZone);
	if (span.to - span.from > MAX_DAYS * DAY) {
		refuseParameter(`The period has more than ${MAX_DAYS} days`, 'Choose a shorter one, and run the node once for each.');
	}
	return { from: span.from, to: Math.max(span.from, Math.min(span.to, clock.now() + DAY)) };
}

/**
 * One day, by the clocks of the workflow's zone.
 *
 * @throws ParameterRefused if it isn't a day.
 */
export function readDay(input: ItemInput): Span {
	const day = choice(input.read, 'day', 'Day', { today: 'Today', yesterday: 'Yesterday', date: 'Date' }, 'yesterday');
	if (day !== 'date') return spanOf(day, clock.now(), input.timeZone);
	if (optionalText(input.read, 'dayDate', 'Date') === '') return refuseParameter('Date is empty', 'Enter a day such as 2026-03-01.');
	return spanOf('today', readTime(input, 'dayDate', 'Date'), input.timeZone);
}

/** The days of a span in their order, by the clocks of a zone; the first and the last may be parts of days. */
export function daysOf({ from, to }: Span, timeZone: string): Span[] {
	const days: Span[] = [];
	for (let start = from; start < to; ) {
		const end = Math.min(to, spanOf('today', start, timeZone).to);
		days.push({ from: start, to: end });
		start = end;
	}
	return days;
}
