import { groupBy } from '../../collections/groupBy';
import { asText } from '../../input/asText';
import type { ReadParameter, RunInput } from '../../input/itemInput';
import { quote } from '../../request/odata';
import type { OutputItem } from '../../response/items';
import { Slices } from '../../timing/slices';
import type { Connection } from '../../transport/connection';
import { mapInOrder } from '../../transport/pool';
import { JobRun } from '../common/jobRun';
import { outcomeOf } from '../common/outcome';
import { optionalText, readDryRun, readWholeNumber, refuseParameter, requiredText } from '../common/parameters';
import { mayHaveBeenDone, statusOf } from '../common/uncertain';
import { readNumber } from '../numbers/numberForms';
import type { Job } from '../types';
import { contactLabel, hasNumber, planSync, storedFrom, withoutRepetitions, type Contact, type StoredContact, type SyncPlan } from './syncPlan';

const LIST = 'GET /Contacts';
const GONE = 404;

/** An input item of a sync. */
interface SyncItem {
	read: ReadParameter;
	/** Counted from 1. */
	item: number;
}

/** What all items of one sync ask for together. */
interface Sync {
	tag: string;
	wanted: Contact[];
	skipped: number;
	maxDeletions: number;
	isDryRun: boolean;
}

/** The number of an item's parameter as it is written to the PBX. */
function readPhone(read: ReadParameter, name: string, displayName: string, item: number): string {
	const text = optionalText(read, name, displayName);
	const number = text === '' ? '' : readNumber(text);
	if (number !== undefined && !number.includes('*')) return number;
	return refuseParameter(`${displayName} of item ${item} isn't a phone number: "${text}"`, 'Enter digits, with + in front, or leave it empty.');
}

const readContact = (read: ReadParameter, item: number): Contact => ({
	FirstName: optionalText(read, 'firstName', 'First Name'),
	LastName: optionalText(read, 'lastName', 'Last Name'),
	CompanyName: optionalText(read, 'company', 'Company'),
	PhoneNumber: readPhone(read, 'mobileNumber', 'Mobile', item),
	Business: readPhone(read, 'businessNumber', 'Business', item),
	Other: readPhone(read, 'otherNumber', 'Other', item),
	Email: optionalText(read, 'email', 'Email'),
});

/** @throws ParameterRefused for a name that doesn't fit into a tag. */
function readTag(read: ReadParameter): string {
	const name = requiredText(read, 'syncName', 'Sync Name');
	if (!/^[\w .-]{1,40}$/.test(name)) refuseParameter('Sync Name must be up to 40 letters, digits, spaces, dots, dashes, or underscores', 'Change Sync Name.');
	return `n8n:${name}`;
}

/**
 * The contacts of all items, read before anything is sent: an item that can't be read must not count as a contact that is
 * to go.
 */
function readSync(tag: string, items: readonly SyncItem[]): Sync {
	const [first] = items;
	if (!first) throw new RangeError('A sync has at least the item that asked for it');
	const contacts = items.map(({ read, item }) => readContact(read, item));
	const usable = contacts.filter(hasNumber);
	if (usable.length === 0) refuseParameter('No item has a number in Mobile, Business, or Other', 'Map at least one of them. Contacts are recognized by their number.');
	return {
		tag,
		wanted: withoutRepetitions(usable),
		skipped: contacts.length - usable.length,
		maxDeletions: readWholeNumber(first.read, 'maxDeletedShare', { displayName: 'Max Deletions (%)', fallback: 20, min: 0, max: 100 }),
		isDryRun: readDryRun(first.read, true),
	};
}

/** The contacts with the tag. Rows with another one are left out even if the PBX returns them. */
async function readManaged(run: JobRun, tag: string): Promise<StoredContact[]> {
	const rows = await run.rows(LIST, { query: { $filter: `Tag eq ${quote(tag)}` } });
	return rows.filter(({ Tag }) => asText(Tag) === tag).map(storedFrom);
}

const counted = (count: number) => `${count} ${count === 1 ? 'contact' : 'contacts'}`;

/** @throws StepBrokenOff where more contacts would go than may. */
function refuseTooMany(run: JobRun, { remove }: SyncPlan, stored: number, maxDeletions: number): void {
	if (remove.length * 100 <= maxDeletions * stored) return;
	throw run.refusal(
		LIST,
		`${remove.length} of ${counted(stored)} would be deleted, more than Max Deletions (${maxDeletions}%)`,
		'All contacts must be in the input of a single run. Check whether some are missing there. Turn on Dry Run to see which ones, then raise Max Deletions.',
	);
}

