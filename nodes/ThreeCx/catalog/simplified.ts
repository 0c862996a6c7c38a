import { fieldsOfType, isStructured } from './fields';
import { simplifiedOverrides } from './overrides';
import type { Field, Operation } from './types';

/** Entities with more properties than this are simplified unless the user asks for all. */
const MANY = 10;
const KEPT = 10;

/** Properties that hold, or may hold, something that opens a door. */
const SECRET = /password|secret|token|pin$|^pin|licen[sc]ekey|api_?key|accesskey|private|certificate|credential|authid/i;

/** Whether a property may hold a secret. Tested against every type of the catalogue. */
export const isSecret = (name: string): boolean => SECRET.test(name);

/** What says most about a row, first. */
const TELLING = [
	/^Id$/,
	/^(Number|Name|FileName|Filename|DisplayName|FirstName|LastName|EmailAddress)$/,
	/(Name|Number|Status|Time|Date|Type)$/,
	/^(Enabled|Is|Has)/,
];

function rank({ name }: Field): number {
	const index = TELLING.findIndex((pattern) => pattern.test(name));
	return index < 0 ? TELLING.length : index;
}

const simplifiedTypes = new Map<string, string[]>();

function choose(type: string, isSingleton: boolean): string[] {
	const scalars = fieldsOfType(type).filter(
		({ name, type: own, isNavigation, isCollection, since }) =>
			!isNavigation && !isCollection && !isStructured(own) && !isSecret(name) && since === undefined,
	);
	const given = simplifiedOverrides[type];
	// An older PBX refuses to select what it does not have.
	if (given) return given.filter((name) => scalars.some((field) => field.name === name));
	return [...scalars]
		.sort((a, b) => rank(a) - rank(b))
		.slice(0, isSingleton ? undefined : KEPT)
		.map(({ name }) => name);
}

/**
 * The properties that Simplify selects for an operation's answer, never a secret; empty where it has few anyway or the
 * PBX cannot select.
 */
export function simplifiedProperties({ answer = '', query, kind, key }: Operation): string[] {
	if (!query.includes('select') || fieldsOfType(answer).length <= MANY) return [];
	const known = simplifiedTypes.get(answer);
	if (known) return known;
	const chosen = choose(answer, kind === 'get' && !key && !query.includes('filter'));
	simplifiedTypes.set(answer, chosen);
	return chosen;
}
