import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Lists are the operations that ask how much to return. */
const LISTS: IDisplayOptions = { show: { '/returnAll': [true, false] } };
const READS: IDisplayOptions = { show: { '/operation': ['get', 'getByNumber'] } };
/** Files made of rows. A pattern, because naming the operations would take more than the options themselves. */
const FILE_OF_ROWS = 'download(Report|All|.*History|EventLog)|export(CallerIdRules|Users)';
const FILES: IDisplayOptions = { show: { '/operation': [{ _cnd: { regex: `^(${FILE_OF_ROWS})$` } }] } };
const READS_AND_FILES: IDisplayOptions = { show: { '/operation': [{ _cnd: { regex: `^(get(ByNumber)?|${FILE_OF_ROWS})$` } }] } };
const LOGO_JOBS: IDisplayOptions = { show: { '/operation': ['deleteUnused', 'getUnused'] } };

/** An option that lists and other operations have, which no single condition names. */
const forListsAnd = (others: IDisplayOptions, option: INodeProperties): INodeProperties[] => [
	{ ...option, displayOptions: LISTS },
	{ ...option, displayOptions: others },
];

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
	description: 'OData $filter; texts stand in single quotes, doubled within',
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

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Everything that is optional, in one collection; which of it shows depends on the operation. */
export function optionsProperty(): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Cleared Field Names or IDs',
				name: 'clearFields',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getClearableFields', loadOptionsDependsOn: ['/resource', '/operation'] },
				default: [],
				displayOptions: { show: { '/operation': ['update'] } },
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			...forListsAnd(READS, expand),
			...forListsAnd(FILES, filter),
			{
				displayName: 'Include Used Logos',
				name: 'includeUsed',
				type: 'boolean',
				default: false,
				displayOptions: { show: { '/operation': ['getUnused'] } },
				description: 'Whether to return all logos, with where each one is used',
			},
			{
				displayName: 'Keep Names',
				name: 'keepNames',
				type: 'string',
				default: '',
				placeholder: 'e.g. default-*, company-logo.png',
				displayOptions: LOGO_JOBS,
				description: 'Filenames to leave out; * stands for any characters',
			},
			{
				displayName: 'Only Names',
				name: 'onlyNames',
				type: 'string',
				default: '',
				placeholder: 'e.g. brand-2024-*, old-*',
				displayOptions: LOGO_JOBS,
				description: 'Filenames to consider; * stands for any characters',
			},
			...forListsAnd(FILES, orderBy),
			{
				displayName: 'Put Output File in Field',
				name: 'binaryPropertyName',
				type: 'string',
				default: 'data',
				hint: 'The name of the output binary field to put the file in',
			},
			{
				displayName: 'Query Parameters',
				name: 'query',
				type: 'json',
				default: '{}',
				displayOptions: { show: { '/resource': ['apiRequest'] } },
				description: 'Query as JSON, such as { "$top": 5 }',
			},
			{
				displayName: 'Requests in Flight',
				name: 'inFlight',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 5,
				description: 'How many requests at a time',
			},
			...forListsAnd(FILES, search),
			...forListsAnd(READS_AND_FILES, select),
			...forListsAnd(READS, simplify),
			{
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description: 'Seconds to wait for an answer',
			},
			{
				displayName: 'Wait for PBX (Seconds)',
				name: 'waitForPbx',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 150,
				description: 'How long each request may wait for a PBX that is away or busy; 0 switches it off',
			},
		],
	};
}
