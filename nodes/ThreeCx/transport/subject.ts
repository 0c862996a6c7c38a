import { findListOf } from '../catalog';
import { findByPath } from '../catalog/match';
import { knownVersions } from '../catalog/operations';
import type { Operation } from '../catalog/types';
import type { PbxRequest } from '../request/pbxRequest';
import { takesQueryOptions } from '../request/queryOptions';
import type { Subject } from './errorTable';
import type { Connection } from './connection';

/** Parameters that a refusal as "not valid" is most likely about. */
function parametersOf(operation: Operation): string {
	const { kind, entity, body, arguments: args } = operation;
	if (kind === 'request') return 'Path, Query Parameters and Body';
	if (entity !== undefined || body !== undefined || args.length > 0) return 'Fields';
	return takesQueryOptions(operation) ? 'Filter, Select, Expand and Order By' : '';
}

/** The last known version before one that is known. */
const versionBefore = (version: string | undefined): string | undefined =>
	knownVersions[knownVersions.findIndex((known) => known === version) - 1];

/** What a failed request was about, in the words of the editor. */
export function subjectOf(operation: Operation, connection?: Connection, request?: PbxRequest): Subject {
	const { key, noun, name, kind } = operation;
	const called: ReturnType<typeof findByPath> = kind === 'request' && request ? findByPath(request.method, request.path) : { operation };
	// What the user wrote is sent as it is, without the node's other ways.
	const since = kind === 'request' ? called.operation?.since : operation.needs;
	return {
		host: connection ? new URL(connection.settings.origin).host : 'the PBX',
		noun,
		operationName: name,
		listName: findListOf(operation)?.name,
		key: key && request?.key ? { displayName: key.displayName, value: request.key.value } : undefined,
		parameters: parametersOf(operation),
		since,
		after: versionBefore(since),
		until: called.until,
		successorName: called.successor?.name,
		knownVersion: knownVersions.at(-1),
	};
}
