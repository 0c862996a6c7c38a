import type { Operation } from '../catalog/types';
import { formOf } from '../catalog/forms';

/** Functions are sent with GET even where they make something, such as a provisioning link; their verb tells. */
const READING_VERBS = /^(check|download|export|find|get|has|list)/;

/** Whether running an operation changes nothing on the PBX. */
const onlyReads = ({ method, kind, operation }: Operation): boolean =>
	method === 'GET' && (kind !== 'function' || READING_VERBS.test(operation));

/** Whether n8n refuses to run an operation until something is filled in. */
const needsInput = (operation: Operation): boolean => operation.key !== undefined || operation.kind === 'rawRequest' || formOf(operation)?.fields.length === 1;

/** The most useful first: rows, then one record, then what else reads, files last. */
const PREFERENCES: readonly ((operation: Operation) => boolean)[] = [
	({ operation }) => operation === 'getAll',
	({ operation }) => operation === 'get',
	({ output }) => output === 'pages',
	({ kind }) => kind === 'rawRequest',
	({ output }) => output !== 'file',
	() => true,
];

/**
 * The operation that a resource opens with: one that only reads; where it has none, one that cannot run without input;
 * otherwise none, so that nothing happens before a person chose what.
 */
export function defaultOperation(operations: readonly Operation[]): string {
	const reading = operations.filter(onlyReads);
	const harmless = reading.length > 0 ? reading : operations.filter(needsInput);
	for (const isPreferred of PREFERENCES) {
		const found = harmless.find(isPreferred);
		if (found) return found.operation;
	}
	return '';
}
