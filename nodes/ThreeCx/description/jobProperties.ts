import type { INodeProperties } from 'n8n-workflow';

const both = { show: { resource: ['phoneLogo'], operation: ['deleteUnused', 'getUnused'] } };
const deleteUnused = { show: { resource: ['phoneLogo'], operation: ['deleteUnused'] } };
const getUnused = { show: { resource: ['phoneLogo'], operation: ['getUnused'] } };

/** Parameters of the operations that need several requests; what they mean is in `jobs/`. */
export const jobProperties: INodeProperties[] = [
	{
		displayName:
			'The API client must be allowed to see all users: a logo on a phone that it cannot see would look unused',
		name: 'unusedNotice',
		type: 'notice',
		default: '',
		displayOptions: both,
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		displayOptions: deleteUnused,
		description: 'Whether to only report which logos would be deleted',
	},
	{
		displayName: 'Max Deletions',
		name: 'maxDeletions',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 25,
		displayOptions: deleteUnused,
		description: 'Number of logos that one run may delete. If more would go, nothing is deleted.',
	},
	{
		displayName: 'Include Used Logos',
		name: 'includeUsed',
		type: 'boolean',
		default: false,
		displayOptions: getUnused,
		description: 'Whether to return all logos, with where each one is used',
	},
	{
		displayName: 'Only Names',
		name: 'onlyNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. brand-2024-*, old-*',
		displayOptions: both,
		description: 'Filenames to consider, separated by commas; * stands for any characters. Leave empty for all.',
	},
	{
		displayName: 'Keep Names',
		name: 'keepNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. default-*, company-logo.png',
		displayOptions: both,
		description: 'Filenames to leave out, separated by commas; * stands for any characters',
	},
];
