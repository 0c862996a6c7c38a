/**
 * The values that saved workflows contain. `frozenValues.json` keeps for every request the resource and operation that
 * it is stored as, also when a later document no longer has it, so that no document can rename one.
 */

/** `POST /Users` → `user.create` */
export type FrozenValues = Readonly<Record<string, string>>;

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

/**
 * The list after a run: the new values, and those of requests that are gone unless another request has theirs now.
 *
 * @throws Error if a stored value would be renamed, or be given to another request, naming each.
 */
export function freeze(values: FrozenValues, frozen: FrozenValues, acceptRenames: boolean): FrozenValues {
	const renames = renamesOf(values, frozen);
	if (renames.length > 0 && !acceptRenames) {
		throw new Error(
			[
				'Saved workflows contain these values, so they must stay:',
				...renames.map((text) => `  ${text}`),
				'Keep them in generator/values.ts. To change them all the same, add --accept-renames.',
			].join('\n'),
		);
	}
	const taken = new Set(Object.values(values));
	const gone = Object.entries(frozen).filter(([request, value]) => !Object.hasOwn(values, request) && !taken.has(value));
	return Object.fromEntries([...gone, ...Object.entries(values)].sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}

/** The text of `frozenValues.json`. */
export const frozenSource = (values: FrozenValues): string => `${JSON.stringify({ about: ABOUT, values }, null, '\t')}\n`;

/** The values in the text of `frozenValues.json`; none for an empty text. */
export function parseFrozen(text: string): FrozenValues {
	return text === '' ? {} : (JSON.parse(text) as { values: FrozenValues }).values;
}
