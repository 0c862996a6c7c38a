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

/** All values of a parameter: the parts of each, and those that have a part, by its ID. */
export interface Index {
	parts: ReadonlyMap<string, readonly Part[]>;
	values: ReadonlyMap<string, readonly string[]>;
}

const partWith = (key: Part['key'], text: string): Part => ({ key, text, id: `${key} ${text}`, cost: key.length + text.length + 16 });

/** The words of a camelCase value, from the front and from the back: `getAll` starts with `get` and ends with `All`. */
function partsOf(value: string): Part[] {
	const parts = [partWith('startsWith', value), partWith('endsWith', value)];
	for (const { index } of value.matchAll(/(?<!^)[A-Z]/g)) {
		parts.push(partWith('startsWith', value.slice(0, index)), partWith('endsWith', value.slice(index)));
	}
	return parts;
}

/** Prepares the values of a parameter for `pick`. */
export function indexOf(values: Iterable<string>): Index {
	const parts = new Map<string, Part[]>();
	const valuesByPart = new Map<string, string[]>();
	for (const value of values) {
		const own = partsOf(value);
		parts.set(value, own);
		for (const { id } of own) {
			const entry = valuesByPart.get(id);
			if (entry) entry.push(value);
			else valuesByPart.set(id, [value]);
		}
	}
	return { parts, values: valuesByPart };
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
	for (const wantedValue of wanted) {
		for (const part of index.parts.get(wantedValue) ?? []) {
			const values = index.values.get(part.id) ?? [];
			if (values.length < 2 || candidates.has(part.id)) continue;
			const candidate: Candidate = { part, wanted: new Set(), unwanted: new Set() };
			for (const value of values) (wanted.has(value) ? candidate.wanted : candidate.unwanted).add(value);
			candidates.set(part.id, candidate);
		}
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
