import { asText } from '../input/asText';
import { isUnset } from '../input/itemInput';

/** Values of rows, made ready to use. */

/** A time in milliseconds since 1970; NaN for none. 3CX writes UTC, also where it names no zone. */
export function timeOf(value: unknown): number {
	const text = asText(value).trim();
	return Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text);
}

/** A time as ISO 8601 text in UTC; null for none. */
export function isoTime(value: unknown): string | null {
	const time = typeof value === 'number' ? value : timeOf(value);
	return Number.isNaN(time) ? null : new Date(time).toISOString();
}

const ISO_DURATION = /^-?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const CLOCK_DURATION = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/;

/** A duration in seconds, with milliseconds: `PT1M12.5S` as the API writes it, or `00:01:12.5`; 0 for none. */
export function secondsOf(value: unknown): number {
	const text = asText(value).trim();
	const [, days, hours, minutes, seconds] = ISO_DURATION.exec(text) ?? CLOCK_DURATION.exec(text) ?? [];
	const number = (part: string | undefined) => Number(part ?? 0);
	const total = ((number(days) * 24 + number(hours)) * 60 + number(minutes)) * 60 + number(seconds);
	return Math.round(total * 1000) / 1000;
}

/** A text, or null where there is none. */
export function textOrNull(value: unknown): string | null {
	const text = asText(value).trim();
	return text === '' ? null : text;
}

/** A number, or null where there is none. */
export function numberOrNull(value: unknown): number | null {
	if (isUnset(value) || value === '') return null;
	const number = Number(value);
	return Number.isFinite(number) ? number : null;
}
