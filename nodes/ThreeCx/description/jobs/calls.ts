import type { INodeProperties } from 'n8n-workflow';
import { picker, shownFor } from './shared';

const MOVE = 'divertLiveCall routeLiveCall transferLiveCall';
const CONTROL = `answerLiveCall attachCallData dropLiveCall ${MOVE}`;

const text = (displayName: string, name: string, operations: string, others: Partial<INodeProperties>): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...shownFor(operations),
	...others,
});

/** Parameters of the jobs on live calls. */
export const callProperties: INodeProperties[] = [
	// Every user can call, monitored or not.
	picker('Extension', 'caller', 'searchUsers', 'e.g. 100', 'callFromDevice', { description: 'Extension that calls' }),
	picker('Extension', 'monitored', 'searchMonitored', 'e.g. 100', `getDevices ${CONTROL}`, {
		description: 'Monitored by the API client',
	}),
	picker('Extension', 'monitored', 'searchMonitored', 'e.g. 100', 'getLiveCalls', {
		required: false,
		description: 'Leave empty for all that the API client monitors',
	}),
	text('Call ID', 'callId', CONTROL, { required: true, description: 'From 3CX Call Trigger or Get Many Live Calls' }),
	text('Participant ID', 'participantId', CONTROL, { description: 'Only if the extension is in the call twice' }),
	text('Destination', 'destination', `callFromDevice ${MOVE}`, {
		required: true,
		placeholder: 'e.g. +12025550123',
		description: 'Extension or outside number',
	}),
	text('Device', 'device', 'callFromDevice', {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchDevices' } },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Yealink SIP-T54W' },
		],
		description: 'Exact name or ID. Leave empty to ring all.',
	}),
	text('Data', 'callData', 'attachCallData', {
		typeOptions: { rows: 3 },
		required: true,
		placeholder: 'e.g. orderId=4711',
		description: 'One name=value per line',
	}),
	{
		displayName: 'Attach To',
		name: 'attachTo',
		type: 'options',
		default: 'participant',
		options: [
			{ name: 'Extension', value: 'participant' },
			{ name: 'Other Party', value: 'party' },
		],
		...shownFor('attachCallData'),
	},
];
