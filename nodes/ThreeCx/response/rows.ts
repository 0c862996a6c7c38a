import { isRecord } from '../request/input';
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
 * What an answer puts out: the rows of a collection, one object without OData's context, `{ "value": … }` for a
 * primitive, or `{ "success": true }` with the key where there is no content.
 *
 * Source: OData JSON Format 4.01, sections 7 to 14.
 */
export function rowsIn(body: unknown, request: PbxRequest): OutputJson[] {
	if (body === '' || body === undefined || body === null) return [successItem(request)];
	const collection = collectionIn(body);
	if (collection) return collection.map(asRow);
	if (!isRecord(body)) return [{ value: body }];
	return [Object.fromEntries(Object.entries(body).filter(([name]) => name !== CONTEXT))];
}

/** What a row of a bulk action says went wrong with one entry (`Error` in 3CX's answers), as one line. */
export function reportedFailures(rows: readonly OutputJson[]): string[] {
	return rows
		.filter((row) => typeof row.Error === 'string' && row.Error !== '')
		.map(({ Error: reason, ...about }) => {
			const subject = Object.values(about).find((value) => typeof value === 'string' || typeof value === 'number');
			return subject === undefined ? String(reason) : `${String(subject)}: ${String(reason)}`;
		});
}
