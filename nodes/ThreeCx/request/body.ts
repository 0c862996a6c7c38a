import type { Operation } from '../catalog/types';
import { formOf } from '../catalog/forms';
import { readForm, readJsonObject } from './form/readForm';
import type { ItemInput } from '../input/itemInput';
import { ParameterRefused } from '../input/parameterRefused';

/** JSON text is sent as it is written, because reading it would round large numbers. */
function rawBody(given: unknown): string {
	const values = readJsonObject(given, 'Body');
	return typeof given === 'string' ? given.replace(/^\ufeff/, '').trim() : JSON.stringify(values);
}

/**
 * The body of a request; undefined for methods that have none. Nothing is in it that the user did not give; an action
 * without parameters sends `{}`.
 *
 * @throws ParameterRefused for an update without any field, plus everything `readForm` throws.
 */
export function readBody(operation: Operation, input: ItemInput): string | undefined {
	if (operation.method !== 'POST' && operation.method !== 'PATCH') return undefined;
	if (operation.kind === 'rawRequest') return rawBody(input.read('body', '{}'));
	const form = formOf(operation);
	if (!form) return '{}';
	const { values } = readForm(form, input, operation);
	if (operation.kind === 'update' && Object.keys(values).length === 0) {
		throw new ParameterRefused(
			'No field is set, so there is nothing to change',
			'Add at least one field under Fields, or choose fields to clear. If fields are mapped, check that the ' +
				'expressions resolve to values for this item.',
		);
	}
	return JSON.stringify(form.wrapper === undefined ? values : { [form.wrapper]: values });
}
