import { enums, flagEnums, goneFields, types } from './fieldTables';
import type { Field } from '../types';

/**
 * Reads a list of fields: `Id int32, Number string?, Groups UserGroup[]*`. `?` marks what may be null, `[]` a
 * collection, `*` a navigation property, `@20.0.10` the mark of the first
 * document that has it, and `~20.0.9` of the first one in which it has its present type.
 *
 * @throws RangeError for anything else: the generator wrote it.
 */
export function parseFields(list: string): Field[] {
	return list.split(', ').map((text) => {
		const [, name, type, collection, nullable, navigation, since, changed] =
			/^(\S+) (\w+)(\[\])?(\?)?(\*)?(?:@([\d.#]+))?(?:~([\d.#]+))?$/.exec(text) ?? [];
		if (name === undefined || type === undefined) throw new RangeError(`Not a field: ${text}`);
		return {
			name,
			type,
			isCollection: collection !== undefined,
			isNullable: nullable !== undefined,
			isNavigation: navigation !== undefined,
			since,
			changed,
		};
	});
}

const parsedTypes = new Map<string, Field[]>();

/** The properties of a type, empty for primitives, enumerations and types not known. Read when first asked for. */
export function fieldsOfType(type: string): Field[] {
	const known = parsedTypes.get(type);
	if (known) return known;
	const list = Object.hasOwn(types, type) ? (types[type] ?? '') : '';
	const fields = list === '' ? [] : parseFields(list);
	parsedTypes.set(type, fields);
	return fields;
}

/** The members of an enumeration; undefined where the type is none. */
export function membersOf(type: string): string[] | undefined {
	return Object.hasOwn(enums, type) ? enums[type]?.split(' ') : undefined;
}

/** Properties that a type had in older documents. */
export const goneFieldsOf = (type: string): readonly string[] =>
	Object.hasOwn(goneFields, type) ? (goneFields[type]?.split(' ') ?? []) : [];

/** Whether values of an enumeration may be several members at once, joined by commas. */
export const hasFlags = (type: string): boolean => flagEnums.includes(type);

/** Whether a type has properties of its own. */
export const isStructured = (type: string): boolean => Object.hasOwn(types, type);
