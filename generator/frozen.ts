/**
 * The values that saved workflows contain. `frozenValues.json` keeps for every request the resource and operation that
 * it is stored as, also when a later document no longer has it, so that no document can rename one. Operations of ours have
 * no request of their own: there the list keeps the values alone.
 */

/** `POST /Users` → `user.create` */
export type FrozenValues = Readonly<Record<string, string>>;

/** All values that saved workflows contain. */
export interface Frozen {
	/** Those of 3CX's requests. */
	values: FrozenValues;
	/** Those of our jobs and of API Request, sorted: `user.onboard`. */
	own: readonly string[];
}

const ABOUT = 'Written by "npx gulp catalog": request -> resource.operation, as saved workflows contain it. Do not edit.';

/** Where new values differ from frozen ones, in words. */
export function renamesOf(values: FrozenValues, frozen: FrozenValues): string[] {
	const frozenRequests = new Map(Object.entries(frozen).map(([request, value]) => [value, request]));
	return Object.entries(values).flatMap(([request, value]) => {
		const before = frozen[request];
		if (before !== undefined) return before === value ? [] : [`${request}: ${before} would become ${value}`];
		const owner = frozenRequests.get(value);
		return owner === undefined ? [] : [`${value}: ${request} would take the place of ${owner}`];
	});
}

function refuse(changes: readonly string[], file: string): void {
	if (changes.length === 0) return;
	throw new Error(
		[
			'Saved workflows contain these values, so they must stay:',
			...changes.map((text) => `  ${text}`),
			`Keep them in ${file}. To change them all the same, add --accept-renames.`,
		].join('\n'),
	);
}

/**
 * The list of our own values after a run, sorted.
 *
 * @throws Error if a stored value is gone, naming each, or if two operations have the same one.
 */
export function freezeOwn(own: readonly string[], { values, own: frozen }: Frozen, acceptRenames: boolean): string[] {
	const gone = frozen.filter((value) => !own.includes(value)).map((value) => `${value} would be gone`);
	if (!acceptRenames) refuse(gone, 'nodes/ThreeCx/catalog/facts/ownRows.ts');
	const taken = new Set(Object.values(values));
	const double = own.filter((value, index) => taken.has(value) || own.indexOf(value) !== index);
	if (double.length > 0) throw new Error(`Two operations have the value ${double.join(', ')}`);
	return [...own].sort();
}

/**
 * The list after a run: the new values, and those of requests that are gone unless another request has theirs now.
 *
 * @throws Error if a stored value would be renamed, or be given to another request, naming each.
 */
export function freeze(values: FrozenValues, frozen: FrozenValues, acceptRenames: boolean): FrozenValues {
	const renames = renamesOf(values, frozen);
	if (!acceptRenames) refuse(renames, 'generator/values.ts');
	const taken = new Set(Object.values(values));
	const gone = Object.entries(frozen).filter(([request, value]) => !Object.hasOwn(values, request) && !taken.has(value));
	return Object.fromEntries([...gone, ...Object.entries(values)].sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}

/** The text of `frozenValues.json`. */
export const frozenSource = ({ values, own }: Frozen): string => `${JSON.stringify({ about: ABOUT, own, values }, null, '\t')}\n`;

/** The values in the text of `frozenValues.json`; none for an empty text. */
export function parseFrozen(text: string): Frozen {
	const { values = {}, own = [] } = text === '' ? {} : (JSON.parse(text) as Partial<Frozen>);
	return { values, own };
}
