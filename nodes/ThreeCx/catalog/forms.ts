import { fieldsOfType, isStructured } from './facts/fields';
import type { Field, Operation } from './types';
import { argumentDefaults, namingArguments, requiredArguments } from './words/overrides';

/** What a form offers: the fields a user sees, and the wrapper they are sent in. */
export interface Form {
	fields: Field[];
	/** The one parameter of an action whose fields are shown as the action's own. */
	wrapper?: string;
}

/**
 * The form of an operation: arguments of a function, properties of an entity, or parameters of an action. An action with
 * one structured parameter shows the fields of that. Undefined where there is nothing to fill in.
 */
export function formOf({ kind, arguments: args, entity, body = [] }: Operation): Form | undefined {
	if (entity !== undefined) return { fields: fieldsOfType(entity) };
	if (kind === 'rawRequest') return undefined;
	const [only, ...others] = body;
	if (only && others.length === 0 && !only.isCollection && isStructured(only.type)) {
		return { fields: fieldsOfType(only.type), wrapper: only.name };
	}
	const fields = [...args, ...body];
	return fields.length > 0 ? { fields } : undefined;
}

/** Whether a field of a form is an argument in the path, all of which are sent. */
export const isArgument = ({ arguments: args }: Operation, { name }: Field): boolean =>
	args.some((argument) => argument.name === name);

/** What an argument is where the user gave nothing; undefined where the user has to. */
export function argumentDefault({ id }: Operation, { name, type, isNullable }: Field): unknown {
	const isRequired = requiredArguments[id]?.includes(name) ?? false;
	if (isRequired || namingArguments.has(name)) return undefined;
	if (Object.hasOwn(argumentDefaults, name)) return argumentDefaults[name];
	if (type === 'boolean') return false;
	return type === 'string' && isNullable ? '' : undefined;
}

/** Whether a field can be emptied. */
export const isClearable = ({ isNullable, isCollection }: Field): boolean => isNullable || isCollection;
