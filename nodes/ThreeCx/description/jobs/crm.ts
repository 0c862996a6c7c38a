import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shared';

const shown = shownFor('generateTemplate');

const url = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/…/3cx-crm',
	...shown,
	description,
});

/** Parameters of Generate CRM Template: the address of each event is named after it (`crm/events.ts`). */
export const crmProperties: INodeProperties[] = [
	{
		displayName:
			'Copy the production URLs of your 3CX CRM Trigger nodes. Leave an event empty to leave it out. Upload the file in the 3CX Admin Console under Integrations > CRM. Not yet tried on a live PBX.',
		name: 'templateNotice',
		type: 'notice',
		default: '',
		...shown,
	},
	{ displayName: 'CRM Name', name: 'crmName', type: 'string', default: 'n8n', required: true, ...shown, description: 'Shown in the list of CRMs in the 3CX Admin Console' },
	url('Call Reported URL', 'callReportedUrl', 'Called after each external call'),
	url('Caller Lookup URL', 'callerLookupUrl', 'Called to find out who is calling or chatting'),
	url('Chat Reported URL', 'chatReportedUrl', 'Called after each chat with a customer'),
	url('Contact Create URL', 'contactCreateUrl', 'Called when a user creates a contact in a 3CX app'),
	url('Contact Search URL', 'contactSearchUrl', 'Called when a user searches for contacts in a 3CX app'),
	{
		displayName: 'Include Secret',
		name: 'includeSecret',
		type: 'boolean',
		default: true,
		...shown,
		description: 'Whether to write the secret of the credential into the file. If off, enter it in 3CX after the upload.',
	},
];
