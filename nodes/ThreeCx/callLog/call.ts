import { isRecord } from '../input/itemInput';
import type { OutputJson } from '../response/items';
import { isoTime, numberOrNull, secondsOf, textOrNull, timeOf } from '../response/values';
import type { Direction, Party, PartyKind } from './party';
import type { AddressOf } from './recording';

/** One leg of a call: from somebody to somebody, as a row of the call log has it. */
export interface Leg {
	legId: string;
	startedAt: string | null;
	endedAt: string | null;
	from: Party;
	to: Party;
	answered: boolean;
	ringingSeconds: number;
	talkingSeconds: number;
	status: string | null;
	reason: string | null;
	recordingIds: number[];
}

/** What the destination of a leg is, by the words that were seen in `CallType`. Some versions repeat the direction there. */
const KINDS: Readonly<Record<string, PartyKind>> = {
	'digital receptionist': 'ivr',
	extension: 'extension',
	external: 'external',
	ivr: 'ivr',
	queue: 'queue',
	'ring group': 'ringGroup',
	ringgroup: 'ringGroup',
	system: 'system',
	voicemail: 'voicemail',
	'voice mail': 'voicemail',
};

/** The same by `DestinationType`, where the words do not tell. 3CX documents the numbers nowhere; these are of its database. */
const KINDS_BY_NUMBER: Readonly<Record<number, PartyKind>> = { 2: 'ringGroup', 4: 'queue', 5: 'voicemail', 6: 'ivr' };

/** Machines answer every call, and a queue before an agent does: only people count. */
const NOT_PEOPLE: ReadonlySet<PartyKind> = new Set(['queue', 'ivr', 'voicemail', 'system']);

/** `Inbound`, `Inbound Queue`, `Outbound` and `Internal` were seen; other words may follow. */
export function directionOf({ Direction: value }: OutputJson): Direction {
	const text = textOrNull(value)?.toLowerCase() ?? '';
	return (['inbound', 'outbound', 'internal'] as const).find((direction) => text.startsWith(direction)) ?? 'unknown';
}

const startOf = (row: OutputJson) => timeOf(row.StartTime);

/** The log has no end: it is start, ringing and talking together. */
export const endOf = (row: OutputJson): number =>
	startOf(row) + Math.round((secondsOf(row.RingingDuration) + secondsOf(row.TalkingDuration)) * 1000);

function party(kind: PartyKind, name: unknown, dn: unknown, callerId: unknown): Party {
	const [number, other] = kind === 'external' ? [callerId, dn] : [dn, callerId];
	return { name: textOrNull(name), number: textOrNull(number) ?? textOrNull(other), kind };
}

function destinationKind(row: OutputJson): PartyKind {
	const direction = directionOf(row);
	const named = KINDS[textOrNull(row.CallType)?.toLowerCase() ?? ''] ?? KINDS_BY_NUMBER[numberOrNull(row.DestinationType) ?? -1];
	if (named && !(named === 'external' && direction === 'inbound')) return named;
	return direction === 'outbound' ? 'external' : direction === 'internal' ? 'extension' : 'unknown';
}

function sourceKind(row: OutputJson): PartyKind {
	const direction = directionOf(row);
	if (direction === 'inbound') return 'external';
	return direction === 'unknown' ? 'unknown' : 'extension';
}

/** The recordings of a leg: listed, or by either side's number in older versions. */
function recordingIds({ Recordings: listed, SrcRecId: source, DstRecId: destination }: OutputJson): number[] {
	const ids = (Array.isArray(listed) ? listed.filter(isRecord).map(({ Id }) => Id) : []).concat([source, destination]);
	return [...new Set(ids.map(numberOrNull).filter((id): id is number => id !== null && id > 0))];
}

function legOf(row: OutputJson): Leg {
	return {
		legId: legIdOf(row),
		startedAt: isoTime(row.StartTime),
		endedAt: isoTime(endOf(row)),
		from: party(sourceKind(row), row.SourceDisplayName, row.SourceDn, row.SourceCallerId),
		to: party(destinationKind(row), row.DestinationDisplayName, row.DestinationDn, row.DestinationCallerId),
		answered: row.Answered === true,
		ringingSeconds: secondsOf(row.RingingDuration),
		talkingSeconds: secondsOf(row.TalkingDuration),
		status: textOrNull(row.Status),
		reason: textOrNull(row.Reason),
		recordingIds: recordingIds(row),
	};
}

