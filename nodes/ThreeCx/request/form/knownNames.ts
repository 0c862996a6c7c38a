import { fieldsOfType, goneFieldsOf } from '../../catalog/facts/fields';
import type { Field } from '../../catalog/types';
import { isRecord } from '../../input/itemInput';
import { ParameterRefused } from '../../input/parameterRefused';

/** How many letters of one text must be added, removed or swapped for others to make another (Levenshtein). */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_entry, index) => index);
	for (const [i, letter] of Array.from(a).entries()) {
		const next = [i + 1];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + Number(letter !== b[j - 1]);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

/** The name that a misspelled one is most likely meant to be; undefined where none is close. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
	const wanted = name.toLowerCase();
	const farthest = Math.ceil(name.length / 3);
	const ranked = known
		// All letters that one has more than the other must be added, so that a megabyte of them need not be compared.
		.filter(({ length }) => Math.abs(length - name.length) <= farthest)
		.map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }));
	const [nearest] = ranked.sort((a, b) => a.far - b.far);
	return nearest && nearest.far <= farthest ? nearest.candidate : undefined;
}

/** What a message calls a place in JSON: `Phones[0].Settings`. */
interface Place {
	operationName: string;
	/** `field` or `argument`. */
	noun: string;
	path: string;
}

function refuse(name: string, known: readonly string[], { operationName, noun, path }: Place): never {
	const nearest = nearestName(name, known);
	const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
	const remedy =
		noun === 'argument'
			? `It has ${known.join(', ')}.`
			: 'Write names as 3CX does, in the same case. To send a field that is newer than this node, use API Request.';
	throw new ParameterRefused(`"${operationName}" has no ${noun} "${path}${name}"${hint}`, `${remedy} Nothing was sent to the PBX.`);
}

/** Whole numbers beyond these bounds lose digits in JSON as JavaScript reads it. */
function refuseRounded(value: unknown, path: string): void {
	if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
	throw new ParameterRefused(
		`${path} must be a whole number between -9007199254740991 and 9007199254740991`,
		'Larger numbers would lose digits. Send them with API Request, which sends JSON exactly as written.',
	);
}

/**
 * Refuses names in JSON that an operation does not know, at any depth: the PBX ignores some of them without a word.
 * Annotations (`@odata.type`) are left alone, and so is an object that names its own type by one. Properties that only older
 * releases of 3CX have are known.
 *
 * @throws ParameterRefused naming the first unknown one, and the name that is closest to it.
 *
 * Source: OData JSON Format 4.01, section 4.6 (annotations).
 */
export function refuseUnknownNames(
	values: Readonly<Record<string, unknown>>,
	fields: readonly Field[],
	type: string | undefined,
	place: Place,
): void {
	if ('@odata.type' in values) return;
	const known = fields.map(({ name }) => name);
	const gone = type === undefined ? [] : goneFieldsOf(type);
	for (const [name, value] of Object.entries(values)) {
		if (name.includes('@') || gone.includes(name)) continue;
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) refuse(name, known, place);
		const inner = fieldsOfType(field.type);
		const entries = Array.isArray(value) ? (value as unknown[]) : [value];
		entries.forEach((entry, index) => {
			const path = `${place.path}${name}${Array.isArray(value) ? `[${index}]` : ''}`;
			if (/^u?int/.test(field.type)) refuseRounded(entry, path);
			if (isRecord(entry) && inner.length > 0) refuseUnknownNames(entry, inner, field.type, { ...place, path: `${path}.` });
		});
	}
}
