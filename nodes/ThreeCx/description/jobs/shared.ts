import type { INodeProperties } from 'n8n-workflow';

/** A condition by operation: the values of jobs are used by one resource only. */
export const shownFor = (operations: string): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { operation: operations.split(' ') } },
});

/**
 * A record to pick from a list or to name.
 *
 * @param operations those that show it, separated by blanks. @param others what differs, e.g. `{ required: false }`.
 */
export const picker = (
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder: string,
	operations: string,
	others: Partial<INodeProperties> = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	...shownFor(operations),
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
		// One word: n8n shows about seven letters of a mode.
		{ displayName: 'Number', name: 'name', type: 'string', placeholder },
	],
	description: 'Number or exact name',
	...others,
});

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only report what would change',
};

/** The department that a job is about or puts a user into. */
export const departmentProperty = picker(
	'Department',
	'department',
	'searchDepartments',
	'e.g. Sales',
	'addHolidays onboard openOrClose removePast',
	{ required: false },
);

/** On at first for what can't be undone. */
export const dryRunProperties: INodeProperties[] = [
	{ ...dryRun, ...shownFor('removeAgents setAgents removeManagers setManagers removeMembers setMembers unblock') },
	{ ...dryRun, ...shownFor('offboard removePast'), default: true },
];
