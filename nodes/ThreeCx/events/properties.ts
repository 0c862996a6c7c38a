import type { INodeProperties } from 'n8n-workflow';
import { includeRawOption } from '../description/triggerOptions';
import { eventTypes } from './index';
import type { EventType } from './types';

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description: 'Seconds to wait for a response from the PBX',
};

/**
 * An event in n8n's list of triggers: "On queue SLA breach". Without an action, n8n would write abbreviations in lower case.
 *
 * Source: n8n's editor, useActionsGeneration (triggersCategory).
 */
const actionOf = (name: string) => `On ${name.replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase())}`;

const byName = (a: INodeProperties, b: INodeProperties) => (a.displayName < b.displayName ? -1 : 1);

function propertiesOf({ value, requirement, parameters, options = [] }: EventType): INodeProperties[] {
	const shown = { displayOptions: { show: { event: [value] } } };
	return [
		...(requirement === undefined
			? []
			: [{ displayName: requirement, name: `${value}Notice`, type: 'notice', default: '', ...shown } satisfies INodeProperties]),
		...parameters.map((parameter) => ({ ...parameter, ...shown })),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			...shown,
			options: [...options, includeRawOption(), timeout].sort(byName),
		},
	];
}

/** The parameters of the trigger: a new list each time, because n8n puts Poll Times in front of it. */
export const triggerProperties = (): INodeProperties[] => [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: eventTypes.map(({ name, value, description }) => ({ name, value, description, action: actionOf(name) })),
		default: 'callEnded',
	},
	...eventTypes.flatMap(propertiesOf),
];
