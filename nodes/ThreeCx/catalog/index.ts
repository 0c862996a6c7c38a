import { jobRows } from './jobs';
import { apiRows } from './operations';
import { operationTexts, parameterTexts, resourceTexts } from './overrides';
import type { Operation, OperationKind, OperationRow, ResourceTexts } from './types';

interface Words {
	name: string;
	action: string;
}

/** Names by kind, in the words of n8n's interface guidelines. */
const namingRules: Partial<Record<OperationKind, (texts: ResourceTexts) => Words>> = {
	delete: ({ name }) => ({ name: `Delete ${name}`, action: `Delete a ${name.toLowerCase()}` }),
	list: ({ plural }) => ({ name: `Get Many ${plural}`, action: `Get many ${plural.toLowerCase()}` }),
};

/** Looks up an entry that the catalogue must hold; a gap is a mistake in the catalogue, not of the user. */
function required<T>(table: Record<string, T>, name: string): T {
	const entry = table[name];
	if (entry === undefined) throw new RangeError(`overrides.ts has no entry "${name}"`);
	return entry;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function decorate(row: OperationRow): Operation {
	const texts = required(resourceTexts, row.resource);
	const operationText = operationTexts[`${row.resource}.${row.operation}`];
	const named = namingRules[row.kind]?.(texts);
	const name = operationText?.name ?? named?.name ?? row.operation;
	const action = operationText?.action ?? named?.action ?? name;
	const keyParameter = row.pathParameters.at(-1);
	return {
		...row,
		name,
		action,
		description: operationText?.description ?? action,
		resourceName: texts.name,
		noun: texts.name.toLowerCase(),
		nounPlural: texts.plural.toLowerCase(),
		key: keyParameter && {
			...keyParameter,
			editor: required(parameterTexts, `${row.resource}.${keyParameter.name}`),
		},
	};
}

/** Every operation with its words, sorted by resource and operation. */
export const operations: readonly Operation[] = [...apiRows, ...jobRows]
	.sort((a, b) => compare(a.resource, b.resource) || compare(a.operation, b.operation))
	.map(decorate);

const operationsByName = new Map(operations.map((entry) => [`${entry.resource}.${entry.operation}`, entry]));

/** The operation that a workflow names, or undefined where this version does not offer it. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return operationsByName.get(`${resource}.${operation}`);
}

/**
 * The list operation over the entity set that an operation's key belongs to: `Get Many Phone Logos` for
 * `/PhoneLogos({Filename})`. Undefined for operations without a key and for sets that cannot be listed.
 */
export function findListOf(operation: Operation): Operation | undefined {
	const entitySetPath = operation.path.slice(0, operation.path.indexOf('('));
	return operations.find((entry) => entry.kind === 'list' && entry.path === entitySetPath);
}

/** The property that names a row of the resource to a person, if one does. */
export function titlePropertyOf(operation: Operation): string | undefined {
	return resourceTexts[operation.resource]?.titleProperty;
}
