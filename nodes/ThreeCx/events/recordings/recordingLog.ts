import type { Row } from '../../transport/pages';
import type { NumberedLog } from '../engine/readNumbered';
import type { Fate } from '../engine/numbered';
import { recordingAddresses, type Source } from '../source';
import { timeOf } from '../../response/values';
import { isOngoing, recordingJson } from '../../callLog/recording';

/** Watches the list of recordings. */
export function recordingLog(
	source: Source,
	name: string,
	fate: (row: Row, age: number) => Fate,
): NumberedLog {
	return {
		name,
		path: '/Recordings',
		key: 'Id',
		timeProperty: 'StartTime',
		fate: (row, now) => {
			const age = now - (timeOf(row.EndTime) || timeOf(row.StartTime) || 0);
			return isOngoing(row, now) ? 'wait' : fate(row, age);
		},
		json: (row) => recordingJson(row, recordingAddresses(source)),
	};
}
