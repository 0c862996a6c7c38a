import { createHash } from 'crypto';
import type { Occurrence, Watcher } from './types';

/** What a trigger node remembers between polls; n8n stores it as JSON. */
export interface Stored {
	version: 1;
	/** Hash of what the state belongs to. Another event, filter or PBX starts anew. */
	scope: string;
	state: unknown;
}

/** What a state belongs to. */
export interface Scope {
	/** n8n keeps states by the names of nodes, which may be exchanged. */
	nodeId: string;
	event: string;
	selection: unknown;
	/** The PBX, and the API client as which it is seen. The API key is left out: a new one changes nothing that is seen. */
	origin: string;
	clientId: string;
}

export const scopeHash = ({ nodeId, event, selection, origin, clientId }: Scope): string =>
	createHash('sha256').update(JSON.stringify([nodeId, event, selection, origin, clientId])).digest('base64url').slice(0, 22);

/** Reads what was stored; undefined for what another scope, another version or nobody stored. */
export function readStored(value: unknown, scope: string): Stored | undefined {
	const stored = value as Partial<Stored> | null | undefined;
	return stored?.version === 1 && stored.scope === scope && stored.state !== undefined ? (stored as Stored) : undefined;
}

/**
 * Reads what happened since a state, in as many steps as it takes to catch up, to fill one execution or to use the time
 * up. The first time it only notes where the log ends.
 *
 * It does no harm where n8n forgets the state of a poll that came to nothing: the next one reads the same again and comes
 * to the same.
 *
 * @param isTimeOver asked after each step.
 */
export async function pollOnce(
	watcher: Watcher,
	scope: string,
	before: Stored | undefined,
	isTimeOver: () => boolean,
): Promise<{ occurrences: Occurrence[]; stored: Stored }> {
	if (!before) return { occurrences: [], stored: { version: 1, scope, state: await watcher.begin() } };
	const occurrences: Occurrence[] = [];
	let { state } = before;
	for (let isOver = false; !isOver && occurrences.length < watcher.room; ) {
		const step = await watcher.advance(state, watcher.room - occurrences.length);
		occurrences.push(...step.occurrences);
		({ state } = step);
		isOver = step.isCaughtUp || isTimeOver();
	}
	return { occurrences, stored: { version: 1, scope, state } };
}

/** Polls under way in this process. */
const running = new Set<string>();

/** Does the work unless it is under way already: n8n starts a poll also while the one before still runs. */
export async function unlessRunning<T>(key: string, work: () => Promise<T>): Promise<T | undefined> {
	if (running.has(key)) return undefined;
	running.add(key);
	try {
		return await work();
	} finally {
		running.delete(key);
	}
}
