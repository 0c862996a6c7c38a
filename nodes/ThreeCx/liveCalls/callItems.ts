import type { OutputJson } from '../response/items';
import type { CallFilter } from './callFilter';
import type { Call, CallEvent, Leg } from './tracker';

/** An item to emit, with the key under which n8n remembers that it was. */
export interface CallItem {
	/** Stable over restarts of n8n: call ID, extension, the second the call was first seen, and what happened. */
	eventId: string;
	json: OutputJson;
}

const isoOf = (time: number | null | undefined): string | null =>
	time === null || time === undefined ? null : new Date(time).toISOString();

const secondsBetween = (from: number | null | undefined, to: number | undefined): number | null =>
	from === null || from === undefined || to === undefined ? null : Math.max(0, Math.round((to - from) / 1000));

function isWanted({ extension, direction, isExternal }: Leg, filter: CallFilter): boolean {
	if (filter.extensions.size > 0 && !filter.extensions.has(extension)) return false;
	if (filter.direction !== 'any' && filter.direction !== direction) return false;
	return filter.otherParty === 'any' || (filter.otherParty === 'external') === isExternal;
}

const isAnswered = ({ answeredAt }: Leg) => answeredAt !== undefined;

/** The leg that a call as a whole is told from: who answered, else who was called, else who called. */
function mainLegOf(legs: readonly Leg[]): Leg | undefined {
	const inbound = legs.filter(({ direction }) => direction === 'inbound');
	return inbound.find(isAnswered) ?? legs.find(isAnswered) ?? inbound[0] ?? legs[0];
}

function jsonOf(type: CallEvent['type'], call: Call, leg: Leg, legs: readonly Leg[]): OutputJson {
	const endedAt = (type === 'ended' || type === 'missed') && call.isEndUnseen !== true ? call.leftAt : undefined;
	// Raw call IDs start again when the PBX restarts, so the second is part of what names a call.
	const place = type === 'ended' || type === 'missed' ? call.callId : `${leg.extension}/${call.callId}`;
	return {
		event: type,
		eventId: `${place}/${Math.floor(call.firstSeen / 1000)}/${type}`,
		callId: call.callId,
		extension: leg.extension,
		direction: leg.direction,
		external: leg.isExternal,
		party: { ...leg.party },
		startedAt: isoOf(call.firstSeen),
		answered: isAnswered(leg),
		answeredAt: isoOf(leg.answeredAt),
		answeredBy: legs.filter(({ direction }) => direction === 'inbound').find(isAnswered)?.extension ?? null,
		endedAt: isoOf(endedAt),
		talkingSeconds: secondsBetween(leg.answeredAt, endedAt),
		extensions: legs.map(({ extension }) => extension),
	};
}

/**
 * The item for something that happened to a call; undefined where the filter leaves it out.
 *
 * Times are n8n's own. `answeredAt` is null for a call that was connected while n8n could not listen, `endedAt` for one
 * that ended then, and `talkingSeconds` for both.
 */
export function itemOf(event: CallEvent, filter: CallFilter, includeRaw: boolean): CallItem | undefined {
	if (!filter.events.has(event.type)) return undefined;
	const { legs } = event.call;
	const wanted = ('leg' in event ? [event.leg] : legs).filter((leg) => isWanted(leg, filter));
	const leg = mainLegOf(event.type === 'missed' ? wanted.filter(({ direction }) => direction === 'inbound') : wanted);
	if (!leg) return undefined;
	const json = jsonOf(event.type, event.call, leg, legs);
	return { eventId: json.eventId as string, json: includeRaw ? { ...json, raw: leg.raw } : json };
}
