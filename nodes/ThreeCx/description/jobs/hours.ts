import type { INodeProperties } from 'n8n-workflow';
import { department, shownFor } from './shared';

/** Parameters of the jobs on office hours and holidays. */
export const hoursProperties: INodeProperties[] = [
	department('addHolidays openOrClose'),
	department('removePast', { required: false, description: 'Leave empty for all departments' }),
	{
		displayName: 'Set To',
		name: 'officeMode',
		type: 'options',
		default: 'ForceClosed',
		options: [
			{ name: 'Break', value: 'ForceBreak' },
			{ name: 'Closed', value: 'ForceClosed' },
			{ name: 'Custom Operator', value: 'ForceCustomOperator' },
			{ name: 'Follow Schedule', value: 'Default' },
			{ name: 'Holiday', value: 'ForceHoliday' },
			{ name: 'Open', value: 'ForceOpened' },
		],
		...shownFor('openOrClose'),
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		...shownFor('openOrClose'),
		description: 'When to follow the schedule again. Leave empty for no end.',
	},
	{
		displayName: 'Holidays',
		name: 'holidays',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. 2026-12-24..2026-12-26 Christmas',
		...shownFor('addHolidays'),
		description:
			'One per line: day or first..last day, times if not whole days (13:00-24:00), and name. A day without year recurs every year.',
	},
];
