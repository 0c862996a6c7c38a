import type { Row } from '../../transport/pages';
import type { NumberedLog } from '../engine/readNumbered';
import type { Fate } from '../engine/numbered';
import { recordingAddresses, type Source } from '../source';
import { timeOf } from '../../response/values';
import { isOpen, recordingJson } from '../../callLog/recording';

const HOUR = 60 * 60 * 1000;

/** A row without an end for longer than this is no call that goes on: that version of 3CX does not fill the end. */
const LONGEST_RECORDING = 4 * HOUR;

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
			return isOpen(row) && age < LONGEST_RECORDING ? 'wait' : fate(row, age);
		},
		json: (row) => recordingJson(row, recordingAddresses(source)),
	};
}
