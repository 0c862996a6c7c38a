const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?))?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text begins with a day that there is: JavaScript takes February 30 for March 2. */
function isDay(text: string): boolean {
	const day = text.slice(0, 10);
	const instant = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}

/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(instant);
	const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
	const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return shown - Math.floor(instant / 1000) * 1000;
}

/** The same as text, as ISO 8601 writes it: `+02:00`. Zones had seconds in their offsets only before 1972. */
export function offsetText(instant: number, timeZone: string): string {
	const minutes = Math.round(offsetAt(instant, timeZone) / 60_000);
	const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) => String(part).padStart(2, '0'));
	return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

/** The instant at which clocks of a time zone show a local time. */
function instantOf(local: string, timeZone: string): number {
	const asUtc = Date.parse(`${local}Z`);
	// The offset may change between the first guess and the instant itself, when clocks go forward or back.
	const guess = asUtc - offsetAt(asUtc, timeZone);
	return asUtc - offsetAt(guess, timeZone);
}

/** Whether something is a luxon DateTime, as `$now` is. It gives null for an invalid date. */
const hasIsoText = (value: unknown): value is { toISO: () => string | null } =>
	typeof value === 'object' && value !== null && 'toISO' in value && typeof value.toISO === 'function';

/** Text of a date as expressions give it: text, a JavaScript Date, or a luxon DateTime. */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	return hasIsoText(value) ? (value.toISO() ?? undefined) : undefined;
}

/**
 * A date and time with its zone, as OData writes it (`2026-03-01T00:00:00Z`): what names a zone stays as it is, anything
 * else is meant in the workflow's time zone; a date alone is its midnight. Undefined if it isn't a date.
 *
 * Source: OData 4.01 ABNF, rule `dateTimeOffsetValue`.
 */
export function toDateTime(value: unknown, timeZone: string): string | undefined {
	const text = textOf(value);
	if (text === undefined || !isDay(text)) return undefined;
	if (WITH_ZONE.test(text)) {
		// The end of a day is the beginning of the next, which is how 3CX reads it.
		if (text.includes('T24:')) return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString().replace('.000Z', 'Z');
		// 3CX's documents demand seconds.
		return Number.isNaN(Date.parse(text)) ? undefined : text.replace(/(T\d{2}:\d{2})(?=Z|[+-])/, '$1:00');
	}
	const [, date, time = '00:00:00'] = LOCAL.exec(text) ?? [];
	if (date === undefined || Number.isNaN(Date.parse(`${date}T${time}Z`))) return undefined;
	return new Date(instantOf(`${date}T${time}`, timeZone)).toISOString().replace('.000Z', 'Z');
}

/** The day of a date, `2026-03-01`, as its own text names it. Undefined if it isn't a date. */
export function toDate(value: unknown): string | undefined {
	const day = /^\d{4}-\d{2}-\d{2}(?=$|[T ](?!24:))/.exec(textOf(value) ?? '')?.[0];
	return day !== undefined && isDay(day) ? day : undefined;
}
