import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shared';

const number = (displayName: string, name: string, fallback: number, operation: string, description?: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	default: fallback,
	...shownFor(operation),
	...(description === undefined ? {} : { description }),
});

/** Parameters of the jobs on the PBX as a whole. */
export const systemProperties: INodeProperties[] = [
	number('Max Backup Age (Days)', 'backupDays', 2, 'checkHealth'),
	number('Min Free Disk (%)', 'diskFreePercent', 10, 'checkHealth'),
	number('Expiry Warning (Days)', 'expiryDays', 30, 'checkHealth', 'Days before license, maintenance, or certificates end'),
	{
		displayName: 'Fail If Critical',
		name: 'failIfCritical',
		type: 'boolean',
		default: false,
		...shownFor('checkHealth'),
		description: 'Whether to stop the workflow if anything is critical',
	},
];
