import type { INodeProperties } from 'n8n-workflow';
import { department, picker, shownFor } from './shared';

const ONBOARD = 'onboard';

const text = (displayName: string, name: string, placeholder: string, description?: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	...shownFor(ONBOARD),
	...(description === undefined ? {} : { description }),
});

const options = (values: Record<string, string>) => Object.entries(values).map(([value, name]) => ({ name, value }));

/** Parameters of the jobs on users. */
export const userProperties: INodeProperties[] = [
	picker('User', 'user', 'searchUsers', 'e.g. 100', 'offboard provisionPhone setForwarding setStatus whereUsed', {
		description: 'Number, exact name, or email address',
	}),
	{ ...text('Email', 'email', 'e.g. ada@example.com', 'Later runs recognize the user by it'), required: true },
	text('First Name', 'firstName', 'e.g. Ada'),
	text('Last Name', 'lastName', 'e.g. Byron'),
	text('Extension Number', 'extensionNumber', 'e.g. 105', 'Leave empty for the first free one'),
	department(ONBOARD, { required: false }),
	{
		displayName: 'Role',
		name: 'role',
		type: 'options',
		default: '',
		options: options({
			'': 'Keep (User If New)',
			group_admins: 'Department Administrator',
			group_owners: 'Department Owner',
			managers: 'Manager',
			receptionists: 'Receptionist',
			system_admins: 'System Administrator',
			system_owners: 'System Owner',
			users: 'User',
		}),
		...shownFor(ONBOARD),
		description: 'Role in the department',
	},
	text('Queues', 'queues', 'e.g. 800, Support', 'Queues to add the user to, by number or name'),
	text('Ring Groups', 'ringGroups', 'e.g. 900', 'Ring groups to add the user to, by number or name'),
	{
		displayName: 'If User Exists',
		name: 'ifExists',
		type: 'options',
		default: 'update',
		options: options({ skip: 'Skip', update: 'Update' }),
		...shownFor(ONBOARD),
	},
	{
		displayName: 'Send Welcome Email',
		name: 'sendWelcomeEmail',
		type: 'boolean',
		default: true,
		...shownFor(ONBOARD),
		description: 'Whether to send it when a user is created',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'Available',
		options: options({
			Available: 'Available',
			Away: 'Away',
			'Out of office': 'Out of Office',
			'Custom 1': 'Custom 1',
			'Custom 2': 'Custom 2',
		}),
		...shownFor('setForwarding setStatus'),
	},
	{
		displayName: 'Forward To',
		name: 'forwardTo',
		type: 'options',
		default: 'internal',
		options: options({ endCall: 'End Call', external: 'External Number', internal: 'Internal Number', voicemail: 'Voicemail' }),
		...shownFor('setForwarding'),
	},
	{
		displayName: 'Forward Number',
		name: 'forwardNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. 101',
		displayOptions: { show: { operation: ['setForwarding'], forwardTo: ['internal', 'external'] } },
	},
	{
		displayName: 'Callers',
		name: 'callers',
		type: 'options',
		default: 'all',
		options: options({ all: 'All', external: 'External', internal: 'Internal' }),
		...shownFor('setForwarding'),
	},
	{
		displayName: 'When',
		name: 'condition',
		type: 'options',
		default: 'all',
		options: options({ all: 'Any', busy: 'Busy', noAnswer: 'No Answer', notRegistered: 'Not Registered' }),
		...shownFor('setForwarding'),
		description: 'Only for statuses in which the phone rings first',
	},
	{
		displayName: 'Action',
		name: 'offboardAction',
		type: 'options',
		default: 'disable',
		options: options({ delete: 'Delete', disable: 'Disable' }),
		...shownFor('offboard'),
		description: 'What to do with the user',
	},
	picker('Forward To User', 'colleague', 'searchUsers', 'e.g. 101', '', {
		required: false,
		displayOptions: { show: { operation: ['offboard'], offboardAction: ['disable'] } },
		description: 'Colleague who gets the calls',
	}),
	{
		displayName: 'Remove Memberships',
		name: 'removeMemberships',
		type: 'boolean',
		default: true,
		...shownFor('offboard'),
		description: 'Whether to remove the user from all queues and ring groups',
	},
	{
		displayName: 'Delete Even If Used',
		name: 'deleteIfUsed',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['offboard'], offboardAction: ['delete'] } },
		description: 'Whether to delete a user that calls are still routed to',
	},
];
