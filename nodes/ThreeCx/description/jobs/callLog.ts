import type { INodeProperties } from 'n8n-workflow';
import { periods } from '../../catalog/periods';
import { shownFor } from './shared';

const PERIOD = 'exportCalls fetchRecordings';

const date = (displayName: string, name: string, show: Record<string, string[]>, description?: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	displayOptions: { show },
	...(description === undefined ? {} : { description }),
});

const custom = { operation: PERIOD.split(' '), period: ['custom'] };

/** Parameters of the jobs on the call log, and of others that are about a period. */
export const callLogProperties: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		default: 'yesterday',
		options: periods.map(({ name, value }) => ({ name, value })),
		...shownFor(PERIOD),
		description: "In the workflow's time zone",
	},
	{ ...date('Start', 'periodStart', custom), required: true },
	date('End', 'periodEnd', custom, 'Leave empty for now'),
	{
		displayName: 'Output',
		name: 'callOutput',
		type: 'options',
		default: 'calls',
		options: [
			{ name: 'One Item per Call', value: 'calls' },
			{ name: 'One Item per Leg', value: 'legs' },
		],
		...shownFor('exportCalls'),
	},
	{
		displayName: 'As CSV File',
		name: 'csvFile',
		type: 'boolean',
		default: false,
		...shownFor('exportCalls'),
		description: 'Whether to return one file instead of items',
	},
	{
		displayName: 'Day',
		name: 'day',
		type: 'options',
		default: 'yesterday',
		options: [
			{ name: 'Date', value: 'date' },
			{ name: 'Today', value: 'today' },
			{ name: 'Yesterday', value: 'yesterday' },
		],
		...shownFor('summarizeDay'),
		description: "In the workflow's time zone",
	},
	{ ...date('Date', 'dayDate', { operation: ['summarizeDay'], day: ['date'] }), required: true },
];
