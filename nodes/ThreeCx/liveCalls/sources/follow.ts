import { hasEnded, type Clock } from './clock';
import { followByRest } from './restSource';
import type { Session, Source } from './source';
import { followBySocket, SocketNotOpened } from './socketSource';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A connection that worked for so long starts the waits from the beginning. */
const STABLE_AFTER_MS = 60_000;
/** An outage this long is worth a failed run that somebody sees. */
const LONG_OUTAGE_MS = 5 * 60_000;
/** So many refused sockets in a row, and calls are followed over HTTP for a while. */
const MAX_REFUSED_SOCKETS = 3;
const REST_FOR_MS = 10 * 60_000;

/** What the loop reports about the connection itself. */
export interface ConnectionHooks {
	/** A connection was lost or could not be made; the next try comes after `wait` milliseconds. */
	onLost: (error: unknown, wait: number) => void;
	/** The PBX has been away for five minutes: called once per outage. */
	onLongOutage: (error: unknown) => void;
	/** The PBX is back after this many milliseconds. */
	onBack: (outage: number) => void;
}

/** Follows calls over the socket, and over HTTP for ten minutes at a time where the PBX opens none. */
export function socketOrRest(): Source {
	let refused = 0;
	return async (session) => {
		const failure = await followBySocket(session).then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		refused = failure?.error instanceof SocketNotOpened ? refused + 1 : 0;
		if (refused >= MAX_REFUSED_SOCKETS) await followByRest(session, REST_FOR_MS);
		else if (failure) throw failure.error;
	};
}

/**
 * Keeps one connection up until the signal aborts: never two at a time, and never an end because of a failure. Waits
 * longer after each failure, up to a minute, and never as long as another node that lost the PBX at the same moment.
 */
export async function follow(
	source: Source,
	session: Omit<Session, 'onUp'>,
	{ onLost, onLongOutage, onBack }: ConnectionHooks,
): Promise<void> {
	const { clock, signal } = session;
	let after = session.after;
	let failures = 0;
	let lostAt: number | undefined;
	let isReported = false;
	while (!hasEnded(signal)) {
		let upSince: number | undefined;
		const onUp = () => {
			upSince = clock.now();
			after = 'resumed';
			if (lostAt !== undefined) onBack(upSince - lostAt);
			lostAt = undefined;
			isReported = false;
		};
		const failure = await source({ ...session, after, onUp }).then(
			() => undefined,
			(error: unknown) => ({ error }),
		);
		if (hasEnded(signal) || !failure) continue;
		const now = clock.now();
		if (upSince !== undefined && now - upSince >= STABLE_AFTER_MS) failures = 0;
		lostAt ??= now;
		if (now - lostAt >= LONG_OUTAGE_MS && !isReported) {
			isReported = true;
			onLongOutage(failure.error);
		}
		const wait = waitAfter(failures++, clock);
		onLost(failure.error, wait);
		await clock.sleep(wait, signal);
	}
}

const waitAfter = (failures: number, { random }: Clock): number =>
	Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.5 + random() / 2);
