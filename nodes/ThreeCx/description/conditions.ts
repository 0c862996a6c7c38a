import type { IDisplayOptions } from 'n8n-workflow';
import type { Operation } from '../catalog/types';

type Shown = NonNullable<IDisplayOptions['show']>;

const unique = (values: string[]) => [...new Set(values)];

/** Whether `select` picks the same operations as `wanted`, out of all. */
function isExact(all: readonly Operation[], wanted: ReadonlySet<Operation>, picks: (operation: Operation) => boolean): boolean {
	return all.every((operation) => picks(operation) === wanted.has(operation));
}

/**
 * The condition under which a parameter appears for exactly these operations: by resource or by operation alone where
 * that says enough, because a parameter shared by many operations would else name all their resources; otherwise by both.
 *
 * @throws RangeError where no such condition exists: the parameter must then be declared more than once.
 *
 * Source: n8n-workflow, node-helpers.ts, displayParameter (conditions are joined by "and", values by "or").
 */
export function shownFor(all: readonly Operation[], wanted: readonly Operation[]): { show: Shown } {
	const resource = unique(wanted.map((operation) => operation.resource));
	const operation = unique(wanted.map((entry) => entry.operation));
	const exact = new Set(wanted);
	if (isExact(all, exact, (entry) => operation.includes(entry.operation))) return { show: { operation } };
	if (isExact(all, exact, (entry) => resource.includes(entry.resource))) return { show: { resource } };
	if (isExact(all, exact, (entry) => resource.includes(entry.resource) && operation.includes(entry.operation))) {
		return { show: { resource, operation } };
	}
	throw new RangeError(`No condition shows exactly ${wanted.map(({ name }) => name).join(', ')}`);
}
