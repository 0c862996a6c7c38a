import { isClearable, type Form } from '../../catalog/forms';
import type { Field, Operation } from '../../catalog/types';
import { asText } from '../../input/asText';
import { fieldValue } from '../fieldValue';
import { isRecord, isUnset, type ItemInput } from '../../input/itemInput';
import { readJson } from '../../input/json';
import { refuseUnknownNames } from './knownNames';
import { labelOf } from '../../catalog/words/labels';
import { readOptions } from '../../input/options';
import { ParameterRefused } from '../../input/parameterRefused';

/**
 * An object that a user writes as JSON, or that an expression gives.
 *
 * @param parameter the parameter's label, where it is not called JSON.
 * @throws ParameterRefused for anything that is no JSON object, naming the parameter.
 */
export function readJsonObject(given: unknown, parameter?: string): Record<string, unknown> {
	const json = parameter === undefined ? 'JSON' : `The JSON in ${parameter}`;
	const reading = typeof given === 'string' ? readJson(given) : { value: given };
	if ('reason' in reading) {
		throw new ParameterRefused(`${json} is invalid`, `${reading.reason}. Nothing was sent to the PBX.`);
	}
	if (isRecord(reading.value)) return reading.value;
	throw new ParameterRefused(`${json} must be an object`, 'Write it like { "Name": "value" }. Nothing was sent to the PBX.');
}

/**
 * The fields that a person took out of the form. n8n before 1.123 stores `false` for booleans among them, which nobody set.
 *
 * Source: n8n, editor-ui, ResourceMapper.vue (setDefaultFieldValues).
 */
function removedFields(schema: unknown): Set<unknown> {
	const entries = Array.isArray(schema) ? schema.filter(isRecord) : [];
	return new Set(entries.filter(({ removed }) => removed === true).map(({ id }) => id));
}

/** Whether a field was left empty. Empty text is a value only where a single text is meant. */
const isBlank = (entry: unknown, { type, isCollection }: Field) =>
	isUnset(entry) || (entry === '' && (type !== 'string' || isCollection));

/** The values in the form, by field; what was left empty is not there. */
function givenInForm(form: Form, { read, json, timeZone }: ItemInput): Record<string, unknown> {
	const mapper = read('fields', {});
	const { mappingMode, value, schema } = isRecord(mapper) ? mapper : {};
	const isAutomatic = mappingMode === 'autoMapInputData';
	const given = isAutomatic ? json : isRecord(value) ? value : {};
	const removed = removedFields(isAutomatic ? [] : schema);
	const result: Record<string, unknown> = {};
	for (const field of form.fields) {
		if (removed.has(field.name)) continue;
		const entry = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
		if (!isBlank(entry, field)) result[field.name] = fieldValue(field, entry, labelOf(field.name), timeZone);
	}
	return result;
}

/**
 * Fields that an update is to empty: `null`, or nothing in a list. Named in a list or, by expressions, in a text.
 *
 * @throws ParameterRefused for a name that is no field, or one that cannot be empty.
 */
function cleared(form: Form, { read }: ItemInput, operationName: string): Record<string, unknown> {
	const given = readOptions(read).clearFields ?? [];
	const names = (Array.isArray(given) ? given.map(asText) : asText(given).split(',')).map((name) => name.trim());
	const entries = names
		.filter((name) => name !== '')
		.map((name) => {
			const field = form.fields.find((candidate) => candidate.name === name);
			if (field && isClearable(field)) return [name, field.isCollection ? [] : null];
			throw new ParameterRefused(
				`"${name}" can't be cleared by "${operationName}"`,
				'Choose fields from the list, or enter names as 3CX writes them, such as EmailAddress. Nothing was sent to the PBX.',
			);
		});
	return Object.fromEntries(entries) as Record<string, unknown>;
}

/**
 * The fields in JSON: written as the form shows them, or inside the parameter of the action that they are sent in.
 *
 * @throws ParameterRefused for a name that the operation does not know.
 */
function givenAsJson(form: Form, { read }: ItemInput, operation: Operation): Record<string, unknown> {
	const { entity, body, name: operationName } = operation;
	const given = readJsonObject(read('body', '{}'));
	const inner = form.wrapper === undefined ? undefined : given[form.wrapper];
	const isWrapped = Object.keys(given).length === 1 && isRecord(inner) && form.fields.every(({ name }) => name !== form.wrapper);
	const values = isWrapped ? inner : given;
	const type = entity ?? (form.wrapper === undefined ? undefined : body?.[0]?.type);
	const noun = type === undefined && body === undefined ? 'argument' : 'field';
	refuseUnknownNames(values, form.fields, type, { operationName, noun, path: '' });
	return values;
}

/**
 * What the user gave for an operation's form, by field, from the form or as JSON.
 *
 * @throws ParameterRefused for a value of the wrong type, JSON that is no object, or fields that cannot be cleared.
 */
export function readForm(
	form: Form,
	input: ItemInput,
	operation: Operation,
): { values: Record<string, unknown> } {
	const isJson = input.read('bodyMode', 'fields') === 'json';
	const given = isJson ? givenAsJson(form, input, operation) : givenInForm(form, input);
	return { values: operation.kind === 'update' ? { ...given, ...cleared(form, input, operation.name) } : given };
}
