import { readParticipant, readSnapshot, type Participant, type ParticipantName } from '../../../../nodes/ThreeCx/response/participant';
import type { CallControl, CallSocket } from '../../../../nodes/ThreeCx/liveCalls/sources/source';
import { LiveCalls, type LiveParticipant } from '../../../pbx/callControl/calls';
import type { VirtualClock } from './virtualClock';

type Listener = (event: { data?: unknown }) => void;

/** One end of a socket whose other end is the simulated PBX. */
class SimulatedSocket implements CallSocket {
	isOpen = false;
	isClosed = false;
	/** The peer is gone and nobody was told. */
	isHalfOpen = false;
	private readonly listeners: [string, Listener][] = [];

	constructor(private readonly pbx: SimulatedPbx) {}

	addEventListener(type: string, listener: Listener): void {
		this.listeners.push([type, listener]);
	}

	emit(type: string, event: { data?: unknown } = {}): void {
		if (this.isClosed || this.isHalfOpen) return;
		if (type === 'open') this.isOpen = true;
		if (type === 'close') this.isClosed = true;
		for (const [name, listener] of this.listeners) if (name === type) listener(event);
	}

	send(text: string): void {
		if (this.isClosed || this.isHalfOpen) return;
		const { RequestID } = JSON.parse(text) as { RequestID: string };
		this.pbx.deliver(this, { event_type: 4, entity: '/callcontrol', attached_data: { RequestID } });
	}

	close(): void {
		this.isClosed = true;
	}
}

/** A PBX in virtual time: it takes a while to answer, loses connections and goes away. */
export class SimulatedPbx implements CallControl {
	readonly calls: LiveCalls;
	sockets: SimulatedSocket[] = [];
	maxConnections = 0;
	isAway = false;
	/** Without it a proxy lets requests through, and sockets never open. */
	opensSockets = true;
	/** How many sockets were asked for. */
	asked = 0;
	/** Frames come this many times. */
	copies = 1;

	constructor(
		private readonly clock: VirtualClock,
		private readonly random: () => number,
	) {
		this.calls = new LiveCalls((kind, { dn, id }) => this.tell(kind === 'upsert' ? 0 : 1, `/callcontrol/${dn}/participants/${id}`));
	}

	/** Sockets that n8n has not given up. */
	get connections(): number {
		return this.sockets.filter(({ isClosed }) => !isClosed).length;
	}

	readonly readSnapshot = async (): Promise<Participant[]> => {
		return await this.answer(() =>
			readSnapshot(['100', '101', '102'].map((dn) => ({ dn, participants: structuredClone(this.calls.at(dn)) }))),
		);
	};

	readonly readParticipant = async ({ extension, id }: ParticipantName): Promise<Participant | undefined> => {
		return await this.answer(() => readParticipant(structuredClone(this.calls.find(extension, id)), extension));
	};

	readonly prepareSocket = async (): Promise<() => CallSocket> => {
		await this.readSnapshot();
		return this.openSocket;
	};

	private readonly openSocket = (): CallSocket => {
		const socket = new SimulatedSocket(this);
		this.sockets = [...this.sockets.filter(({ isClosed }) => !isClosed), socket];
		this.maxConnections = Math.max(this.maxConnections, this.connections);
		this.asked++;
		this.clock.after(this.latency(), () => {
			if (this.opensSockets) socket.emit(this.isAway ? 'error' : 'open');
		});
		return socket;
	};

	/** Loses all connections; half of them without a word. */
	goAway(isSilent: boolean): void {
		this.isAway = true;
		for (const socket of this.sockets) {
			if (isSilent) socket.isHalfOpen = true;
			else socket.emit('close');
		}
	}

	comeBack(): void {
		this.isAway = false;
	}

	deliver(socket: SimulatedSocket, event: object): void {
		this.clock.after(this.latency(), () => {
			if (socket.isOpen) socket.emit('message', { data: JSON.stringify({ sequence: 1, event }) });
		});
	}

	private tell(eventType: number, entity: string): void {
		if (this.isAway) return;
		for (const socket of this.sockets) {
			for (let copy = 0; copy < this.copies; copy++) this.deliver(socket, { event_type: eventType, entity, attached_data: null });
		}
	}

	private async answer<T>(read: () => T): Promise<T> {
		await this.clock.sleep(this.latency());
		if (this.isAway) throw new Error('connect ECONNREFUSED');
		const result = read();
		await this.clock.sleep(this.latency());
		return result;
	}

	/** Up to a tenth of a second, so that responses and frames overtake each other. */
	private readonly latency = (): number => 1 + Math.floor(this.random() * 100);
}

export type { LiveParticipant };
