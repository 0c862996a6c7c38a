import type { INodeProperties } from 'n8n-workflow';
import { people, picker, shownFor } from './shared';

const AGENTS = 'addAgents removeAgents setAgents';
const MANAGERS = 'addManagers removeManagers setManagers';
const MEMBERS = 'addMembers removeMembers setMembers';

/** Parameters of the jobs on queues and ring groups. */
export const queueProperties: INodeProperties[] = [
	picker('Queue', 'queue', 'searchQueues', 'e.g. 800', `${AGENTS} ${MANAGERS}`),
	picker('Ring Group', 'ringGroup', 'searchRingGroups', 'e.g. 900', MEMBERS),
	{ ...people(`${AGENTS} ${MANAGERS} ${MEMBERS} logAgents`), required: true },
	{
		displayName: 'Queue Status',
		name: 'queueStatus',
		type: 'options',
		default: 'LoggedIn',
		options: [
			{ name: 'Logged In', value: 'LoggedIn' },
			{ name: 'Logged Out', value: 'LoggedOut' },
		],
		...shownFor('logAgents'),
		description: 'Applies to all queues of the extensions. The API has no login per queue.',
	},
	{
		displayName: 'Skill Group',
		name: 'skillGroup',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1',
		...shownFor('addAgents setAgents'),
		description: 'Skill group of these agents. Leave empty to keep it as it is.',
	},
	{
		displayName: 'Position',
		name: 'position',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0 },
		...shownFor('addMembers'),
		description: 'Place in the ring order, starting with 1. Leave 0 to add at the end.',
	},
];
