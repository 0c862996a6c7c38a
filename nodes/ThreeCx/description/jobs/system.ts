import type { INodeProperties } from 'n8n-workflow';
import { maxWait, shownFor } from './shared';

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
	{
		displayName: 'Backup Name',
		name: 'backupName',
		type: 'string',
		default: '',
		...shownFor('runAndWait'),
		description: 'Leave empty for a name with date and time',
	},
	{
		displayName: 'Contents',
		name: 'backupContents',
		type: 'multiOptions',
		default: ['CallHistory', 'FQDN', 'License', 'PhoneProvisioning', 'Prompts', 'VoiceMails'],
		options: [
			{ name: 'Call History', value: 'CallHistory' },
			{ name: 'FQDN', value: 'FQDN' },
			{ name: 'License', value: 'License' },
			{ name: 'Phone Provisioning', value: 'PhoneProvisioning' },
			{ name: 'Prompts', value: 'Prompts' },
			{ name: 'Recordings', value: 'Recordings' },
			{ name: 'Voicemails', value: 'VoiceMails' },
		],
		...shownFor('runAndWait'),
	},
	{ ...maxWait, ...shownFor('runAndWait') },
	{
		displayName: 'MAC Address',
		name: 'macAddress',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 00:15:65:AA:BB:CC',
		...shownFor('provisionPhone'),
	},
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
