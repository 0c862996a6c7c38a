import type { Operation } from '../catalog/types';
import { formOf } from '../catalog/forms';
import { readForm, readJsonObject } from './readForm';
import type { ItemInput } from '../input/itemInput';
import { ParameterRefused } from '../input/parameterRefused';

/**
 * The body of a request; undefined for methods that have none. Nothing is in it that the user did not give; an action
 * without parameters sends `{}`.
 *
 * @throws ParameterRefused for an update without any field, besides what `readForm` refuses.
 */
export function readBody(operation: Operation, input: ItemInput): string | undefined {
	if (operation.method !== 'POST' && operation.method !== 'PATCH') return undefined;
	if (operation.kind === 'rawRequest') return JSON.stringify(readJsonObject(input.read('body', '{}'), 'Body'));
	const form = formOf(operation);
	if (!form) return '{}';
	const { values, isJson } = readForm(form, input, operation);
	if (operation.kind === 'update' && Object.keys(values).length === 0) {
		throw new ParameterRefused(
			'No field is set, so there is nothing to change',
			'Add at least one field under Fields, or choose fields to clear. Where fields are mapped, check that the ' +
				'expressions yield values for this item.',
		);
	}
	// JSON is the whole body, as 3CX documents it.
	return JSON.stringify(form.wrapper === undefined || isJson ? values : { [form.wrapper]: values });
}
