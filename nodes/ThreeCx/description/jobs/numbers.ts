import type { INodeProperties } from 'n8n-workflow';
import { countryCode, shownFor } from './shared';

/** Parameters of the jobs on blacklisted numbers. */
export const numberProperties: INodeProperties[] = [
	{
		displayName: 'Numbers',
		name: 'numbers',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +12025550123, 0900*',
		...shownFor('block unblock'),
		description: 'Separated by commas, with * for any digits',
	},
	{
		displayName: 'Number',
		name: 'numberToFind',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +12025550123',
		...shownFor('whoOwns'),
		description: 'External or internal number',
	},
	countryCode('block unblock whoOwns'),
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		...shownFor('block'),
	},
];
