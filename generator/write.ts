import type { KnownDocument, RetiredRow } from '../nodes/ThreeCx/catalog/types';
import type { SchemaTables } from './schemas';
import type { FieldFact, OperationFact } from './types';

/** A row as it is written: what a document says, with n8n's names for it. */
export interface WrittenRow extends OperationFact {
	resource: string;
	operation: string;
	/** The mark of the first document that has it; undefined where even the oldest document has it. */
	since?: string;
	/** The parts that changed, each with the mark of the first document that has them as they are: `body@20.0.10`. */
	changed?: string;
}

const HEADER = `// Written by "npx gulp catalog --spec <openapi.yaml>" from 3CX's OpenAPI documents. Do not edit: texts and exceptions\n// belong into overrides.ts.\n`;

const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** `Id int32, Number string?`; the notation is explained in catalog/facts/fields.ts. */
function fieldList(fields: readonly FieldFact[]): string {
	return fields
		.map(
			({ name, type, nullable, navigation, since, changed }) =>
				`${name} ${type}${nullable ? '?' : ''}${navigation ? '*' : ''}${since ? `@${since}` : ''}${changed ? `~${changed}` : ''}`,
		)
		.join(', ');
}

/** The query options that most lists and most records take, each written once. */
const QUERIES: Readonly<Record<string, string>> = {
	LIST: 'count expand filter orderby search select skip top',
	RECORD: 'expand select',
};

/** The value of a cell: a text, or the name of one that is written once. */
function cellText(name: string, text: string): string {
	const constant = name === 'query' ? Object.keys(QUERIES).find((key) => QUERIES[key] === text) : undefined;
	return constant ?? quoted(text);
}

function rowText(row: WrittenRow): string {
	const cells: Record<string, string | undefined> = {
		kind: row.kind,
		id: row.operationId,
		request: `${row.method} ${row.path}`,
		parameters: fieldList(row.parameters),
		query: row.query.join(' '),
		entity: typeof row.body === 'string' ? row.body : undefined,
		body: Array.isArray(row.body) ? fieldList(row.body) : undefined,
		answer: row.answer,
		since: row.since,
		changed: row.changed,
	};
	const given = Object.entries(cells).filter(([, text]) => text !== undefined && text !== '');
	return `\t\t${row.operation}: { ${given.map(([name, text]) => `${name}: ${cellText(name, text ?? '')}`).join(', ')}${row.ifMatch ? ', ifMatch: true' : ''} },`;
}

/** The rows of a resource, under the operations they are for. */
const groupText = (resource: string, rows: readonly WrittenRow[]) => [`\t${resource}: {`, ...rows.map(rowText), '\t},'];

/** The source of `catalog/facts/operations.ts`: rows sorted by resource and operation, retired ones by request. */
export function operationsSource(
	documents: readonly KnownDocument[],
	rows: readonly WrittenRow[],
	retired: readonly RetiredRow[],
): string {
	const sorted = [...rows].sort(
		(a, b) => compare(a.resource, b.resource) || compare(a.operation, b.operation),
	);
	const resources = [...new Set(sorted.map(({ resource }) => resource))];
	return [
		HEADER,
		"import type { KnownDocument, RetiredRow, UnnamedRow } from '../types';",
		'',
		'/** The documents of 3CX that are known, oldest first; the rows are from the last. */',
		'export const documents: readonly KnownDocument[] = [',
		...documents.map(({ mark, date }) => `\t{ mark: ${quoted(mark)}, date: ${quoted(date)} },`),
		'];',
		'',
		'/** Query options of most lists and of most records. */',
		...Object.entries(QUERIES).map(([name, text]) => `const ${name} = ${quoted(text)};`),
		'',
		'/** Every operation of the API, by resource and operation. */',
		'export const rowsByResource: Readonly<Record<string, Readonly<Record<string, UnnamedRow>>>> = {',
		...resources.flatMap((name) => groupText(name, sorted.filter(({ resource }) => resource === name))),
		'};',
		'',
		'/** Operations that 3CX removed, with the first and the last document that has them. */',
		'export const retired: readonly RetiredRow[] = [',
		...[...retired]
			.sort((a, b) => compare(a.request, b.request))
			.map(
				({ request, id, since, until }) =>
					`\t{ request: ${quoted(request)}, id: ${quoted(id)}, ${since === undefined ? '' : `since: ${quoted(since)}, `}until: ${quoted(until)} },`,
			),
		'];',
		'',
	].join('\n');
}

/** The source of `catalog/facts/fieldTables.ts`: types and enumerations, sorted by name. */
export function fieldTablesSource(
	{ types, enums, flagEnums }: Pick<SchemaTables, 'types' | 'enums' | 'flagEnums'>,
	gone: ReadonlyMap<string, string[]>,
): string {
	const table = <T>(entries: ReadonlyMap<string, T>, text: (value: T) => string) =>
		[...entries].sort(([a], [b]) => compare(a, b)).map(([name, value]) => `\t${name}: ${quoted(text(value))},`);
	return [
		HEADER,
		'/** The properties of every type, in the notation of fields.ts. */',
		'export const types: Readonly<Record<string, string>> = {',
		...table(types, fieldList),
		'};',
		'',
		'/** The members of every enumeration. */',
		'export const enums: Readonly<Record<string, string>> = {',
		...table(enums, (members) => members.join(' ')),
		'};',
		'',
		'/** The enumerations whose values may be several members at once. */',
		`export const flagEnums: readonly string[] = [${[...flagEnums].sort(compare).map(quoted).join(', ')}];`,
		'',
		'/** Properties that only older documents have. */',
		'export const goneFields: Readonly<Record<string, string>> = {',
		...table(gone, (names) => names.join(' ')),
		'};',
		'',
	].join('\n');
}
