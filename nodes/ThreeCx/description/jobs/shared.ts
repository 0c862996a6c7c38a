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
		{ displayName: 'Number', name: 'name', type: 'string', placeholder, hint: 'Number or exact name' },
	],
	...others,
});

/** Whether to only report: on at first for what can't be undone. */
export const dryRun = (operations: string, isOn: boolean): INodeProperties => ({
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: isOn,
	...shownFor(operations),
	description: 'Whether to only report what would change',
});
