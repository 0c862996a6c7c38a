import { groupBy } from '../collections/groupBy';
import { keyOf, type Participant, type ParticipantName, type Party } from '../response/participant';

/** A transfer or the next wave of a queue may leave a call without participants for a moment. */
export const SETTLE_MS = 2_000;

/** A call at one extension. Times are n8n's, in milliseconds since 1970: the API gives none. */
export interface Leg {
	extension: string;
	direction: Participant['direction'];
	isExternal: boolean;
	party: Party;
	firstSeen: number;
	/** When it was first seen connected; null where it was connected while n8n could not listen. */
	answeredAt?: number | null;
	/** IDs of this extension's participants that are in the call now: each ringing device is one. */
	present: readonly string[];
	/** The participant as 3CX sent it last. */
	raw: Record<string, unknown>;
}

/** One call and all extensions that took part in it, in the order they came. Plain data, so that it can be stored. */
export interface Call {
	callId: string;
	firstSeen: number;
	/** When the last participant left; undefined as long as somebody is in the call. */
	leftAt?: number;
	/** `leftAt` is only when the call was found to be over: n8n could not listen when it ended. */
	isEndUnseen?: true;
	legs: readonly Leg[];
}

/** The calls that are going on, by call ID. */
export type TrackerState = ReadonlyMap<string, Call>;

/** Something that happened to a call, at one extension (`leg`) or as a whole. */
export type CallEvent =
	| { type: 'ringing' | 'answered'; call: Call; leg: Leg }
	| { type: 'ended' | 'missed'; call: Call };

/** What a source has seen. */
export type Observation =
	| { kind: 'participant'; participant: Participant }
	| { kind: 'gone'; participant: ParticipantName }
	| {
			kind: 'snapshot';
			participants: readonly Participant[];
			/** Keys of participants that were heard of while the snapshot was read: what it says of them may be old. */
			except?: ReadonlySet<string>;
			/**
			 * `baseline`: the first look, calls that are connected already are no news. `resumed`: the first look after a
			 * gap, in which the PBX may have restarted and begun to count anew.
			 */
			after?: 'baseline' | 'resumed';
			/** The gap was so long that what changed in it has no time. */
			isLate?: boolean;
	  }
	| { kind: 'time' };

/** The new state, and what happened, in order. */
export interface Tracked {
	state: TrackerState;
	events: CallEvent[];
}

const isOver = ({ present }: Leg) => present.length === 0;
const wasAnswered = ({ legs }: Call) => legs.some(({ answeredAt }) => answeredAt !== undefined);
/** A call that rang for a monitored extension and that none of them answered. */
const wasMissed = (call: Call) => !wasAnswered(call) && call.legs.some(({ direction }) => direction === 'inbound');
const legOf = ({ legs }: Call, name: string) => legs.find(({ extension }) => extension === name);

function withLeg(call: Call, leg: Leg): Call {
	const isKnown = legOf(call, leg.extension) !== undefined;
	const legs = isKnown ? call.legs.map((other) => (other.extension === leg.extension ? leg : other)) : [...call.legs, leg];
	return { ...call, legs };
}

/** The new state in the making: one copy for all that an observation says. */
type Draft = Map<string, Call>;

/** How n8n comes to know of a participant: as it happens, at the very beginning, or after a long gap. */
type Moment = 'live' | 'baseline' | 'late';

/** Adds or updates one participant. @returns what happened to it. */
function seen(draft: Draft, participant: Participant, now: number, moment: Moment = 'live'): CallEvent[] {
	const { callId, extension, id, status, direction, isExternal, party, raw } = participant;
	const known = draft.get(callId) ?? { callId, firstSeen: now, legs: [] };
	const before = legOf(known, extension);
	const isAnswer = status === 'connected' && before?.answeredAt === undefined;
	const leg: Leg = {
		extension,
		direction: before?.direction ?? direction,
		isExternal: (before?.isExternal ?? false) || isExternal,
		party: party.number === '' && before ? before.party : party,
		firstSeen: before?.firstSeen ?? now,
		answeredAt: isAnswer ? (moment === 'live' ? now : null) : before?.answeredAt,
		present: [...new Set([...(before?.present ?? []), id])],
		raw,
	};
	const call = { ...withLeg(known, leg), leftAt: undefined, isEndUnseen: undefined };
	draft.set(callId, call);
	return [
		...(!before && status !== 'connected' ? [{ type: 'ringing', call, leg } as const] : []),
		...(isAnswer && moment !== 'baseline' ? [{ type: 'answered', call, leg } as const] : []),
	];
}

