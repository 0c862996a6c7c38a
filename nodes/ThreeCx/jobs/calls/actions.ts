import type { ReadParameter } from '../../input/itemInput';
import type { Participant } from '../../response/participant';
import { choice, refuseParameter, requiredText } from '../common/parameters';

/** What a request carries, and whom 3CX's reason for a refusal is about. */
export interface Order {
	path: string;
	body: object;
	/** The number that the call goes to; undefined where it stays. */
	destination?: string;
}

/** One thing that can be done to a live call. */
export interface Action {
	/** The operation, for messages. */
	name: string;
	read: (read: ReadParameter) => Order;
	/** Past participle for `The call was not …`. */
	participle: string;
	did: (who: string, order: Order) => string;
	/** What to do where the call or its phone is in no state for it (HTTP 422). */
	refused: string;
	/** Whether there's nothing to do, given the participant as it is now; undefined for one that has left the call. */
	isDone: (now: Participant | undefined) => boolean;
}

/** What moves a call, or adds to it, leaves nothing behind by which it could be known again. */
const isNeverDone = () => false;

const withDestination =
	(path: string) =>
	(read: ReadParameter): Order => {
		const destination = requiredText(read, 'destination', 'Destination');
		return { path, body: { destination }, destination };
	};

const attachTo = { participant: 'Extension', party: 'Other Party' };

/** `orderId=4711`, one each line. */
function readData(read: ReadParameter): Record<string, string> {
	const lines = requiredText(read, 'callData', 'Data').split('\n').map((line) => line.trim()).filter((line) => line !== '');
	return Object.fromEntries(
		lines.map((line) => {
			const [, name = '', value = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
			if (name.trim() !== '') return [name.trim(), value.trim()];
			return refuseParameter(`Data has a line without a name: "${line}"`, 'Write name=value in each line, e.g. orderId=4711.');
		}),
	);
}

/** By operation. */
export const actions = {
	answerLiveCall: {
		name: 'Answer Live Call',
		read: () => ({ path: 'answer', body: {} }),
		participle: 'answered',
		did: (who) => `Answered ${who}`,
		refused: 'Only phones that 3CX can control (uaCSTA) and route points can be told to answer, and only while they ring.',
		isDone: (now) => now?.status === 'connected',
	},
	attachCallData: {
		name: 'Attach Data to Live Call',
		read: (read) => {
			const target = choice(read, 'attachTo', 'Attach To', attachTo, 'participant');
			return { path: `attach_${target === 'party' ? 'party' : 'participant'}_data`, body: { attacheddata: readData(read) } };
		},
		participle: 'given the data',
		did: (who) => `Attached data to ${who}`,
		refused: 'Run the node again while the call is going on.',
		isDone: isNeverDone,
	},
	divertLiveCall: {
		name: 'Divert Live Call',
		read: withDestination('divert'),
		participle: 'diverted',
		did: (who, { destination }) => `Diverted ${who} to ${destination}`,
		refused: 'A call can be diverted only while it rings. For a connected call, use "Transfer Live Call".',
		isDone: isNeverDone,
	},
	dropLiveCall: {
		name: 'Drop Live Call',
		read: () => ({ path: 'drop', body: {} }),
		participle: 'dropped',
		did: (who) => `Dropped ${who}`,
		refused: 'Run the node again, or end the call in the 3CX app.',
		isDone: (now) => now === undefined,
	},
	routeLiveCall: {
		name: 'Route Live Call',
		read: withDestination('routeto'),
		participle: 'routed',
		did: (who, { destination }) => `Routed ${who} to ${destination}`,
		refused: 'A call can be routed only while it rings or is connected.',
		isDone: isNeverDone,
	},
	transferLiveCall: {
		name: 'Transfer Live Call',
		read: withDestination('transferto'),
		participle: 'transferred',
		did: (who, { destination }) => `Transferred ${who} to ${destination}`,
		refused: 'A call can be transferred only once it is connected. While it rings, use "Divert Live Call".',
		isDone: isNeverDone,
	},
} satisfies Record<string, Action>;
