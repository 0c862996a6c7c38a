import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';

/** The states that 3CX knows: there is no hold, park or conference in the Call Control API. */
export type Status = 'dialing' | 'ringing' | 'connected';

/** Who is at the other end, as far as 3CX says. */
export interface Party {
	number: string;
	name: string;
	/** The DID that was called; 3CX often leaves it empty. */
	did: string;
}

/** One side of a call at one extension, as the Call Control API reports it. */
export interface Participant {
	extension: string;
	/** Unique within the extension as long as the PBX runs; the counter restarts with the PBX. */
	id: string;
	/** Shared by everybody in the call. */
	callId: string;
	status: Status;
	direction: 'inbound' | 'outbound';
	/** Whether the other end is outside the PBX. */
	isExternal: boolean;
	party: Party;
	/** As 3CX sent it. */
	raw: Record<string, unknown>;
}

const STATUSES: readonly string[] = ['dialing', 'ringing', 'connected'] satisfies Status[];
const EXTERNAL_LINE = 'wexternalline';

const isStatus = (text: string): text is Status => STATUSES.includes(text);

/**
 * Reads a participant of `/callcontrol/{dn}/participants`; undefined for what isn't one, or has a status that isn't
 * known.
 *
 * A call that the extension started itself is outbound, even while its own phone rings first (click to call).
 *
 * Source: 3CX, call-control-examples, server/src/types.ts (CallParticipant).
 */
export function readParticipant(entry: unknown, extension: string): Participant | undefined {
	if (!isRecord(entry)) return undefined;
	const id = asText(entry.id);
	const callId = asText(entry.callid);
	const status = asText(entry.status).toLowerCase();
	if (id === '' || callId === '' || !isStatus(status)) return undefined;
	const dn = asText(entry.dn) || extension;
	const lineTypes = [entry.party_dn_type, entry.originated_by_type].map((type) => asText(type).toLowerCase());
	return {
		extension: dn,
		id,
		callId,
		status,
		direction: status === 'dialing' || asText(entry.originated_by_dn) === dn ? 'outbound' : 'inbound',
		isExternal: lineTypes.includes(EXTERNAL_LINE),
		party: {
			number: asText(entry.party_caller_id) || asText(entry.party_dn),
			name: asText(entry.party_caller_name),
			did: asText(entry.party_did),
		},
		raw: entry,
	};
}

/** All participants in `GET /callcontrol`, a list of `{ dn, participants }`. */
export function readSnapshot(body: readonly unknown[]): Participant[] {
	return body.filter(isRecord).flatMap(({ dn, participants }) => {
		const entries = Array.isArray(participants) ? (participants as unknown[]) : [];
		return entries.map((entry) => readParticipant(entry, asText(dn))).filter((entry) => entry !== undefined);
	});
}

/** Types of numbers that take every caller in and let them wait, choose or speak: nobody has answered there. */
const MACHINES: readonly string[] = ['wqueue', 'wivr', 'wspecialmenu'];

/** The numbers in `GET /callcontrol` at which machines answer, by the `type` of each. */
export const machinesIn = (body: readonly unknown[]): Set<string> =>
	new Set(body.filter(isRecord).filter(({ type }) => MACHINES.includes(asText(type).toLowerCase())).map(({ dn }) => asText(dn)));

/** What names a participant: extension and ID. */
export type ParticipantName = Pick<Participant, 'extension' | 'id'>;

/** One text for a participant's name, to find it by. */
export const keyOf = ({ extension, id }: ParticipantName): string => `${extension}/${id}`;

/** The participant that a path such as `/callcontrol/100/participants/7` names; undefined for other paths. */
export function participantIn(path: string): ParticipantName | undefined {
	const [, extension, id] = /^\/callcontrol\/([^/]+)\/participants\/([^/]+)$/.exec(path) ?? [];
	if (extension === undefined || id === undefined) return undefined;
	try {
		return { extension: decodeURIComponent(extension), id };
	} catch {
		// No text that anybody encoded: thrown in a listener of the socket, it would end n8n.
		return undefined;
	}
}