/** Does the same to each record and says how many are done so far. */
async function forEach<T>(run: JobRun, verb: string, entries: readonly T[], work: (entry: T) => Promise<unknown>): Promise<void> {
	let done = 0;
	await mapInOrder(entries, () => run.connection.lane.width, async (entry) => {
		await work(entry);
		done += 1;
		run.didSoFar(verb, `${verb} ${counted(done)}`);
	});
}

/** Waits for a write whose effect is looked at later; fails only where it surely had none. */
async function sendOnce(run: JobRun, sending: Promise<unknown>): Promise<void> {
	await sending.catch((failure: unknown) => {
		if (!mayHaveBeenDone(failure)) throw failure;
		run.note('The response to a change was lost, so the contacts were read again');
	});
}

async function create(run: JobRun, tag: string, wanted: Contact): Promise<void> {
	await sendOnce(run, run.send('POST /Contacts', { body: { ...wanted, Tag: tag } }));
}

async function update(run: JobRun, { stored, wanted }: SyncPlan['update'][number]): Promise<void> {
	const changed = Object.fromEntries(Object.entries(wanted).filter(([field, value]) => stored.contact[field as keyof Contact] !== value));
	await sendOnce(run, run.send('PATCH /Contacts({Id})', { key: stored.id, body: { Id: stored.id, ...changed } }));
}

async function remove(run: JobRun, { id }: StoredContact): Promise<void> {
	const sending = run.send('DELETE /Contacts({Id})', { key: id }).catch((failure: unknown) => {
		if (statusOf(failure) !== GONE) throw failure;
	});
	await sendOnce(run, sending);
}

const labels = ({ create: created, update: updated, remove: removed }: SyncPlan) => ({
	created: created.map(contactLabel),
	updated: updated.map(({ wanted }) => contactLabel(wanted)),
	deleted: removed.map(({ contact }) => contactLabel(contact)),
});

const shown = (stored: readonly StoredContact[]) => ({ contacts: stored.length });

async function sync(connection: Connection, { tag, wanted, skipped, maxDeletions, isDryRun }: Sync): Promise<OutputItem[]> {
	const run = new JobRun(connection);
	if (skipped > 0) run.note(`Skipped ${counted(skipped)} without a number`);
	const before = await readManaged(run, tag);
	const plan = await planSync(wanted, before, new Slices());
	const about = { tag, ...labels(plan), unchanged: plan.unchanged };
	const isChange = plan.create.length + plan.update.length + plan.remove.length > 0;
	if (isDryRun) return outcomeOf(run, { about, before: shown(before), after: { contacts: wanted.length }, dryRun: isChange });
	refuseTooMany(run, plan, before.length, maxDeletions);

	await forEach(run, 'Created', plan.create, async (contact) => {
		await create(run, tag, contact);
	});
	await forEach(run, 'Updated', plan.update, async (change) => {
		await update(run, change);
	});
	await forEach(run, 'Deleted', plan.remove, async (contact) => {
		await remove(run, contact);
	});
	const after = isChange ? await readManaged(run, tag) : before;
	const left = await planSync(wanted, after, new Slices());
	const [open] = [...left.create, ...left.update.map((change) => change.wanted), ...left.remove.map(({ contact }) => contact)];
	if (open) {
		const count = left.create.length + left.update.length + left.remove.length;
		throw run.refusal(
			LIST,
			`${counted(count)} ${count === 1 ? "isn't" : "aren't"} what the node set; the first one is ${contactLabel(open)}`,
			'Run the node again to complete the rest. If it happens again, compare the contact in the 3CX Admin Console with the input.',
		);
	}
	return outcomeOf(run, { about, before: shown(before), after: shown(after) });
}

/** What an execution has found out about its items: the sync that each belongs to. */
const syncs = new WeakMap<Connection, Map<string, SyncItem[]>>();

/** The items of each sync, by tag. Read once for all items: an execution may have tens of thousands. */
function groupsOf(connection: Connection, readers: RunInput['readers']): Map<string, SyncItem[]> {
	const known = syncs.get(connection);
	if (known) return known;
	const items = readers().map((read, index): SyncItem => ({ read, item: index + 1 }));
	const ours = items.filter(({ read }) => asText(read('operation', '')) === 'syncContacts');
	const groups = groupBy(ours, ({ read }) => readTag(read));
	syncs.set(connection, groups);
	return groups;
}

/**
 * Brings the contacts with the tag of a sync in line with all input items together. The first item of a sync does the work
 * and puts out the result; the others put out nothing.
 */
export const syncContacts: Job = async (connection, { read, itemIndex, readers }) => {
	const tag = readTag(read);
	const own: SyncItem = { read, item: itemIndex + 1 };
	const items = groupsOf(connection, readers).get(tag) ?? [own];
	return items[0]?.item === own.item ? await sync(connection, readSync(tag, items)) : [];
};
