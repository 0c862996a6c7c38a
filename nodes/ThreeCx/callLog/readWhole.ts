import type { OutputJson } from '../response/items';

/** How rows of a log are read: all that start in a period, in milliseconds since 1970. */
export type ReadPeriod = (from: number, to: number) => Promise<OutputJson[]>;

/** 3CX caps reports at 20,000 rows at first (parameter REPORT_ROW_LIMIT). */
const REPORT_ROW_LIMIT = 20_000;

/** No period is cut further than this. */
const SHORTEST = 2 * 60_000;

/**
 * Reads a period, in halves where the PBX would cut it.
 *
 * @param refuse called for a period that is too short to halve, and cut all the same; without it, that one is taken as it is.
 */
export async function readWhole(readPeriod: ReadPeriod, from: number, to: number, refuse?: () => never): Promise<OutputJson[]> {
	const rows = await readPeriod(from, to);
	if (rows.length < REPORT_ROW_LIMIT) return rows;
	if (to - from < SHORTEST) return refuse === undefined ? rows : refuse();
	const middle = Math.floor((from + to) / 2);
	const halves = [await readWhole(readPeriod, from, middle, refuse), await readWhole(readPeriod, middle, to, refuse)];
	return halves.flat();
}