const over = (now: number, isLate: boolean): Pick<Call, 'leftAt' | 'isEndUnseen'> => ({ leftAt: now, ...(isLate ? { isEndUnseen: true } : {}) });

/** Takes a participant out of its call, which ends once nobody has been in it for a while. */
function gone(draft: Draft, call: Call | undefined, { extension, id }: ParticipantName, now: number, isLate = false): void {
	const leg = call && legOf(call, extension);
	if (!leg) return;
	const next = withLeg(call, { ...leg, present: leg.present.filter((other) => other !== id) });
	draft.set(next.callId, next.legs.every(isOver) ? { ...next, ...over(now, isLate) } : { ...next, leftAt: undefined });
}

const callWith = (draft: Draft, { extension, id }: ParticipantName): Call | undefined =>
	[...draft.values()].find((call) => legOf(call, extension)?.present.includes(id));

const endOf = (call: Call): CallEvent[] => [
	...(wasMissed(call) ? [{ type: 'missed', call } as const] : []),
	{ type: 'ended', call },
];

/** Ends the calls that nobody has been in for long enough. */
function settle(draft: Draft, now: number): CallEvent[] {
	const ended = [...draft.values()].filter(({ leftAt }) => leftAt !== undefined && now >= leftAt + SETTLE_MS);
	for (const { callId } of ended) draft.delete(callId);
	return ended.flatMap(endOf);
}

/** Whether a participant with a known call ID is in another call: the PBX restarted and counts from the beginning. */
function isOtherCall(call: Call, others: readonly Participant[]): boolean {
	const isKnown = ({ extension, id, party }: Participant) => {
		const leg = legOf(call, extension);
		return leg !== undefined && (leg.present.includes(id) || leg.party.number === party.number);
	};
	return !others.some(isKnown);
}

/** Drops calls whose IDs the PBX gave to new calls while n8n couldn't listen. */
function endReplaced(draft: Draft, participants: readonly Participant[], now: number, isLate: boolean): CallEvent[] {
	const byCallId = groupBy(participants, ({ callId }) => callId);
	const replaced = [...draft.values()].filter((call) => {
		const others = byCallId.get(call.callId);
		return others !== undefined && isOtherCall(call, others);
	});
	for (const { callId } of replaced) draft.delete(callId);
	return replaced.flatMap((call) => endOf(call.leftAt === undefined ? { ...call, ...over(now, isLate) } : call));
}

function compare(draft: Draft, snapshot: Observation & { kind: 'snapshot' }, now: number): CallEvent[] {
	const except = snapshot.except ?? new Set();
	const participants = snapshot.participants.filter((participant) => !except.has(keyOf(participant)));
	const isLate = snapshot.isLate === true;
	const moment = snapshot.after === 'baseline' ? 'baseline' : isLate ? 'late' : 'live';
	const ends = snapshot.after === 'resumed' ? endReplaced(draft, participants, now, isLate) : [];
	const news = participants.flatMap((participant) => seen(draft, participant, now, moment));
	const listed = new Set(participants.map(keyOf));
	for (const { callId, legs } of [...draft.values()]) {
		const present = legs.flatMap(({ extension, present: ids }) => ids.map((id) => ({ extension, id })));
		for (const participant of present) {
			const key = keyOf(participant);
			if (!listed.has(key) && !except.has(key)) gone(draft, draft.get(callId), participant, now, isLate);
		}
	}
	return [...ends, ...news];
}

/**
 * Follows calls: takes what a source saw and returns the new state with what happened. Pure, so that every order of
 * frames can be tested without sockets.
 *
 * Each extension rings once and answers once per call. A call ends once nobody has been in it for `SETTLE_MS`, so a
 * transfer is still the same call; sources report the passing of time (`time`) for that.
 *
 * @param now milliseconds since 1970.
 */
export function track(state: TrackerState, observation: Observation, now: number): Tracked {
	const draft: Draft = new Map(state);
	const ended = settle(draft, now);
	const happened = (): CallEvent[] => {
		switch (observation.kind) {
			case 'participant':
				return seen(draft, observation.participant, now);
			case 'gone':
				gone(draft, callWith(draft, observation.participant), observation.participant, now);
				return [];
			case 'snapshot':
				return compare(draft, observation, now);
			case 'time':
				return [];
		}
	};
	return { events: [...ended, ...happened()], state: draft };
}

/** When the next call ends if nobody comes back, in milliseconds since 1970; undefined where none is about to. */
export function nextEnd(state: TrackerState): number | undefined {
	const times = [...state.values()].flatMap(({ leftAt }) => (leftAt === undefined ? [] : [leftAt + SETTLE_MS]));
	return times.length === 0 ? undefined : times.reduce((first, time) => Math.min(first, time));
}
