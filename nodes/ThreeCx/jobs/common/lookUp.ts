import { asText } from '../../input/asText';
import { quote } from '../../request/odata';
import type { Row } from '../../transport/pages';
import type { JobRun } from './jobRun';

/** A user, queue, ring group or department as jobs speak of it. */
export interface Named {
	id: number;
	number: string;
	name: string;
}

/** What can be looked up by number or name. */
interface Kind {
	list: string;
	/** The operation that lists them, for messages. */
	listName: string;
	noun: string;
	plural: string;
	/** How they are called, for messages. */
	called: string;
	/** Properties besides Number that name one; the first one is its name. */
	names: readonly [string, ...string[]];
	/** Rows that people never see. */
	isInternal?: (row: Row) => boolean;
}

const BY_NUMBER_OR_NAME = 'number or name';

export const kinds = {
	user: {
		list: 'GET /Users',
		listName: 'Get Many Users',
		noun: 'user',
		plural: 'users',
		called: 'extension number, name, or email address',
		names: ['DisplayName', 'EmailAddress'],
	},
	queue: {
		list: 'GET /Queues',
		listName: 'Get Many Queues',
		noun: 'queue',
		plural: 'queues',
		called: BY_NUMBER_OR_NAME,
		names: ['Name'],
	},
	ringGroup: {
		list: 'GET /RingGroups',
		listName: 'Get Many Ring Groups',
		noun: 'ring group',
		plural: 'ring groups',
		called: BY_NUMBER_OR_NAME,
		names: ['Name'],
	},
	department: {
		list: 'GET /Groups',
		listName: 'Get Many Departments',
		noun: 'department',
		plural: 'departments',
		called: BY_NUMBER_OR_NAME,
		names: ['Name'],
		// The PBX keeps each extension's favorites as a group of its own.
		isInternal: ({ Name }) => asText(Name).startsWith('___FAVORITES___'),
	},
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** Texts looked up with one request, so that its URL stays short. */
const TEXTS_PER_REQUEST = 15;

/** `100 Ada Byron` */
export const labelOf = ({ number, name }: Pick<Named, 'number' | 'name'>): string => `${number} ${name}`.trim();

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

/** Letter case doesn't matter; what isn't ASCII may be lowered differently by the PBX, so it also counts as written. */
function conditionFor(text: string, { names }: Kind): string {
	const conditions = names.flatMap((name) => [
		`tolower(${name}) eq ${quote(text.toLowerCase())}`,
		...(isAscii(text) ? [] : [`${name} eq ${quote(text)}`]),
	]);
	return [`Number eq ${quote(text)}`, ...conditions].join(' or ');
}

/** Rows by a text, each once for it, in their order. */
function indexBy(rows: readonly Row[], textsOf: (row: Row) => readonly string[]): Map<string, Row[]> {
	const index = new Map<string, Row[]>();
	for (const row of rows) {
		for (const text of new Set(textsOf(row))) {
			const known = index.get(text);
			if (known) known.push(row);
			else index.set(text, [row]);
		}
	}
	return index;
}

/**
 * The rows that each text means: by number, or else by name, letter case aside. Reads each row a fixed number of times,
 * however many texts there are.
 *
 * @param names properties that name a row.
 */
export function matching(texts: readonly string[], rows: readonly Row[], names: readonly string[]): Row[][] {
	const byNumber = indexBy(rows, (row) => [asText(row.Number)]);
	const byName = indexBy(rows, (row) => names.map((name) => asText(row[name]).toLowerCase()));
	return texts.map((text) => byNumber.get(text) ?? byName.get(text.toLowerCase()) ?? []);
}

const namedFrom = (row: Row, { names: [name] }: Kind): Named => ({
	id: Number(row.Id),
	number: asText(row.Number),
	name: asText(row[name]),
});

const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join(', ');

interface Found {
	text: string;
	candidates: Named[];
}

/** What each text may mean. */
async function search(run: JobRun, kind: Kind, texts: readonly string[]): Promise<Found[]> {
	const rows: Row[] = [];
	for (let start = 0; start < texts.length; start += TEXTS_PER_REQUEST) {
		const conditions = texts.slice(start, start + TEXTS_PER_REQUEST).map((text) => conditionFor(text, kind));
		const $select = ['Id', 'Number', ...kind.names].join(',');
		rows.push(...(await run.rows(kind.list, { query: { $filter: conditions.join(' or '), $select } })));
	}
	// One row may fit several requests.
	const visible = [...new Map(rows.filter((row) => !kind.isInternal?.(row)).map((row) => [row.Id, row])).values()];
	const found = matching(texts, visible, kind.names);
	return texts.map((text, index) => ({ text, candidates: (found[index] ?? []).map((row) => namedFrom(row, kind)) }));
}

function refuseSeveral(run: JobRun, kind: Kind, { text, candidates }: Found, displayName: string): void {
	if (candidates.length < 2) return;
	throw run.refusal(
		kind.list,
		`"${text}" matches ${candidates.length} ${kind.plural}: ${candidates.map(labelOf).join(', ')}`,
		`Use the number in ${displayName} instead.`,
	);
}

/**
 * Looks records up by number or name, users by email address as well. Each must fit exactly one.
 *
 * @param displayName the parameter that the texts come from.
 * @returns one for each text, in their order.
 * @throws StepBrokenOff where one fits none, or fits several, which it names.
 */
export async function findAll(run: JobRun, kindName: KindName, texts: readonly string[], displayName: string): Promise<Named[]> {
	const kind: Kind = kinds[kindName];
	const found = await search(run, kind, texts);
	const missing = found.filter(({ candidates }) => candidates.length === 0).map(({ text }) => text);
	if (missing.length > 0) {
		throw run.refusal(
			kind.list,
			`No ${kind.noun} has the ${kind.called} ${quoted(missing)}`,
			`Check ${displayName}: names must match exactly. "${kind.listName}" shows what exists.`,
		);
	}
	for (const entry of found) refuseSeveral(run, kind, entry, displayName);
	return found.flatMap(({ candidates }) => candidates);
}

/**
 * Looks one record up that may not exist.
 *
 * @throws StepBrokenOff where the text fits several.
 */
export async function findIfAny(run: JobRun, kindName: KindName, text: string, displayName: string): Promise<Named | undefined> {
	const kind: Kind = kinds[kindName];
	const [found] = await search(run, kind, [text]);
	if (found) refuseSeveral(run, kind, found, displayName);
	return found?.candidates[0];
}

/**
 * Looks one record up.
 *
 * @throws StepBrokenOff as `findAll`.
 */
export async function findOne(run: JobRun, kindName: KindName, text: string, displayName: string): Promise<Named> {
	const [found] = await findAll(run, kindName, [text], displayName);
	if (found) return found;
	throw new RangeError('A single text was looked up and neither found nor refused');
}

/**
 * Looks users up, each once, whether they are named by number, name or email address.
 *
 * @throws StepBrokenOff as `findAll`.
 */
export async function findPeople(run: JobRun, texts: readonly string[], displayName: string): Promise<Named[]> {
	const people = await findAll(run, 'user', texts, displayName);
	return [...new Map(people.map((person) => [person.number, person])).values()];
}
