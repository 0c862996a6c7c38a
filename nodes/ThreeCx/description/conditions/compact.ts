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

/** All values of a parameter. */
export interface Index {
	/** How many operations have a value. */
	counts: ReadonlyMap<string, number>;
	/** The parts of a value that others have, too. */
	parts: ReadonlyMap<string, readonly Part[]>;
	/** The values that have a part, by its ID. */
	values: ReadonlyMap<string, readonly string[]>;
}

/** Shorter parts would say nothing to a reader. */
const SHORTEST_PART = 3;

const idOf = (key: Part['key'], text: string) => `${key} ${text}`;
const partWith = (key: Part['key'], text: string): Part => ({ key, text, id: idOf(key, text), cost: key.length + text.length + 16 });

/** All beginnings and ends of a value. */
function partsOf(value: string): Part[] {
	const parts: Part[] = [];
	for (let length = SHORTEST_PART; length <= value.length; length++) {
		parts.push(partWith('startsWith', value.slice(0, length)), partWith('endsWith', value.slice(-length)));
	}
	return parts;
}

/** Prepares the values of a parameter for `pick`, with how many operations have each. */
export function indexOf(counts: ReadonlyMap<string, number>): Index {
	const allParts = new Map<string, Part[]>();
	const values = new Map<string, string[]>();
	for (const value of counts.keys()) {
		const own = partsOf(value);
		allParts.set(value, own);
		for (const { id } of own) {
			const entry = values.get(id);
			if (entry) entry.push(value);
			else values.set(id, [value]);
		}
	}
	// A longer part that no fewer values have only costs more.
	const isUseful = ({ key, text, id }: Part) => {
		const shorter = idOf(key, key === 'startsWith' ? text.slice(0, -1) : text.slice(1));
		const sharing = values.get(id)?.length ?? 0;
		return sharing > 1 && sharing !== values.get(shorter)?.length;
	};
	const parts = new Map([...allParts].map(([value, own]) => [value, own.filter(isUseful)]));
	return { counts, parts, values };
}

/** What n8n takes to test a condition that is a part, in the time of one that is a value: 80 ns and 5 ns. */
const TIME_OF_PART = 16;

/** Bytes that a part must save to be worth that time. */
const LEAST_SAVING = 25;

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
			if (candidates.has(part.id)) continue;
			const candidate: Candidate = { part, wanted: new Set(), unwanted: new Set() };
			for (const value of index.values.get(part.id) ?? []) (wanted.has(value) ? candidate.wanted : candidate.unwanted).add(value);
			candidates.set(part.id, candidate);
		}
	}
	return [...candidates.values()];
}

/**
 * Short conditions that pick the wanted values and none of the others: where many begin or end alike, that part takes the
 * place of the values, and the few others that have it are hidden. The editor loads every one, so their bytes count, and n8n
 * tests them before each execution and with each keystroke, so their time does. It stops at the first that matches: those
 * come first that most operations match. A regular expression would be shorter still, but n8n gives each 250 ms on the
 * clock and then fails the execution.
 *
 * Source: n8n-workflow, node-helpers.ts (checkConditions) and safe-regex.ts.
 */
export function pick(wanted: readonly string[], index: Index): Picking {
	const operationsWith = (values: readonly string[]) => values.reduce((sum, value) => sum + (index.counts.get(value) ?? 0), 0);
	const show: { condition: Condition; matches: number }[] = [];
	const rest = new Set(wanted);
	const hide = new Set<string>();
	let candidates = wanted.length < 3 ? [] : candidatesFor(rest, index);
	const savingOf = (candidate: Candidate) => {
		const hiding = candidate.unwanted.size > 0 ? costOf(candidate.unwanted) + (hide.size > 0 ? 0 : COST_OF_HIDING) : 0;
		return costOf(candidate.wanted) - candidate.part.cost - hiding;
	};
	for (;;) {
		candidates = candidates.filter(({ wanted: values, part: { cost } }) => costOf(values) > cost + LEAST_SAVING);
		let best: Candidate | undefined;
		let most = LEAST_SAVING;
		for (const candidate of candidates) {
			const saving = savingOf(candidate);
			if (saving > most) [best, most] = [candidate, saving];
		}
		if (!best) break;
		const { key, text } = best.part;
		const covered = [...best.wanted];
		const hidden = [...best.unwanted];
		show.push({
			condition: { _cnd: { [key]: text } } as unknown as DisplayCondition,
			matches: operationsWith(covered) / TIME_OF_PART,
		});
		for (const value of covered) rest.delete(value);
		for (const value of hidden) hide.add(value);
		for (const candidate of candidates) {
			for (const value of covered) candidate.wanted.delete(value);
			for (const value of hidden) candidate.unwanted.delete(value);
		}
	}
	for (const value of rest) show.push({ condition: value, matches: operationsWith([value]) });
	show.sort((a, b) => b.matches - a.matches);
	return { show: show.map(({ condition }) => condition), hide: [...hide] };
}
