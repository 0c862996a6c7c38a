import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer, RawRequest, Row } from '../types';
import { CallSockets } from './callSockets';
import { deviceOf, LiveCalls, type LiveParticipant } from './calls';

const ROOT = '/callcontrol';

/** What a POST carries. */
interface Given {
	destination?: string;
	attacheddata?: Record<string, string>;
}

/** How the Call Control API of the mock PBX is set up. */
export interface CallControlOptions {
	/** The extensions that the API client monitors; default: 100, 101 and the queue 800. */
	extensions?: string[];
	/** `refused`: the box "3CX Call Control API Access" is not selected, and everything is answered with 403. */
	access?: 'granted' | 'refused';
	/** The phones that are registered for an extension; default: one each. */
	devices?: Readonly<Record<string, Row[]>>;
	/** Numbers that can't be called or call, with 3CX's reason, such as `PhoneBusy`: told inside an answer with status 200. */
	unreachable?: Readonly<Record<string, string>>;
}

/** Whether a URL belongs to the Call Control API. */
export const isCallControlUrl = (url: string): boolean => url === ROOT || /^\/callcontrol[/?]/.test(url);

const json = (status: number, body: unknown): Answer => ({
	status,
	headers: { 'Content-Type': 'application/json; charset=utf-8' },
	body: JSON.stringify(body),
});

const done = (result: unknown): Answer => json(200, { finalstatus: 'Success', reason: 'None', reasontext: '', result });
const refused = (status: number, reason: string): Answer =>
	json(status, { finalstatus: 'Failed', reason, reasontext: reason, result: null });

/** The Call Control API: REST below `/callcontrol`, and the socket at `/callcontrol/ws`. */
export class CallControlApi {
	readonly calls: LiveCalls;
	readonly sockets: CallSockets;

	private readonly extensions: readonly string[];
	private readonly access: NonNullable<CallControlOptions['access']>;
	private readonly devices: NonNullable<CallControlOptions['devices']>;
	private readonly unreachable: NonNullable<CallControlOptions['unreachable']>;

	constructor({ extensions = ['100', '101', '800'], access = 'granted', devices = {}, unreachable = {} }: CallControlOptions = {}) {
		this.extensions = extensions;
		this.access = access;
		this.devices = devices;
		this.unreachable = unreachable;
		this.sockets = new CallSockets((path) => {
			const { status, body } = this.read(path);
			return { status, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null };
		});
		this.calls = new LiveCalls((kind, participant) => this.tell(kind, participant));
	}

	/** Breaks all connections and forgets all calls, as a restart does. */
	restart(): void {
		this.calls.restart();
		this.sockets.drop();
	}

	/** Answers a request over HTTP. */
	answer(request: RawRequest, isAuthenticated: boolean): Answer {
		if (!isAuthenticated) return { status: 401 };
		if (this.access === 'refused') return { status: 403 };
		const [path = ''] = request.url.split('?');
		if (request.method === 'GET') return this.read(path);
		return request.method === 'POST' ? this.act(path, request.body) : { status: 405 };
	}

	/** Answers a request to open a socket. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, isAuthenticated: boolean): void {
		if (request.url !== `${ROOT}/ws`) socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
		else this.sockets.upgrade(request, socket, head, isAuthenticated && this.access === 'granted');
	}

	private tell(kind: 'upsert' | 'remove', { dn, id }: LiveParticipant): void {
		if (!this.extensions.includes(dn)) return;
		const entity = `${ROOT}/${dn}/participants/${id}`;
		// Live systems leave `attached_data` empty: a client has to read the participant.
		this.sockets.send({ event_type: kind === 'upsert' ? 0 : 1, entity, attached_data: null });
	}

	private describe(extension: string) {
		const devices = this.devices[extension] ?? [deviceOf(extension)];
		const type = extension.startsWith('8') ? 'Wqueue' : 'Wextension';
		return { dn: extension, type, devices, participants: this.calls.at(extension) };
	}

	private read(path: string): Answer {
		const [extension, kind, id] = partsOf(path);
		if (extension === undefined) return json(200, this.extensions.map((entry) => this.describe(entry)));
		if (!this.extensions.includes(extension)) return { status: 403 };
		const monitored = this.describe(extension);
		if (kind === undefined) return json(200, monitored);
		if (kind === 'devices') return found(id, monitored.devices, ({ device_id }) => device_id === id);
		if (kind === 'participants') return found(id, monitored.participants, (entry) => String(entry.id) === id);
		return { status: 404 };
	}

	private act(path: string, body: string): Answer {
		const [extension = '', kind, id, action] = partsOf(path);
		if (!this.extensions.includes(extension)) return { status: 403 };
		const given = (body === '' ? {} : JSON.parse(body)) as Given;
		if (kind === 'makecall') return this.makeCall(extension, given.destination);
		if (kind === 'devices' && action === 'makecall') {
			const isKnown = this.describe(extension).devices.some(({ device_id }) => device_id === id);
			return isKnown ? this.makeCall(extension, given.destination, id) : refused(404, 'PhoneNotRegistered');
		}
		const participant = kind === 'participants' && id !== undefined ? this.calls.find(extension, id) : undefined;
		return participant ? this.control(participant, action, given) : { status: 404 };
	}

	private makeCall(extension: string, destination = '', deviceId?: string): Answer {
		if (destination === '') return refused(400, 'NoDestinations');
		const reason = this.unreachable[extension] ?? (this.describe(extension).devices.length === 0 ? 'PhoneNotRegistered' : undefined);
		if (reason !== undefined) return refused(200, reason);
		return done(this.calls.dial(extension, { number: destination, ...(deviceId ? { deviceId } : {}) }));
	}

	/** 3CX diverts what rings and transfers what is connected; phones without uaCSTA can't be told to answer. */
	private control(participant: LiveParticipant, action: string | undefined, { destination = '', attacheddata = {} }: Given): Answer {
		const needsDestination = ['divert', 'transferto', 'routeto'].includes(action ?? '');
		if (needsDestination && destination === '') return refused(400, 'NoDestinations');
		const isRinging = participant.status === 'Ringing';
		if ((action === 'divert' && !isRinging) || (action === 'transferto' && participant.status !== 'Connected')) {
			return refused(422, 'None');
		}
		if (action === 'answer' && !participant.direct_control) return refused(422, 'None');
		const reason = needsDestination ? this.unreachable[destination] : undefined;
		if (reason !== undefined) return refused(200, reason);
		switch (action) {
			case 'drop':
				this.calls.leave(participant);
				return done(participant);
			case 'divert':
			case 'transferto':
				this.calls.leave(participant);
				return done(this.calls.ringToo(participant, destination));
			case 'routeto':
				return done(this.calls.ringToo(participant, destination));
			case 'answer':
				this.calls.connect(participant);
				return done(participant);
			case 'attach_participant_data':
			case 'attach_party_data':
				this.calls.attached.set(participant, { ...this.calls.attached.get(participant), ...attacheddata });
				return done(participant);
			default:
				return { status: 404 };
		}
	}
}

/** `/callcontrol/100/participants/7/drop` → `100`, `participants`, `7`, `drop`. */
function partsOf(path: string): string[] {
	return path.slice(ROOT.length).split('/').filter((part) => part !== '').map(decodeURIComponent);
}

function found<T>(id: string | undefined, entries: readonly T[], isMeant: (entry: T) => boolean): Answer {
	if (id === undefined) return json(200, entries);
	const entry = entries.find(isMeant);
	return entry === undefined ? { status: 404 } : json(200, entry);
}
