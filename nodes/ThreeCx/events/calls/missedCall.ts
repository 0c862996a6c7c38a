import { directionProperty } from '../../description/triggerOptions';
import type { ReadParameter } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import { recordingAddresses, type Source } from '../source';
import type { EventType, Watcher } from '../types';
import { callIdOf, callJson, callOf } from '../../callLog/call';
import { callFilters, passing, readCallFilters } from './callFilters';
import { callOptions, callWatcher } from './callWatcher';

type Rows = readonly [Row, ...Row[]];

function watch(read: ReadParameter, source: Source): Watcher {
	const filters = readCallFilters(read);
	// A call that nobody takes up is missed by those it was for, so not one that goes out.
	const isWanted = passing({ ...filters, direction: filters.direction === 'any' ? 'inbound' : filters.direction, outcome: 'missed' });
	return callWatcher(read, source, {
		selection: { filters },
		subjectOf: callIdOf,
		updates: false,
		accepts: (rows) => isWanted(callOf(rows as Rows)),
		occurrence: (rows) => {
			const call = callOf(rows as Rows);
			const rang = call.legs.map(({ to }) => to).filter(({ kind }) => kind === 'extension' || kind === 'unknown');
			const json = callJson(call, recordingAddresses(source));
			return {
				eventId: `missedCall:${call.callId}`,
				json: { ...json, waitedSeconds: json.durationSeconds, rang: [...new Map(rang.map((to) => [to.number, to])).values()] },
				raw: [...rows],
			};
		},
	});
}

export const missedCall: EventType = {
	value: 'missedCall',
	name: 'Missed Call',
	description: "An inbound call ended and nobody answered. Queues, digital receptionists, and voicemail don't count as answers.",
	requirement: 'The API client needs the role System Owner to read the call log.',
	parameters: [
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: callFilters(directionProperty(['inbound', 'internal', 'outbound'], 'inbound')),
		},
	],
	options: callOptions,
	nothingYet: {
		message: 'No missed calls yet',
		description: 'Call the PBX, hang up before anybody answers, and test again. If there were missed calls in the last 30 days, check Filters.',
	},
	watch,
};