/** Whether a person answered a leg. */
export const isAnsweredByPerson = ({ answered, to }: Leg): boolean => answered && !NOT_PEOPLE.has(to.kind);

/** A call, made of its legs. */
export interface Call {
	callId: string;
	direction: Direction;
	answered: boolean;
	legs: Leg[];
	/** Numbers that the caller may have dialed, as far as the log tells. */
	dialed: string[];
	firstRow: OutputJson;
}

/** An ID; null also for the empty GUID that servers write where there is none. */
function idOrNull(value: unknown): string | null {
	const text = textOrNull(value);
	return text !== null && /^[0-]+$/.test(text) ? null : text;
}

/** What a call is known by; calls of older versions have no MainCallHistoryId. */
export const callIdOf = (row: OutputJson): string =>
	idOrNull(row.MainCallHistoryId) ?? idOrNull(row.CallHistoryId) ?? legIdOf(row);

/** What a leg is known by. CallId and SegmentId are counted anew in every answer. */
export const legIdOf = (row: OutputJson): string =>
	idOrNull(row.CdrId) ??
	[row.CallHistoryId, row.StartTime, row.SourceDn, row.DestinationDn].map((part) => textOrNull(part) ?? '').join('|');

/** Puts the rows of one call together, which come in the order of their start. */
export function callOf(rows: readonly [OutputJson, ...OutputJson[]]): Call {
	const [firstRow] = rows;
	const legs = rows.map(legOf);
	const dialed = rows.flatMap((row) => [row.DestinationCallerId, row.ActionDnCallerId].map(textOrNull));
	return {
		callId: callIdOf(firstRow),
		direction: directionOf(firstRow),
		answered: legs.some(isAnsweredByPerson),
		legs,
		dialed: [...new Set(dialed.filter((number) => number !== null))],
		firstRow,
	};
}

const sum = (numbers: readonly number[]) => Math.round(numbers.reduce((total, number) => total + number, 0) * 1000) / 1000;

function recordingsOf(legs: readonly Leg[], addressOf: AddressOf) {
	const ids = [...new Set(legs.flatMap((leg) => leg.recordingIds))];
	return ids.map((id) => ({ recordingId: id, recordingUrl: addressOf(id) }));
}

/** What is told of a call in an item. */
export function callJson({ callId, direction, answered, legs, dialed }: Call, addressOf: AddressOf): OutputJson {
	const first = legs[0];
	const answeredLeg = legs.find(isAnsweredByPerson);
	const end = legs.map(({ endedAt }) => timeOf(endedAt) || 0).reduce((latest, time) => Math.max(latest, time), 0);
	const startedAt = first?.startedAt ?? null;
	const endedAt = end === 0 ? null : isoTime(end);
	const recordings = recordingsOf(legs, addressOf);
	return {
		callId,
		direction,
		answered,
		startedAt,
		answeredAt: answeredLeg ? isoTime(timeOf(answeredLeg.startedAt) + answeredLeg.ringingSeconds * 1000) : null,
		endedAt,
		durationSeconds: startedAt && endedAt ? (timeOf(endedAt) - timeOf(startedAt)) / 1000 : null,
		talkingSeconds: sum(legs.filter(isAnsweredByPerson).map((leg) => leg.talkingSeconds)),
		// Not "caller" and "callee": n8n lets no expression read properties of these names.
		from: first?.from ?? null,
		to: first?.to ?? null,
		answeredBy: answeredLeg?.to ?? null,
		queue: legs.find(({ to }) => to.kind === 'queue')?.to ?? null,
		dialedNumber: dialed.find((number) => number !== first?.to.number) ?? null,
		recordingId: recordings[0]?.recordingId ?? null,
		recordingUrl: recordings[0]?.recordingUrl ?? null,
		recordings,
		legs,
	};
}
