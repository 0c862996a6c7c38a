import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

/** What goes wrong with the sockets of the Call Control API. */
export interface SocketFaults {
	/** Refuse each upgrade with this status. */
	refuse?: number;
	/** Send each frame this many times. */
	copies?: number;
	/** Hold this many frames back and send them in reverse order. */
	reverse?: number;
	/** Send and answer nothing more, without closing: the peer looks alive and isn't. */
	silent?: boolean;
}

interface Frame {
	event_type: number;
	entity: string;
	attached_data: unknown;
}

/** The sockets that listen to calls. */
export class CallSockets {
	faults: SocketFaults = {};

	/** How many sockets were opened in all, and the most at one time. */
	opened = 0;
	maxOpen = 0;
	/** How many were refused. */
	refused = 0;

	private readonly server = new WebSocketServer({ noServer: true });
	private sequence = 0;
	private held: Frame[] = [];

	/** @param respond what a request over the socket gets: status and body for a path. */
	constructor(private readonly respond: (path: string) => { status: number; body: unknown }) {}

	/** How many sockets are open. */
	get open(): number {
		return [...this.server.clients].filter(({ readyState, OPEN }) => readyState === OPEN).length;
	}

	/** Answers a request to upgrade. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, isAllowed: boolean): void {
		const status = this.faults.refuse ?? (isAllowed ? undefined : 401);
		if (status !== undefined) {
			this.refused++;
			socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		this.server.handleUpgrade(request, socket, head, (client) => this.accept(client));
	}

	/** Tells all sockets. */
	send(frame: Frame): void {
		const { copies = 1, reverse = 0 } = this.faults;
		this.held.push(...Array.from({ length: copies }, () => frame));
		if (this.held.length < reverse) return;
		const frames = reverse > 0 ? this.held.reverse() : this.held;
		this.held = [];
		for (const event of frames) this.sendAll({ sequence: ++this.sequence, event });
	}

	/** Breaks every connection, without the farewell of a WebSocket. */
	drop(): void {
		this.held = [];
		for (const client of this.server.clients) client.terminate();
	}

	private accept(client: WebSocket): void {
		this.opened++;
		this.maxOpen = Math.max(this.maxOpen, this.open);
		client.on('error', () => client.terminate());
		client.on('message', (data: Buffer) => this.answer(client, data.toString()));
	}

	/** `{ RequestID, Path }` is answered by an event of type 4. */
	private answer(client: WebSocket, text: string): void {
		if (this.faults.silent) return;
		const { RequestID, Path } = JSON.parse(text) as { RequestID: string; Path: string };
		const { status, body } = this.respond(Path);
		const attached = { RequestID, Path, StatusCode: status, Response: body };
		const event: Frame = { event_type: 4, entity: Path, attached_data: attached };
		client.send(JSON.stringify({ sequence: ++this.sequence, event }));
	}

	private sendAll(message: object): void {
		if (this.faults.silent) return;
		for (const client of this.server.clients) client.send(JSON.stringify(message));
	}
}
