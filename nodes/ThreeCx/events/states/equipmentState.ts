import { readChoices } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { statesWatcher } from '../engine/readStates';
import type { Snapshot, Values } from '../engine/states';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import type { Reading, Source } from '../source';
import type { EventType, Occurrence, Watcher } from '../types';
import { textOrNull } from '../../response/values';

const KINDS = ['sbcs', 'services', 'trunks'] as const;
type Kind = (typeof KINDS)[number];

interface Equipment {
	/** What it is called in an item. */
	kind: string;
	reading: Reading;
	idOf(row: Row): string;
	nameOf(row: Row): string | null;
	numberOf?(row: Row): string | null;
	valuesOf(row: Row): { online: boolean | null; status: string | null };
}

const boolOrNull = (value: unknown) => (typeof value === 'boolean' ? value : null);
const onlineStatus = (online: boolean | null) => ({ online, status: online === null ? null : online ? 'Online' : 'Offline' });

const EQUIPMENT: Readonly<Record<Kind, Equipment>> = {
	trunks: {
		kind: 'trunk',
		reading: { path: '/Trunks', orderBy: 'Id', select: ['Id', 'Number', 'IsOnline', 'Gateway'] },
		idOf: ({ Id }) => String(Id),
		nameOf: ({ Gateway }) => (typeof Gateway === 'object' && Gateway !== null && 'Name' in Gateway ? textOrNull(Gateway.Name) : null),
		numberOf: ({ Number: number }) => textOrNull(number),
		valuesOf: ({ IsOnline }) => onlineStatus(boolOrNull(IsOnline)),
	},
	sbcs: {
		kind: 'sbc',
		reading: { path: '/Sbcs', orderBy: 'Name', select: ['Name', 'DisplayName', 'HasConnection'] },
		idOf: ({ Name }) => textOrNull(Name) ?? '',
		nameOf: ({ DisplayName, Name }) => textOrNull(DisplayName) ?? textOrNull(Name),
		valuesOf: ({ HasConnection }) => onlineStatus(boolOrNull(HasConnection)),
	},
	services: {
		kind: 'service',
		reading: { path: '/Services', select: ['Name', 'DisplayName', 'Status'] },
		idOf: ({ Name }) => textOrNull(Name) ?? '',
		nameOf: ({ DisplayName, Name }) => textOrNull(DisplayName) ?? textOrNull(Name),
		valuesOf: ({ Status }) => {
			const status = textOrNull(Status);
			return { online: status === null ? null : status === 'Running', status };
		},
	},
};

const CONFIRM: NumberOption = { name: 'confirmSeconds', displayName: 'Confirm After', fallback: 15, min: 0, max: 60 };

function watch(read: ReadParameter, source: Source): Watcher {
	const watched = readChoices(read('watch', KINDS), 'Watch', KINDS, KINDS);
	let known = new Map<string, { row: Row; equipment: Equipment }>();

	const readStates = async (): Promise<Snapshot> => {
		const found: typeof known = new Map();
		for (const kind of watched) {
			const equipment = EQUIPMENT[kind];
			for (const row of await source.rows(equipment.reading)) {
				found.set(`${equipment.kind}:${equipment.idOf(row)}`, { row, equipment });
			}
		}
		known = found;
		return new Map([...found].map(([key, { row, equipment }]): [string, Values] => [key, equipment.valuesOf(row)]));
	};
	const told = (key: string, eventId: string, json: Record<string, unknown>): Occurrence => {
		const { row = {}, equipment } = known.get(key) ?? {};
		const about = { kind: equipment?.kind ?? null, name: equipment?.nameOf(row) ?? null, number: equipment?.numberOf?.(row) ?? null };
		return { eventId, json: { ...about, ...json }, raw: row };
	};
	return {
		selection: { watched },
		room: 500,
		...statesWatcher(source, {
			read: readStates,
			confirmAfter: readNumber(read, CONFIRM) * 1000,
			occurrence: ({ key, id, before, after }) => told(key, id, { online: after.online, status: after.status, before, after }),
			shown: (key, values) =>
				told(key, `${key}:now`, { online: values.online, status: values.status, before: null, after: values }),
		}),
	};
}

export const equipmentState: EventType = {
	value: 'equipmentStateChanged',
	name: 'Trunk, SBC or Service Changed State',
	description: 'A trunk or SBC went online or offline, or a service of the PBX started or stopped',
	parameters: [
		{
			displayName: 'Watch',
			name: 'watch',
			type: 'multiOptions',
			options: [
				{ name: 'SBCs', value: 'sbcs' },
				{ name: 'Services', value: 'services' },
				{ name: 'Trunks', value: 'trunks' },
			],
			default: ['sbcs', 'services', 'trunks'],
		},
	],
	options: [numberProperty(CONFIRM, 'Seconds that a change must last before it counts')],
	nothingYet: {
		message: 'The PBX has no trunks, SBCs or services of this kind',
		description: 'Check Watch, and that the API client is allowed to see them.',
	},
	watch,
};
