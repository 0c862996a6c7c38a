import { toDate } from '../../request/dateTime';

/** One holiday, as 3CX writes it. Recurring ones have the year 0. */
export interface Holiday {
	Name: string;
	IsRecurrent: boolean;
	Day: number;
	Month: number;
	Year: number;
	DayEnd: number;
	MonthEnd: number;
	YearEnd: number;
	/** Time since midnight of the first and of the last day: `P0D` and `P1D` for whole days. */
	TimeOfStartDate: string;
	TimeOfEndDate: string;
}

const DATE = String.raw`(?:\d{4}-)?\d{2}-\d{2}`;
const TIME = String.raw`\d{2}:\d{2}`;
const LINE = new RegExp(`^(${DATE})(?:\\.\\.(${DATE}))?(?:\\s+(${TIME})-(${TIME}))?\\s+(\\S.*)$`);

/** A leap year, in which every recurring day exists. */
const ANY_YEAR = '2024';

interface Day {
	year: number;
	month: number;
	day: number;
}

/** `2026-12-25`, or `12-25` for every year. Undefined for a day that there is not. */
function readDay(text: string): Day | undefined {
	const [year, month, day] = (text.length === 5 ? `0000-${text}` : text).split('-').map(Number);
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const exists = toDate(text.length === 5 ? `${ANY_YEAR}-${text}` : text) !== undefined;
	return exists ? { year, month, day } : undefined;
}

/** `13:30` → `PT13H30M`, as an ISO 8601 duration since midnight; undefined for a time that there is not. */
function readTime(text: string): string | undefined {
	const [hours = 0, minutes = 0] = text.split(':').map(Number);
	if (hours > 24 || minutes > 59 || hours * 60 + minutes > 24 * 60) return undefined;
	if (hours === 24) return 'P1D';
	const parts = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}`;
	return parts === '' ? 'P0D' : `PT${parts}`;
}

const order = ({ year, month, day }: Day) => year * 10_000 + month * 100 + day;

/**
 * Reads a line: first day, last day if it is another, times if it is not whole days, and the name.
 * `2026-12-24..2026-12-26 Christmas`, `01-01 New Year's Day` (every year), `2026-12-24 13:00-24:00 Christmas Eve`.
 * Undefined where it is not one.
 */
export function readHoliday(line: string): Holiday | undefined {
	const [, firstText = '', lastText, from, to, name = ''] = LINE.exec(line) ?? [];
	const first = readDay(firstText);
	const last = readDay(lastText ?? firstText);
	const start = from === undefined ? 'P0D' : readTime(from);
	const end = to === undefined ? 'P1D' : readTime(to);
	if (!first || !last || start === undefined || end === undefined) return undefined;
	const isRecurrent = first.year === 0;
	// A recurring holiday may go over New Year; a dated one must not end before it begins.
	if (isRecurrent !== (last.year === 0) || (!isRecurrent && order(last) < order(first))) return undefined;
	if (order(first) === order(last) && from !== undefined && to !== undefined && from >= to) return undefined;
	return {
		Name: name.trim(),
		IsRecurrent: isRecurrent,
		Day: first.day,
		Month: first.month,
		Year: first.year,
		DayEnd: last.day,
		MonthEnd: last.month,
		YearEnd: last.year,
		TimeOfStartDate: start,
		TimeOfEndDate: end,
	};
}

const two = (number: number) => String(number).padStart(2, '0');

/** `2026-12-24..2026-12-26 Christmas`: as a line that could be read again, without times. */
export function holidayText({ Name, Day, Month, Year, DayEnd, MonthEnd, YearEnd }: Holiday): string {
	const text = (year: number, month: number, day: number) => `${year === 0 ? '' : `${year}-`}${two(month)}-${two(day)}`;
	const first = text(Year, Month, Day);
	const last = text(YearEnd, MonthEnd, DayEnd);
	return `${first === last ? first : `${first}..${last}`} ${Name}`;
}
