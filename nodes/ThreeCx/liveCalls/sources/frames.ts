import { readJson } from '../../input/json';
import { isRecord } from '../../input/itemInput';
import { asText } from '../../input/asText';
import { participantIn, readParticipant, type Participant, type ParticipantName } from '../../response/participant';

/** What a frame of the socket says. */
export type Frame =
	/** A participant came or changed; what it is now, where the frame tells. */
	| { kind: 'changed'; name: ParticipantName; participant?: Participant }
	| { kind: 'removed'; name: ParticipantName }
	/** A response to our heartbeat, keys that a caller pressed, or an event this node does not know. */
	| { kind: 'other' };

const UPSERT = 0;
const REMOVE = 1;

/**
 * Reads one frame: `{ "event": { "event_type": 0, "entity": "/callcontrol/100/participants/7", "attached_data": null } }`.
 * What can't be read is `other`: the next look at all calls makes up for it.
 *
 * Source: 3CX, call-control-examples, server/src/types.ts (WSEvent, EventType). On live systems `attached_data` is null.
 */
export function readFrame(data: unknown): Frame {
	const reading = readJson(asText(data));
	const event = 'value' in reading && isRecord(reading.value) && isRecord(reading.value.event) ? reading.value.event : {};
	const name = participantIn(asText(event.entity));
	if (!name) return { kind: 'other' };
	if (event.event_type === REMOVE) return { kind: 'removed', name };
	if (event.event_type !== UPSERT) return { kind: 'other' };
	return { kind: 'changed', name, participant: readParticipant(event.attached_data, name.extension) };
}

/** Asks for the list of calls over the socket. 3CX responds with a frame, which proves that the connection is alive. */
export const heartbeat = (requestId: number): string =>
	JSON.stringify({ RequestID: `n8n-${requestId}`, Path: '/callcontrol' });
