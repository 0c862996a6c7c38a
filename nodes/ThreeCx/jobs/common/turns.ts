import type { Connection } from '../../transport/connection';

/** The last piece of work on each record, by what names the record, for each execution. */
const turns = new WeakMap<Connection, Map<string, Promise<unknown>>>();

/**
 * Does the work once all earlier work on the same record is finished, so that the items of one execution don't overwrite
 * each other's lists. Work on other records goes on meanwhile.
 *
 * Don't nest: two pieces of work that wait for each other never end.
 *
 * @param record kind and ID of the record, such as `queue 40`; work on a whole set names the set.
 */
export async function inTurn<T>(connection: Connection, record: string, work: () => Promise<T>): Promise<T> {
	const last = turns.get(connection) ?? new Map<string, Promise<unknown>>();
	turns.set(connection, last);
	const running = (last.get(record) ?? Promise.resolve()).then(work);
	last.set(
		record,
		running.catch(() => undefined),
	);
	return await running;
}
