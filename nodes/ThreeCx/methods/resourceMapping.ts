import type { FieldType, ILoadOptionsFunctions, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { isStructured, membersOf } from '../catalog/facts/fields';
import { layOut, type LaidOutField } from '../catalog/formLayout';
import { argumentDefault, isArgument } from '../catalog/forms';
import { DEFAULT_PERIOD, PERIOD, periodArguments, periods } from '../catalog/periods';
import type { Field, Operation } from '../catalog/types';
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

/** What is the same for all fields: none is used to find a row. */
const COMMON = { display: true, defaultMatch: false, canBeUsedToMatch: false } as const;

/** A label with how its field is written, unless the label itself says it. */
function labelWith(name: string, notation: string): string {
	const label = labelOf(name);
	return notation === '' || label.endsWith(')') ? label : `${label} (${notation})`;
}

function mapperField(operation: Operation, { field, notation, isShown, isRequired }: LaidOutField): ResourceMapperField {
	const type = typeOf(field);
	const fallback = isArgument(operation, field) ? argumentDefault(operation, field) : undefined;
	const options = membersOf(field.type)?.map((value) => ({ name: valueLabelOf(value), value }));
	return {
		...COMMON,
		id: field.name,
		displayName: labelWith(field.name, notation),
		type,
		required: isRequired || (isArgument(operation, field) && fallback === undefined && isShown),
		removed: !isShown,
		...(options && type === 'options' ? { options } : {}),
		...(fallback === undefined || fallback === '' ? {} : { defaultValue: fallback as string | number | boolean }),
	};
}

/** The choice of a period, which spares its two dates. */
const periodChoice: ResourceMapperField = {
	...COMMON,
	id: PERIOD,
	displayName: 'Period',
	type: 'options',
	required: false,
	removed: false,
	options: periods.map(({ name, value }) => ({ name, value })),
	defaultValue: DEFAULT_PERIOD,
};

/** The form of an operation as n8n's mapper shows it: pure data, nothing is asked of the PBX. */
export function mapperFieldsOf(operation: Operation): ResourceMapperField[] {
	const bounds = periodArguments(operation);
	const isBound = ({ field: { name } }: LaidOutField) => name === bounds?.start.name || name === bounds?.end.name;
	const laidOut = layOut(operation).map((entry) =>
		mapperField(operation, isBound(entry) ? { ...entry, notation: 'Custom Period' } : entry),
	);
	// Arguments keep their order; the many fields of an entity are looked up by name, behind those that are shown.
	const byName = (a: ResourceMapperField, b: ResourceMapperField) => a.displayName.localeCompare(b.displayName, 'en');
	const fields =
		operation.arguments.length > 0
			? laidOut
			: [...laidOut.filter(({ removed }) => !removed), ...laidOut.filter(({ removed }) => removed).sort(byName)];
	return bounds ? [periodChoice, ...fields] : fields;
}

/** The fields of the operation chosen in the editor. */
export async function getFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = currentOperation(this);
	return { fields: operation ? mapperFieldsOf(operation) : [] };
}
