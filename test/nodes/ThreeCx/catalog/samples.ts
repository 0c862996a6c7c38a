import type { Operation } from '../../../../nodes/ThreeCx/catalog/types';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { sampleOfType, sampleValue } from '../../../pbx/data/sampleValues';

/** Parameters that fill in everything an operation asks for, as the editor stores them; others for the second item. */
export function sampleParameters(operation: Operation, item: 0 | 1): Record<string, unknown> {
	const { key, kind } = operation;
	const fields = formOf(operation)?.fields ?? [];
	return {
		resource: operation.resource,
		operation: operation.operation,
		...(key ? { [key.parameter]: { __rl: true, mode: key.parameter === 'key' ? 'id' : 'name', value: sampleOfType(key.type, item) } } : {}),
		...(operation.ifMatch ? { ifMatch: item === 0 ? 'W/"1"' : 'W/"2"' } : {}),
		...(fields.length > 0
			? {
					bodyMode: 'fields',
					fields: {
						mappingMode: 'defineBelow',
						value: Object.fromEntries(fields.map((field) => [field.name, sampleValue(field, item)])),
					},
				}
			: {}),
		...(operation.output === 'pages' ? { returnAll: true } : {}),
		...(kind === 'rawRequest' ? { path: '/Users(28)', body: '{}' } : {}),
	};
}
