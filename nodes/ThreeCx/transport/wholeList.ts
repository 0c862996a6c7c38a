import type { Paging } from '../catalog/paging';
import type { PbxRequest } from '../request/pbxRequest';
import { withRowKey, type KeyedRequest } from '../request/rowKey';
import { AnswerRefused } from '../errors/answerRefused';
import type { Connection } from './connection';
import { readPages, refuseEndless, type Page, type Row } from './pages';
import { RowCheck } from './rowCheck';

/** A list is read once more where it was not whole: a row that came or went meanwhile seldom does so twice. */
const READINGS = 2;

interface Reading {
	connection: Connection;
	keyed: KeyedRequest;
	paging: Paging;
	limit: number;
	check: RowCheck;
}

/** The rows of a list, each once. */
interface WholeList {
	rows: Row[];
	/** How many rows the list has on the PBX, whatever the limit; 0 where the PBX did not count them reliably. */
	counted: number;
}

/** Reads the pages of a list once and lets `check` take notice of each before it is handed on. */
async function* checkedPages({ connection, keyed, paging, limit, check }: Reading): AsyncGenerator<Page> {
	const { pageSize, isCountable: countable, isReport } = paging;
	// For each page of a report the PBX makes the rows before it once more: one at a time is enough.
	const isSorted = keyed.isSorted && !isReport;
	for await (const page of readPages(connection, keyed.request, { limit, pageSize, countable, isSorted })) {
		const isNothingNew = check.add(page) === 0 && page.rows.length > 0;
		if (isNothingNew && check.total > page.count) refuseEndless('returns the same rows again and again');
		yield page;
	}
}

/** Whether the rows that were read are all that were asked for. */
function isWhole(check: RowCheck, { isCountExact }: Paging, limit: number): boolean {
	if (!isCountExact || check.firstCount === 0) return check.repeats === 0;
	return !check.hasShrunk && check.distinct >= Math.min(limit, check.firstCount);
}

function messageFor({ repeats, distinct, firstCount, hasShrunk }: RowCheck): string {
	if (hasShrunk) return 'The list changed on the PBX while it was being read';
	if (repeats === 0) return `The PBX returned only ${distinct} of ${firstCount} rows`;
	const missing = firstCount > distinct ? `, and only ${distinct} of ${firstCount} different ones` : '';
	return `The PBX returned ${repeats === 1 ? 'a row' : `${repeats} rows`} twice${missing}`;
}

function refuseBroken(check: RowCheck, { pageSize }: Paging): never {
	throw new AnswerRefused(
		messageFor(check),
		'The list was read twice, and rows may be missing each time, so none are returned. Run the node again when nobody ' +
			`changes the list. If it keeps happening, narrow it with Filter, or set Limit to ${pageSize} or less, which fits on one page.`,
	);
}

/** The rows without the key that was asked for in addition. */
function withoutAdded(rows: Row[], added: string | undefined): Row[] {
	if (added === undefined) return rows;
	// Entries and back would take longer than parsing the row did.
	return rows.map(({ [added]: key, ...row }) => row);
}

/**
 * Reads a list up to `limit` rows, each once. Rows are told apart by their key, which is asked for where `$select` leaves it
 * out, and is the last thing that they are sorted by.
 *
 * What comes of a list that changes while its pages are read, where the PBX counts its rows:
 * - A row that is added behind what was read is returned with the others.
 * - A row that is added before moves the others on, so that one comes twice: it is returned once. The new one is left out,
 *   as if it had come after the reading; all that were there at first are returned.
 * - A row that is deleted moves the others up, so that one may be missed. The count falls, and the list is read again.
 * - Rows that come twice and others that are missing (a PBX whose lists have no stable order) make it be read again.
 * - One deleted and another added between the same two pages leave the count as it was, and may go unnoticed.
 *
 * Functions do not count reliably: there only rows that come twice are noticed. A list that is not whole at the second
 * reading either is refused.
 *
 * @throws AnswerRefused where it is not whole, and as `readPages`.
 */
export async function readWholeList(
	connection: Connection,
	request: PbxRequest,
	paging: Paging,
	limit: number,
): Promise<WholeList> {
	const keyed = withRowKey(request, paging);
	for (let reading = 1; ; reading++) {
		const check = new RowCheck(paging.key);
		const rows: Row[] = [];
		for await (const page of checkedPages({ connection, keyed, paging, limit, check })) {
			for (const row of page.rows) rows.push(row);
		}
		if (isWhole(check, paging, limit)) return { rows: withoutAdded(check.once(rows), keyed.added), counted: paging.isCountExact ? check.firstCount : 0 };
		if (reading === READINGS) refuseBroken(check, paging);
	}
}

function refuseIncomplete(message: string): never {
	throw new AnswerRefused(
		message,
		"The list couldn't be read in full. Run the node again when nobody changes it. If it keeps happening, check the PBX " +
			'event log.',
	);
}

/**
 * Hands every row of a list to `take`, and makes sure that it was every one, once: for work that must not go on with a part.
 * It is stricter than `readWholeList`: a row that comes twice or has no key, and any change of the count, end it at once.
 *
 * @throws AnswerRefused besides, where the PBX gives fewer rows than it counts, and as `readPages`.
 */
export async function readCompletely(
	connection: Connection,
	request: PbxRequest,
	paging: Paging,
	take: (row: Row) => void,
): Promise<void> {
	const check = new RowCheck(paging.key);
	const keyed = withRowKey(request, paging);
	for await (const page of checkedPages({ connection, keyed, paging, limit: Number.POSITIVE_INFINITY, check })) {
		if (check.hasChanged) refuseIncomplete(`The PBX counted ${check.firstCount} rows at first and ${page.count} later`);
		if (check.repeats > 0) refuseIncomplete('The PBX returned a row twice, so others may be missing');
		if (check.withoutKey > 0) refuseIncomplete(`The PBX returned a row without ${paging.key?.property ?? 'key'}`);
		page.rows.forEach(take);
	}
	if (check.distinct < check.firstCount) refuseIncomplete(`The PBX returned only ${check.distinct} of ${check.firstCount} rows`);
}
