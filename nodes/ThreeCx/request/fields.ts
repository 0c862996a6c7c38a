import { fieldsOfType, isStructured } from '../catalog/fields';
import { argumentDefaults, namingArguments } from '../catalog/overrides';
import type { Field, Operation } from '../catalog/types';
import { fieldValue } from './fieldValue';
import { isRecord, isUnset, type ItemInput } from './input';
import { readJson } from './json';
import { labelOf } from './labels';
import { ParameterRefused } from './parameterRefused';

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
	if (kind === 'request') return undefined;
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
export function argumentDefault({ name, type, isNullable }: Field): unknown {
	if (namingArguments.has(name)) return undefined;
	if (Object.hasOwn(argumentDefaults, name)) return argumentDefaults[name];
	if (type === 'boolean') return false;
	return type === 'string' && isNullable ? '' : undefined;
}

/**
 * An object that a user writes as JSON, or that an expression gives.
 *
 * @throws ParameterRefused for anything that is no JSON object, naming the parameter JSON.
 */
export function readJsonObject(given: unknown): Record<string, unknown> {
	const reading = typeof given === 'string' ? readJson(given) : { value: given };
	if ('reason' in reading) {
		throw new ParameterRefused('JSON is not valid', `${reading.reason}. Nothing was sent to the PBX.`);
	}
	if (isRecord(reading.value)) return reading.value;
	throw new ParameterRefused('JSON must be an object', 'Write it like { "Name": "value" }. Nothing was sent to the PBX.');
}

/** The values in the form, by field; what was left empty is not there. */
function givenInForm(form: Form, { read, json, timeZone }: ItemInput): Record<string, unknown> {
	const mapper = read('fields', {});
	const { mappingMode, value } = isRecord(mapper) ? mapper : {};
	const given = mappingMode === 'autoMapInputData' ? json : isRecord(value) ? value : {};
	const result: Record<string, unknown> = {};
	for (const field of form.fields) {
		const entry = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
		const isBlank = isUnset(entry) || (entry === '' && field.type !== 'string');
		if (!isBlank) result[field.name] = fieldValue(field, entry, labelOf(field.name), timeZone);
	}
	return result;
}

/** Fields that an update is to empty: `null`, or nothing in a list. */
function cleared(form: Form, { read }: ItemInput): Record<string, unknown> {
	const options = read('options', {});
	const names = isRecord(options) && Array.isArray(options.clearFields) ? options.clearFields : [];
	return Object.fromEntries(
		form.fields.filter(({ name }) => names.includes(name)).map(({ name, isCollection }) => [name, isCollection ? [] : null]),
	);
}

/**
 * What the user gave for an operation's form, by field, from the form or as JSON.
 *
 * @throws ParameterRefused for a value of the wrong type, or JSON that is no object.
 */
export function readForm(form: Form, input: ItemInput): { values: Record<string, unknown>; isJson: boolean } {
	if (input.read('bodyMode', 'fields') === 'json') {
		return { values: readJsonObject(input.read('body', '{}')), isJson: true };
	}
	return { values: { ...givenInForm(form, input), ...cleared(form, input) }, isJson: false };
}
