/** Who is behind a number. */
import type { Store } from '../data/store';

export type PartyKind = 'extension' | 'queue' | 'ringGroup' | 'receptionist' | 'trunk' | 'external';

export interface Party {
	number: string;
	name: string | null;
	kind: PartyKind;
}

const sets: readonly [set: string, kind: PartyKind, name: string][] = [
	['Users', 'extension', 'DisplayName'],
	['Queues', 'queue', 'Name'],
	['RingGroups', 'ringGroup', 'Name'],
	['Receptionists', 'receptionist', 'Name'],
	['Trunks', 'trunk', 'Number'],
];

/** The types of numbers as the call log writes them; which number means which is not documented. */
export const partyTypes: Readonly<Record<PartyKind, number>> = {
	extension: 0,
	external: 1,
	trunk: 1,
	ringGroup: 2,
	queue: 4,
	receptionist: 6,
};

/** The party of a number; one that the PBX does not have is outside, with the name of the contact that has it. */
export function partyOf(store: Store, number: string): Party {
	for (const [set, kind, nameField] of sets) {
		const row = store.find(store.entitySet(set), number, 'Number');
		if (row) return { number, kind, name: (row.row[nameField] as string | null | undefined) ?? null };
	}
	const contact = store.find(store.entitySet('Contacts'), number, 'PhoneNumber')?.row;
	const name = contact && [contact.FirstName, contact.LastName].filter(Boolean).join(' ');
	return { number, kind: 'external', name: name ?? null };
}
