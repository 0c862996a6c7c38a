import type { Operation } from '../catalog/types';
import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';
import type { PbxRequest } from '../request/pbxRequest';
import { successItem, type OutputJson } from './items';

const CONTEXT = '@odata.context';

/** A row of a collection: objects as they are, primitives as `{ "value": … }`. */
export const asRow = (entry: unknown): OutputJson => (isRecord(entry) ? entry : { value: entry });

/** The rows in a body that is a collection: a bare list, or OData's `{ "value": […] }`. */
export function collectionIn(body: unknown): unknown[] | undefined {
	const list = isRecord(body) ? body.value : body;
	return Array.isArray(list) ? (list as unknown[]) : undefined;
}

/**
 * What an answer puts out: the rows of a collection, one object without OData's context, or `{ "value": … }` for a
 * primitive. No content is `{ "success": true }` with the key where something was done, and nothing where something was
 * asked: OData returns 204 for null.
 *
 * Source: OData JSON Format 4.01, sections 7 to 14; OData Protocol 4.01, section 11.2.4 (204 for null).
 */
export function rowsIn(body: unknown, request: PbxRequest): OutputJson[] {
	if (body === '' || body === undefined || body === null) return request.method === 'GET' ? [] : [successItem(request)];
	const collection = collectionIn(body);
	if (collection) return collection.map(asRow);
	if (!isRecord(body)) return [{ value: body }];
	const row = Object.fromEntries(Object.entries(body).filter(([name]) => name !== CONTEXT));
	// Drop Call is declared to give an object of which nothing is known, and gives an empty one.
	return Object.keys(row).length === 0 && request.method !== 'GET' ? [successItem(request)] : [row];
}

/** A row with these properties only, in this order, as far as it has them. */
export const withOnly = (names: readonly string[], row: OutputJson): OutputJson =>
	Object.fromEntries(names.filter((name) => Object.hasOwn(row, name)).map((name) => [name, row[name]]));

/** One entry that a bulk action could not handle. */
export interface ReportedFailure {
	/** What names the entry, such as an extension number; empty where nothing does. */
	subject: string;
	/** 3CX's code or words. */
	reason: string;
}

/** A status that says that an entry was not handled, where no error does. */
const FAILED = /fail|error/i;

/** What a property for errors says; empty where it says nothing. */
const errorIn = (value: unknown): string => {
	if (value === undefined || value === null || value === false) return '';
	return typeof value === 'object' ? JSON.stringify(value) : asText(value);
};

/** The entries that a bulk action reports as not handled, inside an answer that is otherwise good. */
export function reportedFailures(rows: readonly OutputJson[], { failures }: Pick<Operation, 'failures'>): ReportedFailure[] {
	if (!failures) return [];
	const { error, subject, status } = failures;
	return rows.flatMap((row) => {
		const state = status === undefined ? '' : asText(row[status]);
		const reason = errorIn(row[error]) || (FAILED.test(state) ? state : '');
		return reason === '' ? [] : [{ subject: subject === undefined ? '' : asText(row[subject]), reason }];
	});
}
