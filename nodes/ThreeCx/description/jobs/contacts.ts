import type { INodeProperties } from 'n8n-workflow';
import { shownFor } from './shared';

const text = (displayName: string, name: string, others: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...shownFor('syncContacts'),
	...others,
});

/** Parameters of the sync of contacts. */
export const contactProperties: INodeProperties[] = [
	text('Sync Name', 'syncName', {
		required: true,
		placeholder: 'e.g. crm',
		description: 'Stored as a tag on its contacts. Contacts with another tag or none are never changed.',
	}),
	text('First Name', 'firstName', { placeholder: 'e.g. Ada' }),
	text('Last Name', 'lastName', { placeholder: 'e.g. Byron' }),
	text('Company', 'company'),
	text('Mobile', 'mobileNumber', { placeholder: 'e.g. +12025550123', description: 'Contacts are recognized by their first number' }),
	text('Business', 'businessNumber'),
	text('Other', 'otherNumber'),
	text('Email', 'email'),
	{
		displayName: 'Max Deletions (%)',
		name: 'maxDeletedShare',
		type: 'number',
		default: 20,
		typeOptions: { minValue: 0, maxValue: 100 },
		...shownFor('syncContacts'),
		description: 'If more of the contacts would be deleted, nothing is changed',
	},
];
