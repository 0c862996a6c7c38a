import type { Clock } from './clock';
import type { Participant, ParticipantName } from '../../response/participant';
import type { Observation } from '../tracker';

/** What is needed of a WebSocket: Node's own from version 22 on, or one that a test brings. */
export interface CallSocket {
	addEventListener: (type: 'open' | 'message' | 'error' | 'close', listener: (event: { data?: unknown }) => void) => void;
	send: (text: string) => void;
	close: () => void;
}

/** The PBX as a source of calls sees it. */
export interface CallControl {
	/** Everybody who is in a call at a monitored extension. */
	readSnapshot: () => Promise<Participant[]>;
	/** One of them; undefined where the call is over already. */
	readParticipant: (name: ParticipantName) => Promise<Participant | undefined>;
	/** Gets the current token, and with it a way to open the socket at once; the connection isn't there yet then. */
	prepareSocket: () => Promise<() => CallSocket>;
}

/** One connection of a source, from its beginning to its end. */
export interface Session {
	callControl: CallControl;
	clock: Clock;
	observe: (observation: Observation) => void;
	/** Called once the connection works and the first look was taken. */
	onUp: () => void;
	/** What the first look comes after. */
	after: 'baseline' | 'resumed';
	signal: AbortSignal;
}

/** Runs one connection; resolves when the signal aborts and throws when the connection is lost. */
export type Source = (session: Session) => Promise<void>;
