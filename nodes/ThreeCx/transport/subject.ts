import { findListOf } from '../catalog';
import type { Operation } from '../catalog/types';
import type { PbxRequest } from '../request/buildRequest';
import type { Subject } from './errorTable';
import type { Connection } from './send';

/** What a failed request was about, in the words of the editor. */
export function subjectOf(operation: Operation, connection?: Connection, request?: PbxRequest): Subject {
	return {
		host: connection ? new URL(connection.settings.origin).host : 'the PBX',
		noun: operation.noun,
		operationName: operation.name,
		listName: findListOf(operation)?.name,
		key:
			operation.key && request?.key
				? { displayName: operation.key.editor.displayName, value: request.key.value }
				: undefined,
	};
}
