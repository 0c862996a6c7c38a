import type { INodeProperties } from 'n8n-workflow';

/** A parameter with all that declare it alike. */
type Group = readonly INodeProperties[];

const namedIn = ({ displayOptions }: INodeProperties) => displayOptions?.show?.operation ?? [];

/** All of a parameter but the operations that show it; undefined if anything else decides, too. */
function definitionOf({ displayOptions, ...others }: INodeProperties): string | undefined {
	const { show = {}, ...more } = displayOptions ?? {};
	if (Object.keys(show).join() !== 'operation' || Object.keys(more).length > 0) return undefined;
	return JSON.stringify(Object.entries(others).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An order in which the parameters of each operation stand as they did; undefined if there is none. */
function inOrder(groups: readonly Group[], properties: readonly INodeProperties[]): Group[] | undefined {
	const groupOf = new Map(groups.flatMap((group) => group.map((property) => [property, group] as const)));
	const before = new Map<Group, Set<Group>>(groups.map((group) => [group, new Set()]));
	const last = new Map<unknown, Group>();
	for (const property of properties) {
		const group = groupOf.get(property);
		if (!group) continue;
		for (const operation of namedIn(property)) {
			const previous = last.get(operation);
			if (previous && previous !== group) before.get(group)?.add(previous);
			last.set(operation, group);
		}
	}
	const ordered = new Set<Group>();
	while (ordered.size < groups.length) {
		const next = groups.find((group) => !ordered.has(group) && [...(before.get(group) ?? [])].every((other) => ordered.has(other)));
		if (!next) return undefined;
		ordered.add(next);
	}
	return [...ordered];
}

function joined([first, ...others]: Group): INodeProperties[] {
	if (!first) return [];
	if (others.length === 0) return [first];
	return [{ ...first, displayOptions: { show: { operation: [first, ...others].flatMap(namedIn) } } }];
}

/**
 * Declares parameters that forms have alike once for all of them, where the order of no form changes: n8n looks at every
 * parameter before each execution, shown or not. Forms can so be written down one by one.
 *
 * @param properties all shown by operations that they name. @returns the same, in an order that may differ between forms.
 */
export function shareAlike(properties: readonly INodeProperties[]): INodeProperties[] {
	let groups: Group[] = [];
	const definitions = new Map(properties.map((property) => [property, definitionOf(property)]));
	for (const property of properties) {
		const definition = definitions.get(property);
		const alike = definition === undefined ? undefined : groups.find(([first]) => first && definitions.get(first) === definition);
		const apart: Group[] = [...groups, [property]];
		const together = alike && inOrder(groups.map((group) => (group === alike ? [...group, property] : group)), properties);
		groups = together ?? apart;
	}
	return groups.flatMap(joined);
}
