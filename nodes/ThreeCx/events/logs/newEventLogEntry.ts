import { readChoices, readEntries } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { numberedWatcher } from '../engine/readNumbered';
import { readFilters } from '../settings';
import type { Source } from '../source';
import type { EventType, Watcher } from '../types';
import { isoTime, numberOrNull, textOrNull } from '../../response/values';

const TYPES = ['Error', 'Info', 'Warning'] as const;

/** Tells whether a text is in a list, however it is capitalized; an empty list has all. */
function among(list: readonly string[]): (value: unknown) => boolean {
	const entries = new Set(list.map((entry) => entry.toLowerCase()));
	return (value) => entries.size === 0 || entries.has(textOrNull(value)?.toLowerCase() ?? '');
}

function watch(read: ReadParameter, source: Source): Watcher {
	const filters = readFilters(read);
	const types = readChoices(filters.types, 'Type', TYPES, []);
	const eventIds = readEntries(filters.eventIds, 'Event ID');
	const sources = readEntries(filters.sources, 'Source');
	const [isType, isEvent, isSource] = [among(types), among(eventIds), among(sources)];
	const accepts = (row: Row) => isType(row.Type) && isEvent(row.EventId) && isSource(row.Source);
	const watcher = numberedWatcher(source, {
		name: 'eventLog',
		path: '/EventLogs',
		key: 'Id',
		timeProperty: 'TimeGenerated',
		fate: (row) => (accepts(row) ? 'ready' : 'skip'),
		json: (row) => ({
			id: numberOrNull(row.Id),
			time: isoTime(row.TimeGenerated),
			type: textOrNull(row.Type),
			logEventId: numberOrNull(row.EventId),
			source: textOrNull(row.Source),
			group: textOrNull(row.GroupName) ?? textOrNull(row.Group),
			message: textOrNull(row.Message),
			parameters: Array.isArray(row.Params) ? row.Params : [],
		}),
	});
	return { selection: { types, eventIds, sources }, room: 500, ...watcher };
}

export const newEventLogEntry: EventType = {
	value: 'newEventLogEntry',
	name: 'New Event Log Entry',
	description: 'The PBX wrote an error, a warning or information to its event log',
	parameters: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Event ID',
					name: 'eventIds',
					type: 'string',
					default: '',
					placeholder: 'e.g. 4097, 8193',
					description: 'Event IDs as the event log of the Admin Console shows them, separated by commas',
				},
				{
					displayName: 'Source',
					name: 'sources',
					type: 'string',
					default: '',
					description: 'Sources as the event log shows them, separated by commas',
				},
				{
					displayName: 'Type',
					name: 'types',
					type: 'multiOptions',
					options: TYPES.map((type) => ({ name: type, value: type })),
					default: [],
					description: 'Types of entries. Leave empty for all.',
				},
			],
		},
	],
	nothingYet: {
		message: 'No event log entries yet',
		description: 'The event log of the PBX is empty, or no entry among the newest matches Filters. Change Filters, or restart a service that may be restarted, and test again.',
	},
	watch,
};
