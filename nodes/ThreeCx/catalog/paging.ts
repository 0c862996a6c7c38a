import { fieldsOfType } from './facts/fields';
import { findListOf, operations } from './index';
import type { Operation } from './types';
import { listOrders, rowKeys, smallReports } from './words/overrides';

/** The property that tells the rows of a list apart. */
export interface RowKey {
	property: string;
	/**
	 * Whether 3CX's document names rows by it (`/Users({Id})`), so that no two rows share it. Of a presumed key that is
	 * likely, not certain.
	 */
	isDeclared: boolean;
	/** The first document that has it, where the oldest lacks it: a PBX before it refuses to select it or to sort by it. */
	since?: string;
}

/** How the pages of a list are asked for, and what makes sure that they are all there. */
export interface Paging {
	/** Undefined where nothing is known to tell the rows apart. */
	key?: RowKey;
	/** Whether every PBX can sort the list by its key. */
	isSortable: boolean;
	/**
	 * What to sort by where the user gives no order, with the key last, so that pages neither overlap nor leave gaps.
	 * Undefined where the list can't be sorted, or where the PBX's own order is to be kept.
	 */
	order?: string;
	/** Rows to ask for at a time. */
	pageSize: number;
	/** Whether the PBX can be asked how many rows there are. */
	isCountable: boolean;
	/** Whether that number can be relied on. Functions were seen to return `$top` in its place. */
	isCountExact: boolean;
	isReport: boolean;
}

/** The most rows that 3CX gives at a time of an entity set: a larger `$top` is refused with 400 (seen on live systems). */
export const PAGE_SIZE = 100;

/**
 * Rows of a report to ask for at a time. Reports take a larger `$top` (500 to 100,000 were seen on live systems), and for
 * each page the PBX makes the rows before it once more.
 */
const REPORT_PAGE_SIZE = 1000;

/** The usual name of a key, where the document does not name rows by one. */
const USUAL_KEY = 'Id';

let declaredKeys: ReadonlyMap<string, string> | undefined;

/** The key by which the document names rows, by their type. Made when first asked for. */
function declaredKeyOf(type: string): string | undefined {
	declaredKeys ??= new Map(
		operations.flatMap((operation) => {
			const rows = findListOf(operation)?.answer;
			return operation.key && rows !== undefined ? [[rows, operation.key.property] as const] : [];
		}),
	);
	return declaredKeys.get(type);
}

/**
 * The property that tells the rows of a list apart: the key by which the document names them, else what `rowKeys` says, else
 * `Id` where every row has one. Undefined where nothing does.
 */
export function rowKeyOf({ answer = '' }: Operation): RowKey | undefined {
	const fields = fieldsOfType(answer);
	const declared = declaredKeyOf(answer);
	const usual = fields.find(({ name, isNullable, since }) => name === USUAL_KEY && !isNullable && since === undefined);
	const property = declared ?? rowKeys[answer] ?? usual?.name;
	if (property === undefined) return undefined;
	return { property, isDeclared: declared !== undefined, since: fields.find(({ name }) => name === property)?.since };
}

/** The order of a type's rows with the key last; undefined where the PBX's own is kept. */
function orderOf(type: string, { property }: RowKey): string | undefined {
	const first = listOrders[type];
	if (first === '') return undefined;
	return first === undefined ? property : `${first},${property}`;
}

/** How to page a list operation. */
export function pagingOf(operation: Operation): Paging {
	const { id, kind, path, query, answer = '' } = operation;
	const isReport = kind === 'function' && path.startsWith('/Report');
	const key = rowKeyOf(operation);
	const isSortable = key !== undefined && key.since === undefined && query.includes('orderby');
	return {
		key,
		isSortable,
		order: isSortable ? orderOf(answer, key) : undefined,
		pageSize: isReport && !smallReports.has(id) ? REPORT_PAGE_SIZE : PAGE_SIZE,
		isCountable: query.includes('count'),
		isCountExact: kind === 'list',
		isReport,
	};
}
