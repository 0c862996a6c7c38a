import type { INodeProperties } from 'n8n-workflow';
import { directionProperty, includeRawOption } from '../description/triggerOptions';
import { DIRECTIONS } from './callFilter';

/** The parameters of 3CX Call Trigger: a new array each time, because n8n adds to it. */
export const callTriggerProperties = (): INodeProperties[] => [
	{
		displayName:
			'In the 3CX Admin Console, under Integrations > API, select "3CX Call Control API Access" and the extensions to monitor.',
		name: 'accessNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{ name: 'Call Answered', value: 'answered', action: 'On call answered', description: 'An extension picks up, or the called party does' },
			{ name: 'Call Ended', value: 'ended', action: 'On call ended', description: 'Everybody has hung up. Includes missed calls.' },
			{ name: 'Call Ringing', value: 'ringing', action: 'On call ringing', description: 'An extension starts to ring or to dial' },
			{ name: 'Missed Call', value: 'missed', action: 'On missed call', description: 'The caller hung up before any monitored extension answered' },
		],
		required: true,
		default: ['ringing'],
	},
	{
		displayName: 'Extension Names or IDs',
		name: 'extensions',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getMonitoredExtensions' },
		default: [],
		description:
			'Leave empty for all monitored extensions. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	directionProperty(DIRECTIONS, 'inbound', {
		inbound: 'Calls to the extension',
		outbound: 'Calls that the extension makes',
	}),
	{
		displayName: 'Other Party',
		name: 'otherParty',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'External', value: 'external', description: 'Outside the PBX' },
			{ name: 'Internal', value: 'internal', description: 'Another extension of the PBX' },
		],
		default: 'any',
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
