import { findListOf } from '../catalog';
import { findByPath } from '../catalog/match';
import type { Operation } from '../catalog/types';
import { availabilityOf, knownVersions, lastReleaseWith } from '../catalog/versions';
import type { PbxRequest } from '../request/pbxRequest';
import { takesQueryOptions } from '../request/queryOptions';
import { newerParts, type NewerPart } from './newerParts';

/** What a request was about, in the words of the editor. */
export interface Subject {
	/** Host and port of the PBX. */
	host: string;
	/** Whether the node acts as a user who signed in, and not as an API client. */
	isUser?: boolean;
	/** `phone logo`. */
	noun: string;
	/** `Delete Phone Logo`. */
	operationName: string;
	/** Whether the request only reads, so that running it again does no harm. */
	isRead?: boolean;
	/** The operation that lists such rows, where there is one. */
	listName?: string;
	/** The parameter that names the record, and its value. */
	key?: { displayName: string; value: string | number };
	/** Parameters besides the key that the PBX may find not valid; empty for none. */
	parameters?: string;
	/** The first release of 3CX that has the operation in every build, and the last one that has it in none. */
	minimumVersion?: string;
	lastVersionWithout?: string;
	/** The release between them of which only some builds have it. */
	partialVersion?: string;
	/** The last release of 3CX that had a path, where the path is gone, and whether only some builds of it did. */
	lastVersionWith?: string;
	isLastVersionPartial?: boolean;
	/** The operation to use in its place. */
	successorName?: string;
	/** What the request contains that not every known release of 3CX has. */
	newerParts?: readonly NewerPart[];
	/** The newest version of 3CX that this node knows. */
	knownVersion?: string;
}

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
		// A job's own row says how it begins, not all that it does.
		isRead: kind !== 'job' && kind !== 'local' && (request?.method ?? operation.method) === 'GET',
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
