import { apiOperations } from '../../catalog';
import type { Operation } from '../../catalog/types';
import { argumentLiteral, pathLiteral } from '../../request/odata';
import type { PbxRequest } from '../../request/pbxRequest';

/** What a request of a job carries. */
export interface CallDetails {
	/** Key of the entity acted on. */
	key?: unknown;
	/** Arguments of a function, by name. */
	arguments?: Readonly<Record<string, unknown>>;
	query?: Readonly<Record<string, string>>;
	/** Sent as JSON, as 3CX documents it. */
	body?: object;
	/** ETag that the entity must still have. */
	etag?: string;
	/** Never sent again after a failure. */
	isOnce?: true;
}

const operationsByRequest = new Map(apiOperations.map((operation) => [`${operation.method} ${operation.path}`, operation]));

/**
 * The catalog's operation behind a request, written as the catalog writes it: `PATCH /Queues({Id})`.
 *
 * @throws RangeError where there is none.
 */
export function operationOf(request: string): Operation {
	const operation = operationsByRequest.get(request);
	if (operation) return operation;
	throw new RangeError(`The catalog has no request "${request}"`);
}

/** The path with the literals of key and arguments, in the order in which the API documents them. */
function pathOf({ path, key, arguments: fields }: Operation, { key: keyValue, arguments: given = {} }: CallDetails): string {
	const literals = new Map(
		fields.map((field) => [field.name, argumentLiteral(field, given[field.name] ?? null, field.name, 'UTC')]),
	);
	if (key) literals.set(key.property, pathLiteral(key.type, keyValue, key.property));
	return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => literals.get(name) ?? '');
}

/** The request that calls an operation of the API. */
export function requestFor(operation: Operation, details: CallDetails = {}): PbxRequest {
	const body = details.body ?? (operation.method === 'POST' ? {} : undefined);
	return {
		method: operation.method,
		path: pathOf(operation, details),
		query: { ...details.query },
		headers: {
			...(details.etag === undefined ? {} : { 'If-Match': details.etag }),
			...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		// A list that was read before an outage must not overwrite what others changed since.
		...(operation.method === 'PATCH' ? { isFromReading: true } : {}),
		...(details.isOnce ? { isOnce: true } : {}),
	};
}
