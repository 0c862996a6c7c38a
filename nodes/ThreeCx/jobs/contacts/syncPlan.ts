import { asText } from '../../input/asText';
import type { Slices } from '../../timing/slices';
import type { Row } from '../../transport/pages';
import { readNumber } from '../numbers/numberForms';

/** What a sync writes of a contact, by the properties of the API. */
export const FIELDS = ['FirstName', 'LastName', 'CompanyName', 'PhoneNumber', 'Business', 'Other', 'Email'] as const;
const NUMBERS: readonly (typeof FIELDS)[number][] = ['PhoneNumber', 'Business', 'Other'];

export type Contact = Readonly<Record<(typeof FIELDS)[number], string>>;

/** A contact that the PBX has. */
export interface StoredContact {
	id: number;
	contact: Contact;
}

/** What a sync has to do. */
export interface SyncPlan {
	create: Contact[];
	update: { stored: StoredContact; wanted: Contact }[];
	remove: StoredContact[];
	unchanged: number;
}

export const storedFrom = (row: Row): StoredContact => ({
	id: Number(row.Id),
	contact: Object.fromEntries(FIELDS.map((field) => [field, asText(row[field]).trim()])) as unknown as Contact,
});

/** One spelling for a number with `+`, with `00`, and with separators. */
const normalNumber = (text: string) => (readNumber(text) ?? text).replace(/^\+/, '00');

const numbersOf = (contact: Contact) => NUMBERS.map((field) => normalNumber(contact[field])).filter((number) => number !== '');

/** The number that tells contacts apart: the first one that is filled. */
const keyOf = (contact: Contact) => numbersOf(contact)[0] ?? '';

const nameOf = ({ FirstName, LastName, CompanyName }: Contact) =>
	[FirstName, LastName].filter((text) => text !== '').join(' ') || CompanyName;

/** `Ada Byron +12025550123` */
export const contactLabel = (contact: Contact) =>
	[nameOf(contact), NUMBERS.map((field) => contact[field]).find((number) => number !== '')].filter(Boolean).join(' ');

export const hasNumber = (contact: Contact) => keyOf(contact) !== '';

export const isSameContact = (one: Contact, other: Contact) =>
	FIELDS.every((field) =>
		NUMBERS.includes(field) ? normalNumber(one[field]) === normalNumber(other[field]) : one[field] === other[field],
	);

/** Number and name in one text. */
const identityOf = (contact: Contact) => `${keyOf(contact)} ${nameOf(contact).toLowerCase()}`;

/** By what contacts are recognized, the surest first; each gives the texts of which one must be the same. */
const likenesses: readonly ((contact: Contact) => string[])[] = [
	(contact) => [identityOf(contact)],
	(contact) => [keyOf(contact)],
	numbersOf,
];

/** The input without contacts that come twice with number and name; the first one counts. */
export function withoutRepetitions(contacts: readonly Contact[]): Contact[] {
	return [...new Map([...contacts].reverse().map((contact) => [identityOf(contact), contact])).values()].reverse();
}

/** The last entry that is free. Those behind it are taken off: thousands may share a number, and none is looked at twice. */
function lastFree(entries: StoredContact[] = [], free: ReadonlySet<StoredContact>): StoredContact | undefined {
	for (let last = entries.at(-1); last !== undefined; last = entries.at(-1)) {
		if (free.has(last)) return last;
		entries.pop();
	}
	return undefined;
}

/** What reading the numbers of a contact takes, in steps of a few nanoseconds. */
const STEPS_PER_CONTACT = 1_000;

/** Which stored contact each wanted one is; each is used once. */
async function pairUp(wanted: readonly Contact[], stored: readonly StoredContact[], slices: Slices): Promise<Map<Contact, StoredContact>> {
	const pairs = new Map<Contact, StoredContact>();
	const free = new Set(stored);
	for (const textsOf of likenesses) {
		const byText = new Map<string, StoredContact[]>();
		for (const entry of [...free].reverse()) {
			await slices.spend(STEPS_PER_CONTACT);
			for (const text of textsOf(entry.contact)) {
				const entries = byText.get(text);
				if (entries) entries.push(entry);
				else byText.set(text, [entry]);
			}
		}
		for (const contact of wanted.filter((candidate) => !pairs.has(candidate))) {
			await slices.spend(STEPS_PER_CONTACT);
			const match = textsOf(contact)
				.map((text) => lastFree(byText.get(text), free))
				.find((entry) => entry !== undefined);
			if (!match) continue;
			pairs.set(contact, match);
			free.delete(match);
		}
	}
	return pairs;
}

/** Compares what is wanted with what is there, in slices: there may be a hundred thousand of both. */
export async function planSync(wanted: readonly Contact[], stored: readonly StoredContact[], slices: Slices): Promise<SyncPlan> {
	const pairs = await pairUp(wanted, stored, slices);
	const used = new Set(pairs.values());
	const update: SyncPlan['update'] = [];
	for (const [contact, entry] of pairs) {
		await slices.spend(STEPS_PER_CONTACT);
		if (!isSameContact(contact, entry.contact)) update.push({ stored: entry, wanted: contact });
	}
	return {
		create: wanted.filter((contact) => !pairs.has(contact)),
		update,
		remove: stored.filter((entry) => !used.has(entry)),
		unchanged: pairs.size - update.length,
	};
}
