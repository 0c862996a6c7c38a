import type { Operation, OperationKind } from '../catalog/types';
import { readRowLimit, type PbxRequest, type ReadParameter } from '../request/buildRequest';
import { deletedItem, type OutputJson } from '../response/items';
import { jobs } from '../jobs';
import { readAllRows } from './pages';
import { send, type Connection } from './send';

type Performer = (
	connection: Connection,
	operation: Operation,
	request: PbxRequest,
	read: ReadParameter,
) => Promise<OutputJson[]>;

/** How each kind of operation is carried out. */
const performers: Record<OperationKind, Performer> = {
	list: async (connection, { queryOptions }, request, read) =>
		await readAllRows(connection, request, {
			limit: readRowLimit(read),
			countable: queryOptions.includes('count'),
		}),
	job: async (connection, { resource, operation }, _request, read) => {
		const job = jobs[`${resource}.${operation}`];
		if (!job) throw new RangeError(`jobs/index.ts has no job "${resource}.${operation}"`);
		return await job(connection, read);
	},
	delete: async (connection, _operation, request) => {
		await send(connection, request);
		return [deletedItem(request)];
	},
};

/** Carries out one operation for one item and returns what it outputs. */
export const perform: Performer = async (connection, operation, request, read) =>
	await performers[operation.kind](connection, operation, request, read);
