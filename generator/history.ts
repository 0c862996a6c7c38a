/**
 * What all documents together tell: since which one something exists, which one was the last to have it, and where a
 * request changed.
 *
 * A mark names a document by its release: `20.0.7` is the first document of that release, `20.0.7#2` the second. What
 * came with a second one is not in every build of the release.
 */
import type { KnownDocument, RetiredRow } from '../nodes/ThreeCx/catalog/types';
import { compareVersions, type Document } from './document';
import { readOperations } from './operations';
import { SchemaTables } from './schemas';
import { requestOf, type FieldFact, type OperationFact } from './types';

/** A document with its place in the order, and what it says. */
export interface Edition extends KnownDocument {
	facts: readonly OperationFact[];
	tables: SchemaTables;
}

/**
 * Documents in the order of their dates, marked.
 *
 * @throws Error if the releases do not come in that order as well, or two documents have the same date.
 */
export function editionsOf(documents: readonly Document[]): Edition[] {
	const sorted = [...documents].sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
	sorted.forEach(({ version, date }, index) => {
		const before = sorted[index - 1];
		if (before?.date === date) throw new Error(`Two documents have the date ${date}: only the date orders documents`);
		if (before && compareVersions(version, before.version) < 0) {
			throw new Error(`${version} (${date}) is dated after ${before.version} (${before.date}): check the dates`);
		}
	});
	return sorted.map((document, index) => {
		const { version, date } = document;
		const number = sorted.slice(0, index + 1).filter((other) => other.version === version).length;
		return {
			mark: number === 1 ? version : `${version}#${number}`,
			date,
			facts: readOperations(document),
			tables: new SchemaTables(document),
		};
	});
}

/** The mark of the document since which all have something without a gap; undefined where all have it. */
function sinceOf<T extends KnownDocument>(editions: readonly T[], has: (edition: T) => boolean): string | undefined {
	const lastWithout = editions.findLastIndex((edition) => !has(edition));
	return lastWithout < 0 ? undefined : editions[lastWithout + 1]?.mark;
}

/** The mark of the last document that another one follows in which the form of something differs. */
function changeOf(forms: readonly { mark: string; form: string }[]): string | undefined {
	const last = forms.at(-1)?.form;
	const lastOther = forms.findLastIndex(({ form }) => form !== last);
	return lastOther < 0 ? undefined : forms[lastOther + 1]?.mark;
}

const NUMBER = /^(int32|int64|uint8|decimal|double)\b/;

/** A type as it shows in JSON: documents change their minds about widths of numbers and names of enumerations. */
function wireType(type: string, { tables }: Edition): string {
	const members = tables.membersOf(type.replace('[]', ''));
	return members ? type.replace(/^\w+/, 'enum') : type.replace(NUMBER, 'number');
}

/** Sets `since` on properties that older documents do not have, and `changed` on those that had another type there. */
export function markFields(types: ReadonlyMap<string, FieldFact[]>, editions: readonly Edition[]): void {
	for (const [type, fields] of types) {
		const known = editions.flatMap((edition) => {
			const own = edition.tables.fieldsOf(type);
			// A type that is new as a whole belongs to operations that are new.
			return own ? [{ ...edition, edition, own: new Map(own.map((field) => [field.name, field])) }] : [];
		});
		for (const field of fields) {
			field.since = sinceOf(known, ({ own }) => own.has(field.name));
			field.changed = changeOf(
				known.flatMap(({ mark, edition, own }) => {
					const present = own.get(field.name);
					return present ? [{ mark, form: wireType(present.type, edition) }] : [];
				}),
			);
		}
	}
}

/** The names of properties that only older documents have, by type. */
export function goneFields(types: ReadonlyMap<string, FieldFact[]>, editions: readonly Edition[]): Map<string, string[]> {
	const gone = [...types].map(([type, fields]): [string, string[]] => {
		const present = new Set(fields.map(({ name }) => name));
		const all = editions.flatMap(({ tables }) => tables.fieldsOf(type)?.map(({ name }) => name) ?? []);
		return [type, [...new Set(all)].filter((name) => !present.has(name)).sort()];
	});
	return new Map(gone.filter(([, names]) => names.length > 0));
}

const factIn = ({ facts }: Edition, request: string) => facts.find((fact) => requestOf(fact) === request);

const listed = (fields: readonly FieldFact[], edition: Edition) =>
	fields.map(({ name, type }) => `${name} ${wireType(type, edition)}`).sort().join();

/** The parts of a request that can change without another path, each in a form that shows it. */
const forms: Record<'body' | 'query' | 'answer', (fact: OperationFact, edition: Edition) => string> = {
	// A type of its own is told apart field by field.
	body: ({ body = '' }, edition) => (typeof body === 'string' ? body : listed(body, edition)),
	query: ({ query }) => query.join(),
	answer: ({ answer }, edition) => {
		if (answer === undefined) return 'nothing';
		const isList = answer.endsWith('[]');
		const isStructured = edition.tables.fieldsOf(answer.replace('[]', '')) !== undefined;
		return isStructured ? `object${isList ? '[]' : ''}` : wireType(answer, edition);
	},
};

/** Since when a request exists, and where its parts took the form that they have in the newest document. */
export function historyOf(fact: OperationFact, editions: readonly Edition[]): { since?: string; changed?: string } {
	const request = requestOf(fact);
	const since = sinceOf(editions, (edition) => factIn(edition, request) !== undefined);
	const changes = Object.entries(forms).flatMap(([part, formOf]) => {
		const mark = changeOf(
			editions.flatMap((edition) => {
				const own = factIn(edition, request);
				return own ? [{ mark: edition.mark, form: formOf(own, edition) }] : [];
			}),
		);
		return mark === undefined ? [] : [`${part}@${mark}`];
	});
	return { ...(since === undefined ? {} : { since }), ...(changes.length > 0 ? { changed: changes.join(' ') } : {}) };
}

/** What older documents have and the newest does not, each with the first and the last document that has it. */
export function retiredRows(editions: readonly Edition[]): RetiredRow[] {
	const newest = new Set(editions.at(-1)?.facts.map(requestOf));
	const gone = new Map<string, RetiredRow>();
	for (const { mark, facts } of editions) {
		for (const fact of facts) {
			const request = requestOf(fact);
			if (newest.has(request)) continue;
			const before = gone.get(request);
			const isNew = before === undefined && mark !== editions[0]?.mark;
			gone.set(request, { ...(isNew ? { since: mark } : {}), ...before, request, id: fact.operationId, until: mark });
		}
	}
	return [...gone.values()];
}
