import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { formOf } from '../catalog/forms';
import { declare } from './conditions';

/** The path and body of requests whose path the user writes. */
function requestProperties(operations: readonly Operation[]): INodeProperties[] {
	const requests = operations.filter(({ kind }) => kind === 'rawRequest');
	const withBody = requests.filter(({ method }) => method === 'POST' || method === 'PATCH');
	return [
		...declare(
			{
				displayName: 'Path',
				name: 'path',
				type: 'string',
				default: '',
				required: true,
				placeholder: 'e.g. /Users(28)/Groups',
				description: 'Path below /xapi/v1. Put text keys in single quotes.',
			},
			operations,
			requests,
		),
		...declare(
			{ displayName: 'Body', name: 'body', type: 'json', default: '{}', description: 'JSON object to send' },
			operations,
			withBody,
		),
	];
}

/**
 * Which fields show at first is said by the form itself: with `addAllFields: false` n8n shows required ones only.
 * Rows of another system may map to an entity by the names of their columns; arguments are always chosen one by one.
 */
const mapper = (supportAutoMap: boolean): Omit<INodeProperties, 'displayOptions'> => ({
	displayName: 'Fields',
	name: 'fields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	typeOptions: {
		loadOptionsDependsOn: ['resource', 'operation'],
		resourceMapper: {
			resourceMapperMethod: 'getFields',
			mode: 'add',
			fieldWords: { singular: 'field', plural: 'fields' },
			noFieldsError: 'No fields here',
			...(supportAutoMap ? {} : { supportAutoMap }),
		},
	},
});

/**
 * Asks for the mode before the operation: most operations have another, and n8n stops there. It can't be an expression,
 * with which n8n would stop, too, and show the parameter.
 */
const inMode = (mode: 'fields' | 'json', properties: INodeProperties[]): INodeProperties[] =>
	properties.map(({ displayOptions, ...others }) => ({
		...others,
		displayOptions: { ...displayOptions, show: { bodyMode: [mode], ...displayOptions?.show } },
	}));

/** How fields and arguments are filled in: a form made of the field tables, or JSON. */
export function bodyProperties(operations: readonly Operation[]): INodeProperties[] {
	const withForm = operations.filter((operation) => formOf(operation));
	const entities = withForm.filter(({ entity }) => entity !== undefined);
	const actions = withForm.filter(({ entity }) => entity === undefined);
	return [
		...requestProperties(operations),
		...declare(
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
			},
			operations,
			withForm,
		),
		...inMode('fields', declare(mapper(true), operations, entities)),
		...inMode('fields', declare(mapper(false), operations, actions)),
		...inMode(
			'json',
			declare(
				{
					displayName: 'JSON',
					name: 'body',
					type: 'json',
					default: '{}',
					description: 'Request body as documented by 3CX. Use null to clear a field.',
				},
				operations,
				withForm,
			),
		),
	];
}
