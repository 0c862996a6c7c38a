import { readParticipant, type Participant } from '../../../../nodes/ThreeCx/response/participant';

/** A participant as 3CX sends one, made of what a test cares about. */
export function participant(given: {
	id?: number;
	call?: number;
	extension?: string;
	status?: 'Dialing' | 'Ringing' | 'Connected';
	number?: string;
	internal?: boolean;
	originatedBy?: string;
}): Participant {
	const { id = 1, call = 1, extension = '100', status = 'Ringing', number = '+15550100', internal = false } = given;
	const kind = internal ? 'Wextension' : 'Wexternalline';
	const read = readParticipant(
		{
			id,
			callid: call,
			dn: extension,
			status,
			party_caller_id: number,
			party_caller_name: 'Ada Byron',
			party_did: '',
			party_dn_type: kind,
			originated_by_dn: given.originatedBy ?? '10000',
			originated_by_type: kind,
		},
		extension,
	);
	if (!read) throw new Error('Not a participant');
	return read;
}
