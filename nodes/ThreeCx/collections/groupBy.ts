/** Things by what they have in common, in their order; no group is empty. `Map.groupBy` comes with Node 21 only. */
export function groupBy<Key, T>(things: Iterable<T>, keyOf: (thing: T) => Key): Map<Key, [T, ...T[]]> {
	const groups = new Map<Key, [T, ...T[]]>();
	for (const thing of things) {
		const key = keyOf(thing);
		const group = groups.get(key);
		if (group) group.push(thing);
		else groups.set(key, [thing]);
	}
	return groups;
}
