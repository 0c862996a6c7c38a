export const SECOND_MS = 1000;

const UNITS: readonly [name: string, milliseconds: number][] = [
	['hours', 3_600_000],
	['minutes', 60_000],
	['seconds', SECOND_MS],
];

/** `150 seconds`, `60 minutes`, `48 hours`: in the unit of which there are at least three, rounded; seconds below that. */
export function durationInWords(milliseconds: number): string {
	const [name, unit] = UNITS.find(([, length]) => milliseconds >= 3 * length) ?? ['seconds', SECOND_MS];
	const count = Math.round(milliseconds / unit);
	return `${count} ${count === 1 ? name.slice(0, -1) : name}`;
}

/** How long a `Retry-After` asks to wait, in milliseconds: seconds or a date (RFC 9110, section 10.2.3); 0 if unreadable. */
export function askedToWait(retryAfter: string | undefined, now: number): number {
	if (retryAfter === undefined) return 0;
	const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : Number.NaN;
	return Number.isNaN(seconds) ? Math.max(0, (Date.parse(retryAfter) || now) - now) : seconds * SECOND_MS;
}
