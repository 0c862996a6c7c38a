import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { layOut } from '../catalog/formLayout';
import { isClearable } from '../catalog/forms';
import { labelOf } from '../catalog/words/labels';
import { currentOperation } from './currentOperation';

/** The fields that an update can empty: those that may be null, and lists. */
export async function getClearableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const operation = currentOperation(this);
	if (operation?.kind !== 'update') return [];
	return layOut(operation)
		.map(({ field }) => field)
		.filter(isClearable)
		.map(({ name }) => ({ name: labelOf(name), value: name }));
}
