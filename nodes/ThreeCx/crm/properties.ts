import type { INodeProperties } from 'n8n-workflow';
import { includeRawOption } from '../description/triggerOptions';

const shownFor = (...events: string[]): Pick<INodeProperties, 'displayOptions'> => ({ displayOptions: { show: { event: events } } });

/** The parameters of 3CX CRM Trigger: a new array each time, because n8n adds to it. */
export const crmTriggerProperties = (): INodeProperties[] => [
	{
		displayName:
			'Paste the production URL into the operation "Generate CRM Template" of the 3CX node, and upload the file in the 3CX Admin Console under Integrations > CRM. Not yet tried on a live PBX.',
		name: 'setUpNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		options: [
			{ name: 'Call Reported', value: 'callReported', action: 'On call reported', description: 'An external call has ended' },
			{ name: 'Caller Lookup', value: 'callerLookup', action: 'On caller lookup', description: 'A call or chat comes in, and 3CX asks who it is' },
			{ name: 'Chat Reported', value: 'chatReported', action: 'On chat reported', description: 'A chat with a customer has ended' },
			{ name: 'Contact Create', value: 'contactCreate', action: 'On contact create', description: 'A user creates a contact in a 3CX app' },
			{ name: 'Contact Search', value: 'contactSearch', action: 'On contact search', description: 'A user searches for contacts in a 3CX app' },
		],
		required: true,
		default: 'callReported',
	},
	{
		displayName:
			'3CX waits for the response: let the last node return items with "url" (required), "firstName", "lastName", "company", "email", "phone" and "mobile". Return no items if nothing matches.',
		name: 'answerNotice',
		type: 'notice',
		default: '',
		...shownFor('callerLookup', 'contactCreate', 'contactSearch'),
	},
	{
		displayName: 'Call Types',
		name: 'callTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Inbound', value: 'inbound', description: 'Answered calls from outside' },
			{ name: 'Missed', value: 'missed', description: 'Calls from outside that the user didn\'t answer' },
			{ name: 'Not Answered', value: 'notAnswered', description: 'Calls to the outside that nobody answered' },
			{ name: 'Outbound', value: 'outbound', description: 'Answered calls to the outside' },
		],
		default: [],
		description: 'Leave empty for all',
		...shownFor('callReported'),
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [includeRawOption()],
	},
];
