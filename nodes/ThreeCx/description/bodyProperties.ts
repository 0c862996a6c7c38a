import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { formOf } from '../catalog/forms';
import { shownFor } from './conditions';

/** The path and body of requests whose path the user writes. */
function requestProperties(operations: readonly Operation[]): INodeProperties[] {
	const requests = operations.filter(({ kind }) => kind === 'rawRequest');
	return [
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /Users(28)/Groups',
			displayOptions: shownFor(operations, requests),
			description: 'Path below /xapi/v1; keys that are text stand in single quotes',
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'json',
			default: '{}',
			displayOptions: shownFor(
				operations,
				requests.filter(({ method }) => method === 'POST' || method === 'PATCH'),
			),
			description: 'JSON object to send',
		},
	];
}

/**
 * How fields and arguments are filled in: a form made of the field tables, or JSON. Fields and JSON only ask for the mode:
 * it is there for exactly the operations that have a form, and naming those again would double the description.
 */
export function bodyProperties(operations: readonly Operation[]): INodeProperties[] {
	return [
		...requestProperties(operations),
		{
			displayName: 'Specify Fields',
			name: 'bodyMode',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			displayOptions: shownFor(
				operations,
				operations.filter((operation) => formOf(operation)),
			),
		},
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			displayOptions: { show: { bodyMode: ['fields'] } },
			typeOptions: {
				loadOptionsDependsOn: ['resource', 'operation'],
				resourceMapper: {
					resourceMapperMethod: 'getFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: false,
					noFieldsError: 'No fields here',
				},
			},
		},
		{
			displayName: 'JSON',
			name: 'body',
			type: 'json',
			default: '{}',
			displayOptions: { show: { bodyMode: ['json'] } },
			description: 'Fields as 3CX documents them; null empties one',
		},
	];
}
