import { findListOf } from '../catalog';
import { findByPath } from '../catalog/match';
import { knownVersions } from '../catalog/facts/operations';
import type { Operation } from '../catalog/types';
import type { PbxRequest } from '../request/pbxRequest';
import { takesQueryOptions } from '../request/queryOptions';
import type { Subject } from './errorTable';

/** Parameters that a refusal as "not valid" is most likely about. */
function parametersOf(operation: Operation): string {
	const { kind, entity, body, arguments: args } = operation;
	if (kind === 'rawRequest') return 'Path, Query Parameters and Body';
	if (entity !== undefined || body !== undefined || args.length > 0) return 'Fields';
	return takesQueryOptions(operation) ? 'Filter, Select, Expand and Order By' : '';
}

/** The last known version before one that is known. */
const versionBefore = (version: string | undefined): string | undefined =>
	knownVersions[knownVersions.findIndex((known) => known === version) - 1];

/**
 * What a failed request was about, in the words of the editor.
 *
 * @param origin of the PBX, such as `https://pbx.example.com`, where it is known.
 */
export function subjectOf(operation: Operation, origin?: string, request?: PbxRequest): Subject {
	const { key, noun, name, kind } = operation;
	const match: ReturnType<typeof findByPath> = kind === 'rawRequest' && request ? findByPath(request.method, request.path) : { operation };
	// What the user wrote is sent as it is, without the node's other ways.
	const minimumVersion = kind === 'rawRequest' ? match.operation?.since : operation.minimumVersion;
	return {
		host: origin === undefined ? 'the PBX' : new URL(origin).host,
		noun,
		operationName: name,
		listName: findListOf(operation)?.name,
		key: key && request?.key ? { displayName: key.displayName, value: request.key.value } : undefined,
		parameters: parametersOf(operation),
		minimumVersion,
		lastVersionWithout: versionBefore(minimumVersion),
		lastVersionWith: match.until,
		successorName: match.successor?.name,
		knownVersion: knownVersions.at(-1),
	};
}
