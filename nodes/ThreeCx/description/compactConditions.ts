import type { DisplayCondition } from 'n8n-workflow';

export type Condition = string | DisplayCondition;

/** Conditions that together pick some values: those under `show`, less those under `hide`. */
export interface Picking {
	show: Condition[];
	hide: string[];
}

/** A part that values begin or end with. */
interface Part {
	key: 'startsWith' | 'endsWith';
	text: string;
	id: string;
	/** Bytes of the condition in JSON, with the comma behind it. */
	cost: number;
}

/** A part, with the wanted and unwanted values that have it. */
interface Candidate {
	part: Part;
	wanted: Set<string>;
	unwanted: Set<string>;
}

/** All values of a parameter by the parts that several of them have. */
export type Index = ReadonlyMap<string, readonly string[]>;

const partWith = (key: Part['key'], text: string): Part => ({ key, text, id: `${key} ${text}`, cost: key.length + text.length + 16 });

/** The words of a camelCase value, from the front and from the back: `getAll` starts with `get` and ends with `All`. */
function partsOf(value: string): Part[] {
	const words = value.split(/(?=[A-Z])/);
	return words.flatMap((_word, index): Part[] => [
		partWith('startsWith', words.slice(0, index + 1).join('')),
		partWith('endsWith', words.slice(index).join('')),
	]);
}

/** Prepares the values of a parameter for `pick`. */
export function indexOf(values: Iterable<string>): Index {
	const index = new Map<string, string[]>();
	for (const value of values) {
		for (const { id } of partsOf(value)) {
			const entry = index.get(id);
			if (entry) entry.push(value);
			else index.set(id, [value]);
		}
	}
	return index;
}

/** Bytes of `"hide":{"operation":[]},` in JSON. */
const COST_OF_HIDING = 24;

/** Bytes of values in JSON, with their commas. */
function costOf(values: Iterable<string>): number {
	let cost = 0;
	for (const value of values) cost += value.length + 3;
	return cost;
}

function candidatesFor(wanted: ReadonlySet<string>, index: Index): Candidate[] {
	const candidates = new Map<string, Candidate>();
	for (const part of [...wanted].flatMap(partsOf)) {
		const values = index.get(part.id) ?? [];
		if (values.length < 2 || candidates.has(part.id)) continue;
		const covered = values.filter((value) => wanted.has(value));
		const others = values.filter((value) => !wanted.has(value));
		candidates.set(part.id, { part, wanted: new Set(covered), unwanted: new Set(others) });
	}
	return [...candidates.values()];
}

/**
 * Short conditions that pick the wanted values and none of the others: where many begin or end alike, that part takes the
 * place of the values, and the few others that have it are hidden. The editor loads every one, so their bytes count. A
 * regular expression would be shorter still, but n8n gives each 250 ms on the clock and then fails the execution.
 *
 * Source: n8n-workflow, node-helpers.ts (checkConditions) and safe-regex.ts.
 */
export function pick(wanted: readonly string[], index: Index): Picking {
	const show: Condition[] = [];
	const rest = new Set(wanted);
	const hide = new Set<string>();
	let candidates = wanted.length < 3 ? [] : candidatesFor(rest, index);
	const savingOf = (candidate: Candidate) => {
		const hiding = candidate.unwanted.size > 0 ? costOf(candidate.unwanted) + (hide.size > 0 ? 0 : COST_OF_HIDING) : 0;
		return costOf(candidate.wanted) - candidate.part.cost - hiding;
	};
	for (;;) {
		candidates = candidates.filter(({ wanted: values, part: { cost } }) => costOf(values) > cost);
		let best: Candidate | undefined;
		let most = 0;
		for (const candidate of candidates) {
			const saving = savingOf(candidate);
			if (saving > most) [best, most] = [candidate, saving];
		}
		if (!best) return { show: [...show, ...rest], hide: [...hide] };
		const { key, text } = best.part;
		show.push({ _cnd: { [key]: text } } as unknown as DisplayCondition);
		const covered = [...best.wanted];
		const hidden = [...best.unwanted];
		for (const value of covered) rest.delete(value);
		for (const value of hidden) hide.add(value);
		for (const candidate of candidates) {
			for (const value of covered) candidate.wanted.delete(value);
			for (const value of hidden) candidate.unwanted.delete(value);
		}
	}
}
