import { askedToWait } from '../errors/duration';
import { clock } from '../timing/clock';

const FIRST_WAIT_MS = 500;
/** A PBX that is back is to be noticed soon; more often than this it is not asked. */
const LONGEST_WAIT_MS = 5_000;

/** Where many waited, they come back over this long at most, so that a PBX which is just up is not run over. */
const LONGEST_RETURN_MS = 2_000;
const RETURN_MS_EACH = 10;

/** The time over which so many others who waited come back, in milliseconds. */
export const returnOver = (others: number): number => Math.min(LONGEST_RETURN_MS, others * RETURN_MS_EACH);

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
