import { PAGE_SIZE } from '../catalog/paging';
import type { PbxRequest } from '../request/pbxRequest';
import { asText } from '../input/asText';
import { API_PATH } from '../input/baseUrl';
import { isRecord } from '../input/itemInput';
import { collectionIn } from '../response/rows';
import { AnswerRefused } from '../errors/answerRefused';
import { detailsInWords, isWebPage, readFailure } from '../errors/failure';
import type { Connection } from './connection';
import { send, sendTo, type Answer } from './send';

/** One entity as the PBX gives it. */
export type Row = Record<string, unknown>;

/** Where a page begins: a number of rows to skip, or the next link the PBX gave. */
export type PageStart = number | URL;

export interface Page {
	rows: Row[];
	/** Where the next page begins; undefined after the last. */
	next?: PageStart;
	/** How many rows the whole list has; 0 where the PBX did not say. */
	count: number;
}

interface PageQuery {
	start: PageStart;
	/** How many rows come before the page; needed where neither a number nor `$skip` of a next link tells. */
	before?: number;
	/** Rows asked for. */
	top: number;
	/** Whether the list can tell how many rows it has. */
	countable: boolean;
}

/**
 * Checks that a next link stays with the PBX: the token goes along with it.
 *
 * @throws AnswerRefused for another scheme, host, port or a path outside the API.
 *
 * Source: OData JSON Format 4.01, section 4.6.5 (next links may be relative).
 */
export function checkNextLink(link: string, origin: string): URL {
	const url = URL.canParse(link, `${origin}${API_PATH}/`) ? new URL(link, `${origin}${API_PATH}/`) : undefined;
	if (url?.origin === origin && url.pathname.startsWith(`${API_PATH}/`)) return url;
	throw new AnswerRefused(
		'The PBX returned a link to the next page that leads elsewhere',
		`The link isn't below ${origin}${API_PATH} and wasn't followed, so that the access token stays with the PBX. ` +
			'A proxy in front of the PBX may change host or scheme: use the public address of the PBX as the Base URL.',
	);
}

function readRows({ body, headers }: Answer, origin: string): Row & { value: Row[] } {
	if (typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value)) {
		return body as Row & { value: Row[] };
	}
	const kind = isWebPage(asText(headers['content-type']), body) ? 'a web page instead of' : 'something other than';
	throw new AnswerRefused(
		`${new URL(origin).host} returned ${kind} a list`,
		'The Base URL in the 3CX API credential probably points to something other than the PBX, or a proxy cut the response off.',
	);
}

/** A number in the query of a next link; NaN where it has none. */
const numberIn = (link: URL, name: string) => Number.parseInt(link.searchParams.get(name) ?? '', 10);

/**
 * Reads one page of a list.
 *
 * Source for what comes after the last next link: ASP.NET Core OData, GetNextPageHelper.cs. It links only to the rest of
 * what `$top` asked for, so that the end of the links is not the end of the list.
 */
export async function readPage(connection: Connection, request: PbxRequest, query: PageQuery): Promise<Page> {
	const { origin } = connection.settings;
	const { start, countable } = query;
	const [before, top] =
		start instanceof URL
			? [query.before ?? numberIn(start, '$skip'), numberIn(start, '$top')]
			: [start, query.top];
	const answer =
		start instanceof URL
			? await sendTo(connection, start.href, { ...request, query: {} })
			: await send(connection, {
					...request,
					query: {
						...request.query,
						$top: String(top),
						...(start > 0 ? { $skip: String(start) } : {}),
						...(countable ? { $count: 'true' } : {}),
					},
				});
	const body = readRows(answer, origin);
	const rows = body.value;
	const nextLink = body['@odata.nextLink'];
	const count = Number(body['@odata.count'] ?? 0);
	if (typeof nextLink === 'string' && nextLink !== '') return { rows, count, next: checkNextLink(nextLink, origin) };
	// A page shorter than asked for is the last one, unless the PBX says that there are more rows.
	const read = before + rows.length;
	const isLast = rows.length === 0 || Number.isNaN(read) || !(rows.length >= top || read < count);
	return isLast ? { rows, count } : { rows, count, next: read };
}

interface ListQuery {
	/** The most rows to read. */
	limit: number;
	/** Rows to ask for at a time. */
	pageSize: number;
	countable: boolean;
	/** Whether several pages may be under way at a time: only where their order is sure. */
	isSorted: boolean;
	/** The next link to begin with, and how many rows come before it; default: the first row. */
	from?: { link: URL; before: number };
}

/** Pages asked for before their turn: where they begin is known as soon as the PBX counts the rows. */
class PagesAhead {
	private readonly asked = new Map<number, Promise<Page>>();

	constructor(
		private readonly most: () => number,
		private readonly ask: (start: number) => Promise<Page>,
	) {}

