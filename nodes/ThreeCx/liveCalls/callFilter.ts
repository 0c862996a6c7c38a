import { readChoice, readChoices, readEntries } from '../input/choices';
import type { ReadParameter } from '../input/itemInput';
import { ParameterRefused } from '../input/parameterRefused';

const EVENTS = ['answered', 'ended', 'missed', 'ringing'] as const;
const OTHER_PARTIES = ['any', 'external', 'internal'] as const;

/** Directions of a call as one extension sees it: a call between two of them is inbound for one and outbound for the other. */
export const DIRECTIONS = ['any', 'inbound', 'outbound'] as const;

/** What a person chooses in the node. */
export interface CallFilter {
	events: ReadonlySet<(typeof EVENTS)[number]>;
	/** Empty for all extensions that the API client monitors. */
	extensions: ReadonlySet<string>;
	direction: (typeof DIRECTIONS)[number];
	otherParty: (typeof OTHER_PARTIES)[number];
}

/**
 * Reads which calls the workflow is for.
 *
 * @throws ParameterRefused for a value that nothing could ever match.
 */
export function readCallFilter(read: ReadParameter): CallFilter {
	const events = readChoices(read('events', []), 'Trigger On', EVENTS, []);
	if (events.length === 0) throw new ParameterRefused('Trigger On is empty', 'Choose at least one event in Trigger On.');
	return {
		events: new Set(events),
		extensions: new Set(readEntries(read('extensions', []), 'Extension Names or IDs')),
		direction: readChoice(read('direction', 'inbound'), 'Direction', DIRECTIONS),
		otherParty: readChoice(read('otherParty', 'any'), 'Other Party', OTHER_PARTIES),
	};
}
