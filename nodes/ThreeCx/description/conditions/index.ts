import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../catalog/types';
import { indexOf, pick, type Index, type Picking } from './compact';

type Show = NonNullable<IDisplayOptions['show']>;
type Dimension = 'resource' | 'operation';

/** How many operations have each value. */
function countBy(operations: readonly Operation[], dimension: Dimension): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { [dimension]: value } of operations) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

const knownValues = new WeakMap<readonly Operation[], Record<Dimension, Index>>();

/** What is asked of a list of operations again and again. */
function valuesOf(operations: readonly Operation[]): Record<Dimension, Index> {
	const known = knownValues.get(operations);
	if (known) return known;
	const values = { resource: indexOf(countBy(operations, 'resource')), operation: indexOf(countBy(operations, 'operation')) };
	knownValues.set(operations, values);
	return values;
}

/** Whether all operations with one of these values are wanted. */
function isWhole(all: ReadonlyMap<string, number>, wanted: ReadonlyMap<string, number>): boolean {
	return [...wanted].every(([value, count]) => all.get(value) === count);
}

function combined(parts: readonly (readonly [Dimension, Picking])[]): IDisplayOptions {
	const hidden = parts.filter(([, { hide }]) => hide.length > 0);
	return {
		show: Object.fromEntries(parts.map(([dimension, { show }]) => [dimension, show])),
		...(hidden.length > 0 ? { hide: Object.fromEntries(hidden.map(([dimension, { hide }]) => [dimension, hide])) } : {}),
	};
}

const lengthOf = (conditions: IDisplayOptions) => JSON.stringify(conditions).length;

/**
 * The conditions under which a parameter appears for exactly these operations, whatever else is stored: one where the
 * resource alone, the operation alone, or any of these resources with any of these operations says it; otherwise one for
 * each group that does. They name resource and operation themselves, because n8n keeps the values of hidden parameters.
 *
 * Source: n8n-workflow, node-helpers.ts, displayParameter (shown where all parameters under `show` match, and none under
 * `hide`; values are joined by "or").
 */
export function conditionsFor(all: readonly Operation[], wanted: readonly Operation[]): IDisplayOptions[] {
	if (wanted.length === 0) return [];
	const { resource: resources, operation: values } = valuesOf(all);
	const ownResources = countBy(wanted, 'resource');
	const ownValues = countBy(wanted, 'operation');
	const someValues = (some: readonly string[]) => ['operation', pick(some, values)] as const;
	const ownPicks = {
		resource: () => ['resource', pick([...ownResources.keys()], resources)] as const,
		operation: () => someValues([...ownValues.keys()]),
	};

	if (isWhole(values.counts, ownValues)) return [combined([ownPicks.operation()])];
	if (isWhole(resources.counts, ownResources)) return [combined([ownPicks.resource()])];
	const product = all.filter(({ resource, operation }) => ownResources.has(resource) && ownValues.has(operation));
	if (product.length === wanted.length) {
		// Of the resources that have one of these values, either those that are meant are named, or the others.
		const others = all.filter(({ resource, operation }) => ownValues.has(operation) && !ownResources.has(resource));
		const unwanted = pick([...new Set(others.map(({ resource }) => resource))], resources);
		const naming = combined([ownPicks.resource(), ownPicks.operation()]);
		const leavingOut = combined([ownPicks.operation()]);
		leavingOut.hide = { ...leavingOut.hide, resource: unwanted.show };
		return [unwanted.hide.length === 0 && lengthOf(leavingOut) < lengthOf(naming) ? leavingOut : naming];
	}

	// Values that always mean a wanted operation go together; each other value goes with the resources that are meant.
	const pure: string[] = [];
	const valuesByResources = new Map<string, string[]>();
	for (const [value, count] of ownValues) {
		if (values.counts.get(value) === count) {
			pure.push(value);
			continue;
		}
		const owners = wanted.filter(({ operation }) => operation === value).map(({ resource }) => resource).join();
		valuesByResources.set(owners, [...(valuesByResources.get(owners) ?? []), value]);
	}
	return [
		...(pure.length > 0 ? [combined([someValues(pure)])] : []),
		...[...valuesByResources].map(([owners, operation]) => ({ show: { resource: owners.split(','), operation } })),
	];
}

/**
 * A parameter for exactly these operations, declared once for each condition that it takes.
 *
 * @param further what must be chosen besides, in a parameter that the same operations have.
 */
export function declare(
	property: Omit<INodeProperties, 'displayOptions'>,
	all: readonly Operation[],
	wanted: readonly Operation[],
	further: Show = {},
): INodeProperties[] {
	return conditionsFor(all, wanted).map(({ show, hide }) => ({
		...property,
		displayOptions: { show: { ...show, ...further }, ...(hide ? { hide } : {}) },
	}));
}

const fromRoot = (conditions: Show) =>
	Object.fromEntries(Object.entries(conditions).map(([name, values]) => [`/${name}`, values]));

/** The same for an option in a collection, from which resource and operation are reached with a slash. */
export function declareOption(
	option: Omit<INodeProperties, 'displayOptions'>,
	all: readonly Operation[],
	wanted: readonly Operation[],
): INodeProperties[] {
	return conditionsFor(all, wanted).map(({ show = {}, hide }) => ({
		...option,
		displayOptions: { show: fromRoot(show), ...(hide ? { hide: fromRoot(hide) } : {}) },
	}));
}
