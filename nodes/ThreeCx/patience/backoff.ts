import { askedToWait } from '../errors/duration';
import { clock } from '../timing/clock';

const FIRST_WAIT_MS = 500;
/** A PBX that is back is to be noticed soon; more often than this it is not asked. */
const LONGEST_WAIT_MS = 5_000;

/**
 * How long to wait before a further try, in milliseconds: what the PBX asks for, else twice as long each time; with a
 * random part, so that many do not come back at once.
 *
 * @param tries how many tries there were.
 */
export function waitBefore(tries: number, retryAfter?: string, now = clock.now()): number {
	const growing = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
	const asked = askedToWait(retryAfter, now);
	return asked > 0 ? asked + clock.random() * FIRST_WAIT_MS : growing * (0.5 + clock.random() / 2);
}
