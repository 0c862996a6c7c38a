import type { INodeProperties } from 'n8n-workflow';

/** A condition by operation: the values of jobs are used by one resource only. */
export const shownFor = (operations: string): Pick<INodeProperties, 'displayOptions'> => ({
	displayOptions: { show: { operation: operations.split(' ') } },
});

/** Jobs that read a list, up to a limit. */
export const limitedJobs: ReadonlySet<string> = new Set(['fetchRecordings']);

/** Jobs that put out files. */
export const fileJobs: ReadonlySet<string> = new Set(['exportCalls', 'fetchRecordings']);

/**
 * A record to pick from a list or to name. The second mode is called as n8n calls it, because n8n cuts off longer names.
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
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
	],
	description: 'Number or exact name',
	...others,
});

/** How long a job waits for the PBX to finish something. */
export const maxWait: INodeProperties = { displayName: 'Max Wait (Minutes)', name: 'waitMinutes', type: 'number', default: 30 };

/** Extensions to name, as many as wanted. */
export const people = (operations: string): INodeProperties => ({
	displayName: 'Extensions',
	name: 'people',
	type: 'string',
	default: '',
	placeholder: 'e.g. 100, Ada Byron, grace@example.com',
	...shownFor(operations),
	description: 'Extension numbers, exact names, or email addresses, separated by commas',
});

const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only report what would change',
};

/** The department that jobs are about or put a user into. */
export const department = (operations: string, others: Partial<INodeProperties> = {}): INodeProperties =>
	picker('Department', 'department', 'searchDepartments', 'e.g. Sales', operations, others);

/** The country in whose forms numbers are looked up. */
export const countryCode = (operations: string): INodeProperties => ({
	displayName: 'Country Code',
	name: 'countryCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 49',
	...shownFor(operations),
	description: 'To include each number with +, with 00, and in national form',
});

/** On at first for what can't be undone. */
export const dryRunProperties: INodeProperties[] = [
	{ ...dryRun, ...shownFor('removeAgents setAgents removeManagers setManagers removeMembers setMembers unblock') },
	{ ...dryRun, ...shownFor('offboard removePast syncContacts'), default: true },
];
