import type { Row } from '../types';

/** The types of numbers that 3CX names. */
export type NumberKind = 'Wextension' | 'Wroutepoint' | 'Wivr' | 'Wqueue' | 'Wexternalline' | 'Wspecialmenu';

/** One side of a call, with the fields of 3CX's own example client (call-control-examples, server/src/types.ts). */
export interface LiveParticipant {
	id: number;
	status: 'Dialing' | 'Ringing' | 'Connected';
	dn: string;
	party_caller_name: string;
	party_dn: string;
	party_caller_id: string;
	party_did: string;
	device_id: string;
	party_dn_type: NumberKind;
	direct_control: boolean;
	originated_by_dn: string;
	originated_by_type: NumberKind;
	referred_by_dn: string;
	referred_by_type: NumberKind;
	on_behalf_of_dn: string;
	on_behalf_of_type: NumberKind;
	callid: number;
	legid: number;
}

/** What a test says of a call; everything else is filled in. */
export interface CallScript {
	/** Name and number of the other end; default: an external caller. */
	name?: string;
	number?: string;
	kind?: NumberKind;
	/** Default: a new call. */
	callId?: number;
	deviceId?: string;
	/** Whether the phone can be told to answer; default: no, as most can't. */
	directControl?: boolean;
}

/** What changed, to be told over sockets. */
export type Changed = (kind: 'upsert' | 'remove', participant: LiveParticipant) => void;

/** The calls that are going on at the mock PBX. IDs come from counters that start at 1 with each restart. */
export class LiveCalls {
	/** What clients attached to participants, which others in the call can see. */
	readonly attached = new Map<LiveParticipant, Record<string, string>>();

	private participants: LiveParticipant[] = [];
	private lastId = 0;
	private lastCallId = 0;
	private lastLegId = 0;

	constructor(private readonly changed: Changed) {}

	/** Everybody who is in a call at an extension, in the order they came. */
	at(extension: string): LiveParticipant[] {
		return this.participants.filter(({ dn }) => dn === extension);
	}

	find(extension: string, id: string): LiveParticipant | undefined {
		return this.at(extension).find((participant) => String(participant.id) === id);
	}

	/** An extension rings. */
	ring(extension: string, script: CallScript = {}): LiveParticipant {
		const { kind = 'Wexternalline', number = '+15550100', name = 'Ada Byron' } = script;
		return this.add(extension, 'Ringing', { ...script, kind, number, name }, { dn: '10000', kind });
	}

	/** An extension dials. */
	dial(extension: string, script: CallScript = {}): LiveParticipant {
		const { kind = 'Wexternalline', number = '+15550199', name = '' } = script;
		return this.add(extension, 'Dialing', { ...script, kind, number, name }, { dn: extension, kind: 'Wextension' });
	}

	/** The other end, or the extension, picks up. */
	connect(participant: LiveParticipant): void {
		participant.status = 'Connected';
		this.changed('upsert', participant);
	}

	/** A participant leaves the call. */
	leave(participant: LiveParticipant): void {
		if (!this.participants.includes(participant)) return;
		this.participants = this.participants.filter((other) => other !== participant);
		this.changed('remove', participant);
	}

	/** Another number rings for the same call. */
	ringToo(participant: LiveParticipant, extension: string): LiveParticipant {
		const { callid, party_dn_type: kind, party_caller_id: number, party_caller_name: name } = participant;
		return this.ring(extension, { kind, number, name, callId: callid });
	}

	/** Tells of a participant once more, though nothing changed. */
	repeat(participant: LiveParticipant): void {
		this.changed('upsert', participant);
	}

	/** The PBX restarts: all calls are gone without a word, and IDs begin again. */
	restart(): void {
		this.participants = [];
		this.lastId = 0;
		this.lastCallId = 0;
		this.lastLegId = 0;
	}

	private add(
		extension: string,
		status: LiveParticipant['status'],
		{ kind, number, name, callId = ++this.lastCallId, deviceId = `sip:${extension}@127.0.0.1:5060`, directControl = false }: CallScript &
			Required<Pick<CallScript, 'kind' | 'number' | 'name'>>,
		origin: { dn: string; kind: NumberKind },
	): LiveParticipant {
		const participant: LiveParticipant = {
			id: ++this.lastId,
			status,
			dn: extension,
			party_caller_name: name,
			party_dn: kind === 'Wexternalline' ? '10000' : number,
			party_caller_id: number,
			party_did: '',
			device_id: deviceId,
			party_dn_type: kind,
			direct_control: directControl,
			originated_by_dn: origin.dn,
			originated_by_type: origin.kind,
			referred_by_dn: '',
			referred_by_type: 'Wextension',
			on_behalf_of_dn: '',
			on_behalf_of_type: 'Wextension',
			callid: callId,
			legid: ++this.lastLegId,
		};
		this.participants.push(participant);
		this.changed('upsert', participant);
		return participant;
	}
}

/** One device of an extension, as 3CX lists it. */
export const deviceOf = (extension: string): Row => ({
	dn: extension,
	device_id: `sip:${extension}@127.0.0.1:5060`,
	user_agent: 'Mock Phone 1.0',
});
