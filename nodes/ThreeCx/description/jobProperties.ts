import type { INodeProperties } from 'n8n-workflow';

/** Parameters of the operations that need several requests; what they mean is in `jobs/`. */
export const jobProperties: INodeProperties[] = [
	{
		displayName:
			'The API client needs access to all users. Logos on phones it can\'t see are treated as unused.',
		name: 'unusedNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['deleteUnused', 'getUnused'] } },
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['deleteUnused'] } },
		description: 'Whether to only report which logos would be deleted',
	},
	{
		displayName: 'Max Deletions',
		name: 'maxDeletions',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 25,
		displayOptions: { show: { operation: ['deleteUnused'] } },
		description: 'Maximum number of logos to delete per run. If more are unused, nothing is deleted.',
	},
];
