import { readChoice } from '../../input/choices';
import { directionProperty } from '../../description/triggerOptions';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { recordingAddresses, type Source } from '../source';
import type { EventType, Occurrence, Watcher } from '../types';
import { callIdOf, callJson, callOf, legIdOf, type Call } from '../../callLog/call';
import { callFilters, DIRECTIONS, outcomeFilter, passing, readCallFilters } from './callFilters';
import { callOptions, callWatcher } from './callWatcher';

const OUTPUTS = ['calls', 'legs'] as const;

/** Rows of a group: the engine makes none without one. */
type Rows = readonly [Row, ...Row[]];

function wholeCall(call: Call, rows: readonly Row[], isUpdate: boolean, source: Source): Occurrence {
	return {
		eventId: isUpdate ? `call:${call.callId}:${rows.length}` : `call:${call.callId}`,
		json: { ...callJson(call, recordingAddresses(source)), isUpdate },
		raw: [...rows],
	};
}

function singleLeg(call: Call, rows: readonly Row[], source: Source): Occurrence {
	const json = callJson(call, recordingAddresses(source));
	delete json.legs;
	const legId = legIdOf(call.firstRow);
	const [leg] = call.legs;
	return {
		eventId: `leg:${legId}`,
		json: { legId, ...json, status: leg?.status ?? null, reason: leg?.reason ?? null },
		raw: rows[0] ?? [],
	};
}

function watch(read: ReadParameter, source: Source): Watcher {
	const filters = readCallFilters(read);
	const output = readChoice(read('output', 'calls'), 'Output', OUTPUTS);
	const isByLeg = output === 'legs';
	const isWanted = passing(filters);
	return callWatcher(read, source, {
		selection: { filters, output },
		subjectOf: isByLeg ? legIdOf : callIdOf,
		updates: !isByLeg,
		accepts: (rows) => isWanted(callOf(rows as Rows)),
		occurrence: (rows, isUpdate) => {
			const call = callOf(rows as Rows);
			return isByLeg ? singleLeg(call, rows, source) : wholeCall(call, rows, isUpdate, source);
		},
	});
}

export const callEnded: EventType = {
	value: 'callEnded',
	name: 'Call Ended',
	description: 'A call is over, with who called whom, how long, and its legs',
	requirement: 'The API client needs the role System Owner to read the call log.',
	parameters: [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'One Item per Call', value: 'calls', description: 'With all legs of the call' },
				{ name: 'One Item per Leg', value: 'legs', description: 'Each part of a call: ringing a queue, an agent, after a transfer' },
			],
			default: 'calls',
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [...callFilters(directionProperty(DIRECTIONS, 'any')), outcomeFilter],
		},
	],
	options: callOptions,
	nothingYet: {
		message: 'No calls yet',
		description: 'Make a call, hang up, and test again. If there were calls in the last 30 days, check Filters.',
	},
	watch,
};
