import type { FieldType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { isStructured, membersOf } from '../catalog/facts/fields';
import type { Field, Operation } from '../catalog/types';
import { argumentDefault, formOf, isArgument } from '../catalog/forms';
import { labelOf, valueLabelOf } from '../catalog/words/labels';
import { currentOperation } from './currentOperation';

const fieldTypes: Record<string, FieldType> = {
	boolean: 'boolean',
	date: 'dateTime',
	dateTime: 'dateTime',
	decimal: 'number',
	double: 'number',
	int32: 'number',
	int64: 'number',
	uint8: 'number',
};

function typeOf({ type, isCollection }: Field): FieldType {
	if (isCollection) return 'array';
	if (isStructured(type)) return 'object';
	return membersOf(type) ? 'options' : (fieldTypes[type] ?? 'string');
}

/** How texts of types without input of their own are written. */
const notations: Record<string, string> = { duration: ' (e.g. PT8H30M)', time: ' (e.g. 08:30:00)', uuid: ' (UUID)' };

function mapperField(operation: Operation, field: Field): ResourceMapperField {
	const type = typeOf(field);
	const fallback = isArgument(operation, field) ? argumentDefault(operation, field) : undefined;
	const options = membersOf(field.type)?.map((value) => ({ name: valueLabelOf(value), value }));
	return {
		id: field.name,
		displayName: labelOf(field.name) + (notations[field.type] ?? ''),
		type,
		// Arguments stand in the path, so all are shown; what a body leaves out, the PBX fills in or leaves as it is.
		required: isArgument(operation, field) && fallback === undefined,
		removed: !isArgument(operation, field),
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		...(options && type === 'options' ? { options } : {}),
		...(fallback === undefined || fallback === '' ? {} : { defaultValue: fallback as string | number | boolean }),
	};
}

/** The form of an operation as n8n's mapper shows it: pure data, nothing is asked of the PBX. */
export function mapperFieldsOf(operation: Operation): ResourceMapperField[] {
	const fields = (formOf(operation)?.fields ?? []).map((field) => mapperField(operation, field));
	// Arguments keep their order, in which a period begins before it ends; the many fields of an entity are looked up.
	return operation.arguments.length > 0
		? fields
		: fields.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
}

/** The fields of the operation chosen in the editor. */
export async function getFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = currentOperation(this);
	return { fields: operation ? mapperFieldsOf(operation) : [] };
}
