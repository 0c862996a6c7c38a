import { StepBrokenOff } from '../../errors/nodeError';
import type { JobRun } from './jobRun';
import { mayHaveBeenDone, statusOf } from './uncertain';

/** A state of the PBX that a job wants to reach. */
export interface Goal<T> {
	/** Reads the state as it is now, fresh each time, with the ETag of its record if the PBX sends one. */
	read: () => Promise<{ state: T; etag?: string }>;
	/** The wanted state. Asked again after reading back, so what it adds must not be added twice. */
	plan: (state: T) => T;
	/** Whether two states are the same in what the job is about. */
	isSame: (one: T, other: T) => boolean;
	/** Writes the wanted state. */
	write: (wanted: T, etag: string | undefined) => Promise<void>;
	/** What a write did, for the steps: `Agents of queue 800 Sales: added 101 Brian O'Neill`. */
	describe: (before: T, wanted: T) => string;
	/** Thrown where the state that was read back is not what was written, twice. */
	notReached: (found: T) => Error;
}

/** What became of a goal. In a dry run `after` is what it would be. */
export interface Reached<T> {
	changed: boolean;
	/** Whether a dry run found something to change. */
	wouldChange: boolean;
	before: T;
	after: T;
}

const MOST_ATTEMPTS = 2;
const CHANGED_SINCE_READ = 412;

/** How a write ended: well, or with a failure. */
type Written = { failure: StepBrokenOff } | undefined;

/** Writes; a failure is kept where the write may have taken effect or the record changed after it was read. */
async function tryWrite<T>(goal: Goal<T>, wanted: T, etag: string | undefined): Promise<Written> {
	return await goal.write(wanted, etag).then(
		() => undefined,
		(failure: unknown) => {
			if (failure instanceof StepBrokenOff && (mayHaveBeenDone(failure) || statusOf(failure) === CHANGED_SINCE_READ)) return { failure };
			throw failure;
		},
	);
}

/**
 * Brings the PBX into a wanted state: reads, compares, writes only if there is a difference, and reads back. Where the state
 * read back isn't the wanted one, because someone else changed it meanwhile, the difference is written once more. A write
 * whose response was lost counts as done if reading back shows its effect.
 *
 * 3CX sends no ETags as far as is known, so a change by someone else between reading and writing can't be noticed then. If
 * it does send one, it goes along as If-Match.
 *
 * @throws the failure of a request; `goal.notReached` where the state isn't reached after the second write.
 */
export async function converge<T>(run: JobRun, goal: Goal<T>, isDryRun = false): Promise<Reached<T>> {
	const first = await goal.read();
	const before = first.state;
	let { state, etag } = first;
	for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
		const wanted = goal.plan(state);
		if (isDryRun || goal.isSame(state, wanted)) {
			return { changed: false, wouldChange: !goal.isSame(state, wanted), before, after: wanted };
		}
		const failed = await tryWrite(goal, wanted, etag);
		const written = goal.describe(state, wanted);
		({ state, etag } = await goal.read());
		if (goal.isSame(state, goal.plan(state))) {
			run.did(written);
			if (failed) run.note('The response was lost; reading back showed that the change took effect');
			else if (!goal.isSame(state, wanted)) run.note('Someone else made another change in the meantime');
			return { changed: true, wouldChange: true, before, after: state };
		}
		if (attempt === MOST_ATTEMPTS && failed) throw failed.failure;
		if (attempt < MOST_ATTEMPTS) run.note('The change was missing when it was read back, so it was made again');
	}
	throw goal.notReached(state);
}

/** How a record is created without ever creating it twice. */
export interface Creation<T> {
	/** Finds the record by its natural key; undefined where there is none. */
	find: () => Promise<T | undefined>;
	create: () => Promise<T>;
	describe: (created: T) => string;
}

/**
 * Returns the record with a natural key, and creates it only if there is none. If the response to the create is lost, looks
 * for the record before giving up; the create itself is never repeated.
 */
export async function createOnce<T>(run: JobRun, { find, create, describe }: Creation<T>): Promise<{ record: T; isNew: boolean }> {
	const existing = await find();
	if (existing !== undefined) return { record: existing, isNew: false };
	const created = await create().catch(async (failure: unknown) => {
		const found = mayHaveBeenDone(failure) ? await find().catch(() => undefined) : undefined;
		if (found === undefined) throw failure;
		run.note('The response was lost; looking again showed that it was created');
		return found;
	});
	run.did(describe(created));
	return { record: created, isNew: true };
}
