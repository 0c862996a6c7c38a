/** What a report is made from. */
import type { Store } from '../data/store';
import type { LoggedLeg } from '../history/callHistory';
import type { Leg } from '../history/callRows';
import { isWithin, periodOf } from './arguments';
import type { Row } from '../types';

export interface ReportContext {
	/** Newest first. */
	legs: readonly LoggedLeg[];
	store: Store;
	/** By name. */
	given: Row;
}

export type Report = (context: ReportContext) => Row[];

/** The legs of the period that is asked for. */
export function legsInPeriod({ legs, given }: ReportContext): Leg[] {
	const period = periodOf(given);
	return legs.map(({ leg }) => leg).filter(({ startedAt }) => isWithin(startedAt, period));
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);

export const average = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : sum(numbers) / numbers.length);

/** The extensions, each with the numbers of its departments. */
export function extensionsOf({ store }: ReportContext): { number: string; name: string; departments: string[] }[] {
	return store.all('Users').map(({ row }) => ({
		number: String(row.Number),
		name: String(row.DisplayName ?? ''),
		departments: ((row.Groups ?? []) as Row[]).map((group) => String(group.Number)),
	}));
}
