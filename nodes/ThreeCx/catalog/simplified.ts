import { fieldsOfType, isStructured } from './facts/fields';
import { rowKeyOf } from './paging';
import { simplifiedOverrides } from './words/overrides';
import type { Field, Operation } from './types';

/** Entities with more properties than this are simplified unless the user asks for all. */
const SIMPLIFY_ABOVE = 10;
const MAX_SIMPLIFIED = 10;

/** Names of texts that open a door. A certificate opens none: its private key does. */
const SECRET = /password|secret|token|pin$|^pin|licen[sc]ekey|api_?key|accesskey|private|credential|authid|prov(ision(ing)?)?link/i;

/** 3CX's type for texts that it may hide. */
const CONCEALED = 'ConcealedPassword';

/** Whether a property is a secret by itself: a text or an object with such a name, or a text that 3CX conceals. */
export const isSecret = ({ name, type }: Pick<Field, 'name' | 'type'>): boolean =>
	type === CONCEALED || (SECRET.test(name) && (type === 'string' || isStructured(type)));

/** Whether a property may hold a secret: by its name where it is a text or an object, or by what is inside. */
export function holdsSecret({ name, type }: Field, within: readonly string[] = []): boolean {
	if (isSecret({ name, type })) return true;
	if (!isStructured(type)) return false;
	// Types may lead back to themselves.
	if (within.includes(type)) return false;
	return fieldsOfType(type).some((field) => !field.isNavigation && holdsSecret(field, [...within, type]));
}

/** What says most about a row, first. */
const PREFERRED_NAMES = [
	/^Id$/,
	/^(Number|Name|FileName|Filename|DisplayName|FirstName|LastName|EmailAddress)$/,
	/(Name|Number|Status|Time|Date|Type)$/,
	/^(Enabled|Is|Has)/,
];

function rank({ name }: Field): number {
	const index = PREFERRED_NAMES.findIndex((pattern) => pattern.test(name));
	return index < 0 ? PREFERRED_NAMES.length : index;
}

const namesOf = (fields: readonly Field[]) => fields.map(({ name }) => name);

/**
 * Whether Simplify selects its properties. Where older PBXs lack the key of the rows, they would refuse to select it, and
 * rows without it can't be told apart: there the PBX gives all properties, and the node leaves out the others.
 */
export const selectsSimplified = (operation: Operation): boolean => rowKeyOf(operation)?.since === undefined;

function choose(type: string, isSelected: boolean): string[] {
	const fields = fieldsOfType(type);
	// An older PBX refuses to select what it does not have.
	const isSafe = ({ since }: Field) => !isSelected || since === undefined;
	const allowed = fields.filter((field) => !field.isNavigation && !holdsSecret(field) && isSafe(field));
	const given = simplifiedOverrides[type];
	if (given) return given.filter((name) => allowed.some((field) => field.name === name)).slice(0, MAX_SIMPLIFIED);
	if (fields.length <= SIMPLIFY_ABOVE) return fields.some((field) => holdsSecret(field)) ? namesOf(allowed) : [];
	const scalars = allowed.filter(({ type: own, isCollection }) => !isCollection && !isStructured(own));
	return namesOf(scalars.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_SIMPLIFIED));
}

const simplifiedTypes = new Map<string, string[]>();

/**
 * The properties that Simplify leaves of an operation's answer, never a secret; empty where it has few and none of
 * them is a secret, where the PBX cannot select, and for files.
 */
export function simplifiedProperties(operation: Operation): string[] {
	const { answer = '', query, output } = operation;
	if (!query.includes('select') || output === 'file') return [];
	const known = simplifiedTypes.get(answer);
	if (known) return known;
	const chosen = choose(answer, selectsSimplified(operation));
	simplifiedTypes.set(answer, chosen);
	return chosen;
}
