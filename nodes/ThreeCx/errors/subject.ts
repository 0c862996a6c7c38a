import { findListOf } from '../catalog';
import { findByPath } from '../catalog/match';
import type { Operation } from '../catalog/types';
import { availabilityOf, knownVersions, lastReleaseWith } from '../catalog/versions';
import type { PbxRequest } from '../request/pbxRequest';
import { takesQueryOptions } from '../request/queryOptions';
import type { Subject } from './errorTable';
import { newerParts } from './newerParts';

/** Parameters that a refusal as "not valid" is most likely about. */
function parametersOf(operation: Operation): string {
	const { kind, entity, body, arguments: args } = operation;
	if (kind === 'rawRequest') return 'Path, Query Parameters and Body';
	if (entity !== undefined || body !== undefined || args.length > 0) return 'Fields';
	return takesQueryOptions(operation) ? 'Filter, Select, Expand and Order By' : '';
}

/**
 * What a failed request was about, in the words of the editor.
 *
 * @param origin of the PBX, such as `https://pbx.example.com`, where it is known.
 */
export function subjectOf(operation: Operation, origin?: string, request?: PbxRequest): Subject {
	const { key, noun, name, kind } = operation;
	const match: ReturnType<typeof findByPath> = kind === 'rawRequest' && request ? findByPath(request.method, request.path) : { operation };
	// What the user wrote is sent as it is, without the node's other ways.
	const since = kind === 'rawRequest' ? match.operation?.since : operation.requires;
	const { minimum, partly, lastWithout } = since === undefined ? {} : availabilityOf(since);
	const lastWith = match.until === undefined ? undefined : lastReleaseWith(match.until);
	return {
		host: origin === undefined ? 'the PBX' : new URL(origin).host,
		noun,
		operationName: name,
		listName: findListOf(operation)?.name,
		key: key && request?.key ? { displayName: key.displayName, value: request.key.value } : undefined,
		parameters: parametersOf(operation),
		minimumVersion: minimum,
		partialVersion: partly,
		lastVersionWithout: lastWithout,
		lastVersionWith: lastWith?.release,
		isLastVersionPartial: lastWith?.isPartly,
		successorName: match.successor?.name,
		newerParts: match.operation && request ? newerParts(match.operation, request) : undefined,
		knownVersion: knownVersions.at(-1),
	};
}
