import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shared';

const shown = shownFor('generateTemplate');

const url = (displayName: string, name: string): INodeProperties => ({ displayName, name, type: 'string', default: '' });

/** Parameters of Generate CRM Template. Each address has the name of its event (`crm/events.ts`). */
export const crmProperties: INodeProperties[] = [
	{
		displayName:
			'For 3CX CRM Trigger. Upload the file in the 3CX Admin Console under Integrations > CRM. Not yet tried on a live PBX.',
		name: 'templateNotice',
		type: 'notice',
		default: '',
		...shown,
	},
	{ displayName: 'CRM Name', name: 'crmName', type: 'string', default: 'n8n', required: true, ...shown, description: 'Shown in the list of CRMs in the 3CX Admin Console' },
	{
		displayName: 'Webhook URLs',
		name: 'crmUrls',
		type: 'collection',
		placeholder: 'Add URL',
		default: {},
		...shown,
		description: 'Production URL of the trigger node for each event',
		options: [
			url('Call Reported', 'callReported'),
			url('Caller Lookup', 'callerLookup'),
			url('Chat Reported', 'chatReported'),
			url('Contact Create', 'contactCreate'),
			url('Contact Search', 'contactSearch'),
		],
	},
	{
		displayName: 'Include Secret',
		name: 'includeSecret',
		type: 'boolean',
		default: true,
		...shown,
		description: 'Whether to write the secret of the credential into the file. If off, enter it in 3CX after the upload.',
	},
];
