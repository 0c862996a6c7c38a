import type { INodeProperties } from 'n8n-workflow';
import type { Operation, QueryOption } from '../catalog/types';
import { declareOption } from './conditions';
import { ifMatch, isLogoDelete } from './ifMatch';
import { fileJobs } from './jobs/shared';

const select: INodeProperties = {
	displayName: 'Select',
	name: 'select',
	type: 'string',
	default: '',
	placeholder: 'e.g. Number,DisplayName',
	description: 'Properties to return (OData $select)',
};

const expand: INodeProperties = {
	displayName: 'Expand',
	name: 'expand',
	type: 'string',
	default: '',
	placeholder: 'e.g. Groups,Phones($select=MacAddress)',
	description: 'Related data to return in each row (OData $expand)',
};

const filter: INodeProperties = {
	displayName: 'Filter',
	name: 'filter',
	type: 'string',
	default: '',
	placeholder: "e.g. startswith(Number,'1')",
	description: 'OData $filter expression. Put text in single quotes and double any quote inside.',
};

const orderBy: INodeProperties = {
	displayName: 'Order By',
	name: 'orderBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. Number desc',
	description: 'Properties to sort by (OData $orderby)',
};

const search: INodeProperties = {
	displayName: 'Search',
	name: 'search',
	type: 'string',
	default: '',
	description: 'Text to search for (OData $search)',
};

/** Everything that is optional, in one collection; which of it shows depends on the operation. */
export function optionsProperty(operations: readonly Operation[]): INodeProperties {
	const forThose = (option: INodeProperties, isMeant: (operation: Operation) => boolean) =>
		declareOption(option, operations, operations.filter(isMeant));
	const isRawGet = ({ kind, method }: Operation) => kind === 'rawRequest' && method === 'GET';
	const accepts = (option: QueryOption) => (operation: Operation) =>
		isRawGet(operation) || operation.query.includes(option);
	const isLogoJob = ({ kind, resource }: Operation) => kind === 'job' && resource === 'phoneLogo';
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		// All of them are about requests.
		displayOptions: { hide: { operation: operations.filter(({ kind }) => kind === 'local').map(({ operation }) => operation) } },
		options: [
			...forThose(
				{
					displayName: 'Field Names or IDs to Clear',
					name: 'clearFields',
					type: 'multiOptions',
					typeOptions: { loadOptionsMethod: 'getClearableFields', loadOptionsDependsOn: ['/resource', '/operation'] },
					default: [],
					description:
						'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				({ kind }) => kind === 'update',
			),
			...forThose(expand, accepts('expand')),
			...forThose(filter, accepts('filter')),
			...forThose(ifMatch, (operation) => operation.ifMatch && !isLogoDelete(operation)),
			...forThose(
				{
					displayName: 'Include Used Logos',
					name: 'includeUsed',
					type: 'boolean',
					default: false,
					description: 'Whether to return all logos, with where each one is used',
				},
				(operation) => isLogoJob(operation) && operation.operation === 'getUnused',
			),
			...forThose(
				{
					displayName: 'Keep Names',
					name: 'keepNames',
					type: 'string',
					default: '',
					placeholder: 'e.g. default-*, company-logo.png',
					description: 'Filenames to keep. Use * for any characters.',
				},
				isLogoJob,
			),
			...forThose(
				{
					displayName: 'Ignore If Missing',
					name: 'missingIsFine',
					type: 'boolean',
					default: false,
					description: 'Whether to count a record that is already gone as deleted, with a note',
				},
				({ kind }) => kind === 'delete',
			),
			...forThose(
				{
					displayName: 'Only Names',
					name: 'onlyNames',
					type: 'string',
					default: '',
					placeholder: 'e.g. brand-2024-*, old-*',
					description: 'Only consider these filenames. Use * for any characters.',
				},
				isLogoJob,
			),
			...forThose(orderBy, accepts('orderby')),
			...forThose(
				{
					displayName: 'Put Output File in Field',
					name: 'binaryPropertyName',
					type: 'string',
					default: 'data',
					hint: 'The name of the output binary field to put the file in',
				},
				(operation) => operation.output === 'file' || isRawGet(operation) || fileJobs.has(operation.operation),
			),
			...forThose(
				{
					displayName: 'Query Parameters',
					name: 'query',
					type: 'json',
					default: '{}',
					description: 'Query as JSON, such as { "$top": 5 }',
				},
				({ kind }) => kind === 'rawRequest',
			),
			{
				displayName: 'Max Parallel Requests',
				name: 'inFlight',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Maximum number of requests sent in parallel. The node starts with 5 and adapts to the PBX.',
			},
			...forThose(search, accepts('search')),
			...forThose(select, accepts('select')),
			{
				displayName: 'Timeout (Seconds)',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description: 'Maximum time to receive a complete response',
			},
			{
				displayName: 'Wait for PBX (Seconds)',
				name: 'waitForPbx',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 150,
				description: 'How long to keep trying if the PBX is unreachable or busy. Set to 0 to stop at once.',
			},
		],
	};
}
