import type { ITriggerFunctions } from 'n8n-workflow';
import { readFailure } from '../errors/failure';
import { asText } from '../input/asText';
import { CREDENTIAL_TYPE } from '../token/settings';
import { CALL_CONTROL_PATH, noExtensions, readMonitored, readOneParticipant, type MonitoredExtension } from '../transport/callControl';
import { EDITOR_SEND_OPTIONS, openConnection, type Connection } from '../transport/connection';
import { keyOf, machinesIn, readParticipant, readSnapshot, type Participant, type ParticipantName } from '../response/participant';
import type { CallControl, CallSocket } from './sources/source';

/** The loop that keeps the connection does the waiting for a PBX that is away. */
const SEND_OPTIONS = { ...EDITOR_SEND_OPTIONS, waitForPbx: 0 };

/** Opens a WebSocket with a bearer token; undefined where this Node.js has none. */
export type SocketOpener = (url: string, token: string) => CallSocket;

/** Node's own WebSocket, from Node.js 22 on; it takes headers, unlike a browser's. */
export const nodeSocketOpener = (): SocketOpener | undefined =>
	typeof WebSocket === 'undefined'
		? undefined
		: (url, token) => new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });

/**
 * The Call Control API of the credential's PBX.
 *
 * Each socket takes the token that is stored at that moment: another node or worker may have renewed it, and 3CX refuses
 * all others. The request before it renews a dead one.
 */
export class PbxCallControl implements CallControl {
	private connection?: Connection;
	private machines: ReadonlySet<string> = new Set();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly openNodeSocket?: SocketOpener,
	) {}

	/** The connection of the moment, for error messages; undefined before the first request. */
	get current(): Connection | undefined {
		return this.connection;
	}

	/** Forgets what an earlier connection learned, such as a refused key. */
	async reopen(): Promise<Connection> {
		this.connection = await openConnection(this.context, SEND_OPTIONS);
		return this.connection;
	}

	/** Whether a machine answers at a number: a queue, a digital receptionist or a menu. */
	readonly isMachine = (extension: string): boolean => this.machines.has(extension);

	private async monitored(): Promise<MonitoredExtension[]> {
		const monitored = await readMonitored(await this.connected());
		this.machines = machinesIn(monitored);
		return monitored;
	}

	private async connected(): Promise<Connection> {
		return this.connection ?? (await this.reopen());
	}

	/** @throws AnswerRefused for a client that may not use call control or monitors nothing. */
	async check(): Promise<void> {
		if ((await this.monitored()).length === 0) throw noExtensions();
	}

	async readSnapshot(): Promise<Participant[]> {
		return readSnapshot(await this.monitored());
	}

	/** What a PBX refuses to show by itself, though it told of it, is looked for among all calls. */
	async readParticipant(name: ParticipantName): Promise<Participant | undefined> {
		const { extension, id } = name;
		const connection = await this.connected();
		const reading = readOneParticipant(connection, extension, id).then((entry) => readParticipant(entry, extension));
		return await reading.catch(async (error: unknown) => {
			if (readFailure(error).status !== 403) throw error;
			return (await this.readSnapshot()).find((participant) => keyOf(participant) === keyOf(name));
		});
	}

	async prepareSocket(): Promise<() => CallSocket> {
		const { openNodeSocket } = this;
		if (!openNodeSocket) throw new RangeError('This Node.js has no WebSocket');
		const { settings } = await this.reopen();
		await this.check();
		const { accessToken } = await this.context.getCredentials(CREDENTIAL_TYPE);
		const url = `${settings.origin.replace(/^http/, 'ws')}${CALL_CONTROL_PATH}/ws`;
		return () => openNodeSocket(url, asText(accessToken));
	}
}
