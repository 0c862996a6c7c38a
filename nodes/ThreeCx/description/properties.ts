import type { INodeProperties } from 'n8n-workflow';
import type { Operation, ParameterTexts } from '../catalog/types';

import { jobProperties } from './jobProperties';

type Show = Record<'resource' | 'operation', string[]>;

const valueOfFirst = (operations: readonly Operation[], field: 'resource' | 'operation') => operations[0]?.[field] ?? '';
const unique = (values: string[]) => [...new Set(values)];

/**
 * The condition under which a parameter shared by some operations appears. The product of resources and operation values
 * must name exactly these operations; a test walks all of them.
 */
function shownFor(operations: readonly Operation[]): { show: Show } {
	return {
		show: {
			resource: unique(operations.map(({ resource }) => resource)),
			operation: unique(operations.map(({ operation }) => operation)),
		},
	};
}

function resourceProperty(operations: readonly Operation[]): INodeProperties {
	const names = new Map(operations.map(({ resource, resourceName }) => [resource, resourceName]));
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [...names].map(([value, name]) => ({ name, value })),
		default: valueOfFirst(operations, 'resource'),
	};
}

function operationProperty(operations: readonly Operation[]): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: unique(operations.map(({ resource }) => resource)) } },
		options: operations.map(({ name, operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		})),
		default: valueOfFirst(operations, 'operation'),
	};
}

function keyProperty(texts: ParameterTexts, operations: readonly Operation[]): INodeProperties {
	return {
		displayName: texts.displayName,
		name: texts.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		displayOptions: shownFor(operations),
		description: texts.description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${operations[0]?.noun ?? 'row'}…`,
				typeOptions: { searchListMethod: 'searchKeys', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: texts.placeholder,
				hint: 'Enter it exactly as it is stored on the PBX, without quotes',
			},
		],
	};
}

function ifMatchProperty(operations: readonly Operation[]): INodeProperties {
	return {
		displayName: 'If Match',
		name: 'ifMatch',
		type: 'string',
		default: '',
		placeholder: 'e.g. W/"08D8D7A1"',
		displayOptions: shownFor(operations),
		description:
			'ETag the row must still have, such as the "@odata.etag" of Get Many. If the row has changed since, nothing is ' +
			'deleted. Leave empty to delete whatever its state.',
	};
}

function listProperties(operations: readonly Operation[]): INodeProperties[] {
	const displayOptions = shownFor(operations);
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			displayOptions,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { ...displayOptions.show, returnAll: [false] } },
			description: 'Max number of results to return',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions,
			options: [
				{
					displayName: 'Expand',
					name: 'expand',
					type: 'string',
					default: '',
					placeholder: 'e.g. Phones($select=MacAddress)',
					description: 'Related data to return within each row (OData $expand). Only some lists have any.',
				},
				{
					displayName: 'Filter',
					name: 'filter',
					type: 'string',
					default: '',
					placeholder: "e.g. startswith(Filename,'brand-')",
					description:
						'OData condition ($filter) that rows must meet. Texts stand in single quotes; double a quote within a text.',
				},
				{
					displayName: 'Order By',
					name: 'orderBy',
					type: 'string',
					default: '',
					placeholder: 'e.g. DisplayName desc',
					description: 'Properties to sort by, separated by commas; add "desc" to one for descending order',
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					description: 'Text to search for in all properties (OData $search)',
				},
				{
					displayName: 'Select',
					name: 'select',
					type: 'string',
					default: '',
					placeholder: 'e.g. Filename,DisplayName',
					description: 'Properties to return, separated by commas. Leave empty for all.',
				},
			],
		},
	];
}

/** Groups operations that share a parameter, so that it is declared once. */
function groupBy<K>(operations: readonly Operation[], keyOf: (operation: Operation) => K): Map<K, Operation[]> {
	const groups = new Map<K, Operation[]>();
	for (const operation of operations) {
		const group = groups.get(keyOf(operation));
		if (group) group.push(operation);
		else groups.set(keyOf(operation), [operation]);
	}
	return groups;
}

/** The node's parameters for a set of operations: what the editor shows is derived from the catalogue only. */
export function buildProperties(operations: readonly Operation[]): INodeProperties[] {
	const keyed = operations.filter(({ key }) => key);
	const withIfMatch = operations.filter(({ ifMatch }) => ifMatch);
	const lists = operations.filter(({ kind }) => kind === 'list');
	return [
		resourceProperty(operations),
		...[...groupBy(operations, ({ resource }) => resource).values()].map(operationProperty),
		...[...groupBy(keyed, ({ key }) => key?.editor)].flatMap(([texts, group]) =>
			texts ? [keyProperty(texts, group)] : [],
		),
		...(withIfMatch.length > 0 ? [ifMatchProperty(withIfMatch)] : []),
		...(lists.length > 0 ? listProperties(lists) : []),
		...jobProperties,
	];
}
