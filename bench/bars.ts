/**
 * The bars: what was measured, beside its goal. A measurement reports its bars to whoever started it; `all.ts` makes one
 * table of them and a file that later runs are compared with.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** What one measurement came to. */
export interface Bar {
	/** The same in every run: it is what runs are compared by. */
	name: string;
	/** A ratio, or kilobytes; NaN where nothing was measured. */
	value: number;
	/** What the value is to be at most, or at least. */
	goal: number;
	isAtLeast?: true;
	/** Default: a multiple of something else in the same run. */
	unit?: 'KB';
}

/** All bars of one run, as they are written to a file. */
export interface Results {
	/** ISO 8601, in UTC. */
	measuredAt: string;
	/** How often everything was measured at least; medians are compared. */
	runs: number;
	isQuick: boolean;
	bars: Bar[];
}

/** How many KB a measurement in bytes has. */
export const inKilobytes = (bytes: number): number => Math.round(bytes / 1_000);

/** Tells the process that started this one what was measured, if it is one that asks. */
export function report(bars: readonly Bar[]): void {
	// Where nothing was measured, JSON would make null of it.
	process.send?.(bars.filter(({ value }) => Number.isFinite(value)));
}

/** Whether a bar reached its goal. */
export const isMet = ({ value, goal, isAtLeast }: Bar): boolean => (isAtLeast ? value >= goal : value <= goal);

const textOf = (value: number, { unit }: Bar) => (unit === undefined ? `x${value.toFixed(2)}` : `${Math.round(value)} ${unit}`);

/**
 * The table: one line for each bar, with its goal and, beside an earlier run, what it was there and whether it got better.
 * Bars that only the earlier run has are left out.
 */
export function tableOf(bars: readonly Bar[], earlier: readonly Bar[] = []): Record<string, Record<string, string>> {
	const before = new Map(earlier.map((bar) => [bar.name, bar.value]));
	return Object.fromEntries(
		bars.map((bar) => {
			const was = before.get(bar.name);
			const comparison: Record<string, string> = was === undefined ? {} : { before: textOf(was, bar), 'of before': `x${(bar.value / was).toFixed(2)}` };
			return [
				bar.name,
				{
					measured: textOf(bar.value, bar),
					goal: `${bar.isAtLeast ? 'at least' : 'at most'} ${textOf(bar.goal, bar)}`,
					verdict: isMet(bar) ? 'met' : 'missed',
					...comparison,
				},
			];
		}),
	);
}

/** @throws Error where the file holds no results. */
export function readResults(path: string): Results {
	const results = JSON.parse(readFileSync(path, 'utf8')) as Partial<Results>;
	if (!Array.isArray(results.bars)) throw new Error(`${path} has no bars: it was not written by bench`);
	return results as Results;
}

export function writeResults(path: string, results: Results): void {
	writeFileSync(path, `${JSON.stringify(results, undefined, '\t')}\n`);
}
