/** Numbers of extensions, queues and the like: which are free, and where one stays what it is. */
import type { Store } from './store';

/** How the numbers of a set begin, counted from what, with at least how many digits. */
const series: Readonly<Record<string, { prefix: string; first: number; digits: number }>> = {
	Groups: { prefix: 'GRP', first: 0, digits: 4 },
	Parkings: { prefix: 'SP', first: 11, digits: 2 },
	Queues: { prefix: '', first: 800, digits: 3 },
	Receptionists: { prefix: '', first: 800, digits: 3 },
	RingGroups: { prefix: '', first: 800, digits: 3 },
	Trunks: { prefix: '', first: 10_000, digits: 5 },
	Users: { prefix: '', first: 100, digits: 3 },
};

/** Where a row that is created without a number gets one. */
const numbered = ['Groups', 'Parkings', 'Queues', 'Receptionists', 'RingGroups', 'Users'];

/** Where a change of the number is refused; the same number may be sent. */
const fixed = ['Fax', 'Groups', 'Parkings', 'Queues', 'Receptionists', 'RingGroups', 'ServicePrincipals', 'Users'];

/** Kinds of extensions share their numbers. */
const sharing = ['CallFlowApps', 'Fax', 'Groups', 'Parkings', 'Queues', 'Receptionists', 'RingGroups', 'ServicePrincipals', 'Trunks', 'Users'];

/** The lowest number of a set that no extension of any kind has. Throws for a set without numbers. */
export function firstFreeNumber(store: Store, set: string): string {
	const kind = series[set];
	if (!kind) throw new Error(`There are no numbers for ${set}.`);
	const taken = new Set(sharing.flatMap((name) => store.all(name)).map(({ row }) => row.Number));
	const written = (count: number) => `${kind.prefix}${String(count).padStart(kind.digits, '0')}`;
	let count = kind.first;
	while (taken.has(written(count))) count += 1;
	return written(count);
}

/** The number for a new row that has none; undefined where the PBX gives none. */
export function freeNumber(store: Store, set: string): string | undefined {
	return numbered.includes(set) ? firstFreeNumber(store, set) : undefined;
}

export const hasFixedNumber = (set: string): boolean => fixed.includes(set);
