/** Functions and actions that do something, or whose answer depends on what is stored. */
import type { EntitySet } from '../data/entitySets';
import { findResource } from '../data/entitySets';
import { badRequest, ODataError, warning } from '../odata/errors';
import type { CallHistory } from '../history/callHistory';
import type { EventLog } from '../history/eventLog';
import { firstFreeNumber } from '../data/numbers';
import type { Store } from '../data/store';
import type { Row } from '../types';

/** What a call acts on. */
export interface CallContext {
	store: Store;
	history: CallHistory;
	eventLog: EventLog;
	/** The entity set the call is bound to, and the row in it, if there are any. */
	set?: EntitySet;
	row?: Row;
	/** Arguments of a function, parameters of an action. */
	given: Row;
}

type Effect = (context: CallContext) => unknown;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** Removes rows by key; the keys that there are no rows for. */
function removeRows({ store, set, given }: CallContext): unknown[] {
	return asList(given.ids).filter((key) => !set || !store.remove(set, key));
}

const bulkDelete: Effect = (context) => {
	removeRows(context);
	return undefined;
};

const firstAvailable =
	(name: string): Effect =>
	({ store }) => ({ Number: firstFreeNumber(store, name) });

const findBy =
	(property: string, argument: string): Effect =>
	({ store, set, given }) => {
		const found = set && store.find(set, given[argument], property);
		if (!found) throw new ODataError(404, `There is no row with ${property} '${String(given[argument])}'.`);
		return found.row;
	};

const setServices =
	(Status: string): Effect =>
	({ store, set, given }) => {
		for (const name of asList((given.options as Row).ServiceNames)) {
			const service = set && store.find(set, name, 'Name');
			if (service) store.update(service, { Status });
		}
		return undefined;
	};

/** What a purge is about: everything, or what is between two times. */
function purgedPeriod({ given }: CallContext): { from?: Date; to?: Date } {
	const { All, Start, Stop } = given.period as Row;
	if (All === true) return {};
	if (typeof Start !== 'string' && typeof Stop !== 'string') throw badRequest('A purge needs a period.');
	return { from: typeof Start === 'string' ? new Date(Start) : undefined, to: typeof Stop === 'string' ? new Date(Stop) : undefined };
}

function purgeChats({ store }: CallContext, { from, to }: { from?: Date; to?: Date }): void {
	for (const name of ['ChatHistoryView', 'ChatMessagesHistoryView']) {
		store.clear(name, ({ TimeSent }) => {
			const sent = new Date(String(TimeSent));
			return (from === undefined || sent >= from) && (to === undefined || sent <= to);
		});
	}
}

/** The file of a recording is there once the recording has ended. */
const recordingFile: Effect = ({ store, given }) => {
	const recording = store.find(store.entitySet('Recordings'), given.recId, 'Id');
	if (!recording || recording.row.EndTime === null) throw warning('recId', 'WARNINGS.XAPI.FILE_NOT_FOUND');
	return undefined;
};

/** A backup that is complete at once; tests have it grow. */
const createBackup: Effect = ({ store, given }) => {
	const { Name } = given.description as Row;
	const backups = store.entitySet('Backups');
	const FileName = `${String(Name)}.zip`;
	if (store.find(backups, FileName)) throw warning('Name', 'WARNINGS.XAPI.DUPLICATE');
	store.insert(backups, { FileName, Size: 1_048_576, CreationTime: new Date().toISOString(), DownloadLink: `/backups/${FileName}` });
	return undefined;
};

/** Gives a detected phone to a user, with the number that the PBX keeps for it. */
const provision: Effect = ({ store, set, row, given }) => {
	const user = store.find(store.entitySet('Users'), given.userId);
	const device = set && row && store.find(set, row[set.key]);
	if (!user || !device) throw warning('userId', 'WARNINGS.XAPI.NOT_FOUND');
	const { MAC: MacAddress, Model: Name, TemplateName } = device.row;
	const Phones = asList(user.row.Phones);
	store.update(user, { Phones: [...Phones, { Id: Phones.length + 1, MacAddress, Name, TemplateName }] });
	store.update(device, { Assigned: true, AssignedUser: user.row.Number });
	return undefined;
};

/** By 3CX's name for them. */
export const effects: Readonly<Record<string, Effect>> = {
	Backup: createBackup,
	BatchDelete: (context) =>
		removeRows(context).map((key) => ({ ExtensionNumber: String(key), Error: 'WARNINGS.XAPI.NOT_FOUND' })),
	BulkFaxDelete: bulkDelete,
	BulkInboundRulesDelete: bulkDelete,
	BulkIpsDelete: bulkDelete,
	BulkLinksDelete: bulkDelete,
	BulkNumbersDelete: bulkDelete,
	BulkRecordingsDelete: bulkDelete,
	DeleteContactsById: bulkDelete,
	DownloadRecording: recordingFile,
	DropCall: ({ store, set, row }) => {
		if (set && row) store.remove(set, row[set.key]);
		return undefined;
	},
	GetByNumber: findBy('Number', 'number'),
	GetFirstAvailableExtensionNumber: firstAvailable('Users'),
	GetFirstAvailableQueueNumber: firstAvailable('Queues'),
	GetFirstAvailableTrunkNumber: firstAvailable('Trunks'),
	GetParameterByName: findBy('Name', 'name'),
	HasSystemOwner: () => true,
	MakeCall: ({ store, given }) => {
		const calls = findResource('ActiveCalls');
		if (calls?.kind === 'entitySet') {
			const Id = store.nextKey(calls);
			store.insert(calls, { Id, Caller: given.dn ?? null, Callee: given.destination, Status: 'Dialing' });
		}
		return {
			FinalStatus: 'Success',
			Reason: 'NotSpecified',
			ReasonText: `Calling ${String(given.destination)} from ${String(given.dn)}`,
			VttId: null,
		};
	},
	Provision: provision,
	PurgeAllLogs: (context) => {
		context.history.purge();
		context.eventLog.purge();
		purgeChats(context, {});
		return undefined;
	},
	PurgeCalls: (context) => {
		context.history.purge(purgedPeriod(context));
		return undefined;
	},
	PurgeChats: (context) => {
		purgeChats(context, purgedPeriod(context));
		return undefined;
	},
	PurgeEventLog: ({ eventLog }) => {
		eventLog.purge();
		return undefined;
	},
	PurgeLocal: ({ history }) => {
		history.recordings.purge();
		return undefined;
	},
	Restart: setServices('Running'),
	Start: setServices('Running'),
	Stop: setServices('Stopped'),
	TranscribeRecordings: ({ history, given }) => {
		history.recordings.transcribe(asList(given.ids));
		return undefined;
	},
};