	/** Asks for the pages of `size` rows from row `start` to row `end`, as many as may be under way. */
	fill(start: number, end: number, size: number): void {
		for (let next = start; next < end && this.asked.size < this.most(); next += size) {
			if (this.asked.has(next)) continue;
			const page = this.ask(next);
			// It may fail before its turn, or never have one.
			page.catch(() => undefined);
			this.asked.set(next, page);
		}
	}

	/** The page that begins at row `start`, if it was asked for. */
	take(start: PageStart): Promise<Page> | undefined {
		if (start instanceof URL) return undefined;
		const page = this.asked.get(start);
		this.asked.delete(start);
		return page;
	}

	/** Waits for what is still under way, so that nothing is sent after the list is finished or abandoned. */
	async end(): Promise<void> {
		await Promise.allSettled(this.asked.values());
	}
}

/** Whether a page is the one before once more: its first row is compared before all of it. */
function isSamePage(rows: readonly Row[], previous: readonly Row[]): boolean {
	const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
	return rows.length > 0 && isSame(rows[0], previous[0]) && isSame(rows, previous);
}

/** @throws AnswerRefused for a list that repeats itself: `what` the PBX does. */
export function refuseEndless(what: string): never {
	throw new AnswerRefused(
		`The PBX ${what}, so the list has no end`,
		'Nothing was returned, because rows would repeat. Narrow the list with Filter or set a Limit.',
	);
}

/**
 * The `$top` that a PBX names as its limit when it refuses a larger one; undefined for any other failure.
 *
 * Source: ASP.NET Core OData, TopQueryValidator ("The limit of '100' for Top query has been exceeded").
 */
function namedLimit(error: unknown): number | undefined {
	const { status, body } = readFailure(error);
	if (status !== 400) return undefined;
	const limit = Number(/limit of '(\d+)' for Top/i.exec(detailsInWords(body))?.[1]);
	return limit >= 1 ? limit : undefined;
}

/**
 * Reads a list page by page, up to `limit` rows. Where its order is sure, the PBX counts the rows and gives no links, several
 * pages are under way at a time. Where the PBX refuses the page size and names its limit, the pages are of that size.
 *
 * @throws AnswerRefused where an answer is no list, or a next link leads elsewhere or back to a page already read, or the
 * PBX gives the same page again beyond what it counts.
 */
export async function* readPages(
	connection: Connection,
	request: PbxRequest,
	{ limit, pageSize, countable, isSorted, from }: ListQuery,
): AsyncGenerator<Page> {
	const visited = new Set<string>();
	const end = (from?.before ?? 0) + limit;
	let size = pageSize;
	let at = from?.before ?? 0;
	let next: PageStart | undefined = from?.link ?? 0;
	let previous: readonly Row[] = [];
	const ask = async (start: PageStart, before: number) =>
		await readPage(connection, request, { start, before, top: Math.min(size, end - before), countable });
	const askFirst = async (start: PageStart) =>
		await ask(start, at).catch(async (error: unknown) => {
			const allowed = namedLimit(error);
			if (allowed === undefined || allowed >= size) throw error;
			size = allowed;
			return await ask(start, at);
		});
	const ahead = new PagesAhead(() => connection.lane.width, async (first) => await ask(first, first));
	try {
		while (next !== undefined && at < end) {
			const page: Page = await (ahead.take(next) ?? (next === 0 ? askFirst(next) : ask(next, at)));
			const rows = page.rows.slice(0, end - at);
			at += rows.length;
			next = page.next;
			if (next instanceof URL && visited.size === visited.add(next.href).size) refuseEndless('links back to a page it returned before');
			// Rows of few selected properties may well be the same, as long as the PBX counts so many.
			if (at > page.count && isSamePage(page.rows, previous)) refuseEndless('returns the same rows again and again');
			previous = page.rows;
			// After a whole page the next ones are whole as well; a PBX of shorter pages is read page by page.
			if (isSorted && typeof next === 'number' && page.rows.length === size) ahead.fill(next, Math.min(page.count, end), size);
			yield { ...page, rows };
		}
	} finally {
		await ahead.end();
	}
}
/**
 * The rows of a list whose first page is there already, and of the pages its next links lead to, up to `limit`.
 *
 * @throws AnswerRefused as `readPages`.
 */
export async function readFurtherPages(
	connection: Connection,
	request: PbxRequest,
	firstPage: unknown,
	limit: number,
): Promise<unknown[]> {
	const rows = [...(collectionIn(firstPage) ?? [])];
	const link = isRecord(firstPage) ? asText(firstPage['@odata.nextLink']) : '';
	if (link === '' || rows.length >= limit) return rows.slice(0, limit);
	const from = { link: checkNextLink(link, connection.settings.origin), before: rows.length };
	const query = { limit: limit - rows.length, pageSize: PAGE_SIZE, countable: false, isSorted: false, from };
	for await (const page of readPages(connection, request, query)) {
		for (const row of page.rows) rows.push(row);
	}
	return rows;
}
