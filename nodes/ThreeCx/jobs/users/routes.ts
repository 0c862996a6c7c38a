import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import type { Profile } from './profiles';

/** Where calls go, as 3CX writes a destination. */
export interface Destination {
	To: string;
	Number: string;
	External: string;
}

/** For whose calls a route is. */
export type Callers = 'all' | 'internal' | 'external';
/** In which case calls are forwarded, in a status in which the phone rings first. */
export type Condition = 'all' | 'noAnswer' | 'busy' | 'notRegistered';

const CONDITIONS = { noAnswer: 'NoAnswer', busy: 'Busy', notRegistered: 'NotRegistered' };

/** Destinations that need no number: the extension's own voicemail, and the end of the call. */
const WITHOUT_NUMBER = ['None', 'VoiceMail'];

/** A destination as far as it matters: `Extension 101`, `VoiceMail`. */
export function destinationText(value: unknown): string {
	if (!isRecord(value)) return 'None';
	const to = asText(value.To) || 'None';
	if (WITHOUT_NUMBER.includes(to)) return to;
	return `${to} ${to === 'External' ? asText(value.External) : asText(value.Number)}`.trim();
}

/**
 * Whether the phone rings first in a status, so that calls are forwarded by condition (AvailableRoute), rather than at once
 * (AwayRoute). By which of the two the PBX gives; by the status' name where it gives both or none.
 */
export function ringsFirst({ row, name }: Profile): boolean {
	const hasAvailable = isRecord(row.AvailableRoute);
	const hasAway = isRecord(row.AwayRoute);
	return hasAvailable === hasAway ? ['Available', 'Custom 1'].includes(name) : hasAvailable;
}

const asRow = (value: unknown): Row => (isRecord(value) ? value : {});

/** The properties that a change is about: `NoAnswerExternal`, `BusyInternal`, … or `External`, `Internal`. */
function slotsFor(isByCondition: boolean, callers: Callers, condition: Condition): string[] {
	const sides = [...(callers === 'internal' ? [] : ['External']), ...(callers === 'external' ? [] : ['Internal'])];
	if (!isByCondition) return sides;
	const prefixes = condition === 'all' ? Object.values(CONDITIONS) : [CONDITIONS[condition]];
	return prefixes.flatMap((prefix) => sides.map((side) => `${prefix}${side}`));
}

/** Where calls go now for what a change is about, by property. */
export function routesOf(profile: Profile, callers: Callers, condition: Condition): Record<string, string> {
	const isByCondition = ringsFirst(profile);
	const route = asRow(isByCondition ? profile.row.AvailableRoute : profile.row.AwayRoute);
	const slots = slotsFor(isByCondition, callers, condition);
	return Object.fromEntries(slots.map((slot) => [slot, destinationText(route[slot])]));
}

/** The profile with a destination in all that a change is about; everything else stays as it is. */
export function withDestination(profile: Profile, destination: Destination, callers: Callers, condition: Condition): Profile {
	const isByCondition = ringsFirst(profile);
	const property = isByCondition ? 'AvailableRoute' : 'AwayRoute';
	const route = { ...asRow(profile.row[property]) };
	for (const slot of slotsFor(isByCondition, callers, condition)) {
		if (destinationText(route[slot]) === destinationText(destination)) continue;
		route[slot] = destination;
		// One destination for both kinds of callers no longer holds where only one of them changes.
		const both = slot.replace(/(External|Internal)$/, 'AllCalls');
		if (callers !== 'all' && route[both] === true) route[both] = false;
	}
	return { ...profile, row: { ...profile.row, [property]: route } };
}
