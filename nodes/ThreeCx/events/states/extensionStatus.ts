import { readChoices, readEntries } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { statesWatcher } from '../engine/readStates';
import type { Snapshot, Values } from '../engine/states';
import { numberProperty, readFilters, readNumber, type NumberOption } from '../settings';
import type { Source } from '../source';
import type { EventType, Occurrence, Watcher } from '../types';
import { textOrNull } from '../../response/values';

const WATCHED = ['profile', 'queueLogin', 'registration'] as const;
type Watched = (typeof WATCHED)[number];

/** What each watched value is in a row, and in an item. */
const VALUES: Readonly<Record<Watched, { name: string; of: (row: Row) => Values[string] }>> = {
	profile: { name: 'profile', of: (row) => textOrNull(row.CurrentProfileName) },
	queueLogin: {
		name: 'queueLoggedIn',
		of: ({ QueueStatus }) => (textOrNull(QueueStatus) === null ? null : QueueStatus === 'LoggedIn'),
	},
	registration: { name: 'registered', of: ({ IsRegistered }) => (typeof IsRegistered === 'boolean' ? IsRegistered : null) },
};

const PROPERTIES = ['Id', 'Number', 'DisplayName', 'CurrentProfileName', 'IsRegistered', 'QueueStatus'];

const CONFIRM: NumberOption = { name: 'confirmSeconds', displayName: 'Confirm After', fallback: 0, min: 0, max: 60 };

function watch(read: ReadParameter, source: Source): Watcher {
	const watched = readChoices(read('watch', WATCHED), 'Watch', WATCHED, WATCHED);
	const extensions = readEntries(readFilters(read).extensions, 'Extensions');
	const chosen = new Set(extensions);
	/** The rows of the last reading, for names and Include Raw Data. */
	let rows = new Map<string, Row>();

	const readStates = async (): Promise<Snapshot> => {
		const all = await source.rows({ path: '/Users', select: PROPERTIES, orderBy: 'Id' });
		const wanted = all.filter(({ Number: number }) => chosen.size === 0 || chosen.has(textOrNull(number) ?? ''));
		rows = new Map(wanted.map((row) => [String(row.Id), row]));
		const valuesOf = (row: Row) => Object.fromEntries(watched.map((entry) => [VALUES[entry].name, VALUES[entry].of(row)]));
		return new Map([...rows].map(([key, row]) => [key, valuesOf(row)]));
	};
	const told = (key: string, eventId: string, json: Record<string, unknown>): Occurrence => {
		const row = rows.get(key) ?? {};
		const extension = { number: textOrNull(row.Number), name: textOrNull(row.DisplayName) };
		return { eventId: `extension:${eventId}`, json: { extension, ...json }, raw: row };
	};
	return {
		selection: { watched, extensions },
		room: 500,
		...statesWatcher(source, {
			read: readStates,
			confirmAfter: readNumber(read, CONFIRM) * 1000,
			occurrence: ({ key, id, before, after, changed }) => told(key, id, { changed, before, after }),
			shown: (key, values) => told(key, `${key}:now`, { changed: [], before: null, after: values }),
		}),
	};
}

export const extensionStatus: EventType = {
	value: 'extensionStatusChanged',
	name: 'Extension Status Changed',
	description: 'An extension switched its profile, registered or lost its phones, or logged in to or out of queues',
	parameters: [
		{
			displayName: 'Watch',
			name: 'watch',
			type: 'multiOptions',
			options: [
				{ name: 'Profile', value: 'profile', description: 'Available, Away, Do Not Disturb and so on' },
				{ name: 'Queue Login', value: 'queueLogin' },
				{ name: 'Registration', value: 'registration', description: 'Whether a phone or app is connected' },
			],
			default: ['profile', 'queueLogin', 'registration'],
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Extensions',
					name: 'extensions',
					type: 'string',
					default: '',
					placeholder: 'e.g. 100, 101',
					description: 'Extension numbers, separated by commas. Leave empty for all extensions.',
				},
			],
		},
	],
	options: [numberProperty(CONFIRM, 'Seconds that a change must last before it counts')],
	nothingYet: {
		message: 'The PBX has none of these extensions',
		description: 'Check Extensions, and that the API client is allowed to see them.',
	},
	watch,
};
