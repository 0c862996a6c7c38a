import { DoneUnread } from '../../errors/doneUnread';
import { readFailure, type Failure } from '../../errors/failure';
import { StepBrokenOff } from '../../errors/nodeError';
import { lastFailureOf, TriedInVain } from '../../errors/triedInVain';

/** The failure inside what a job's run wraps around it. */
const reasonOf = (error: unknown): unknown => (error instanceof StepBrokenOff ? error.reason : error);

/** What is known of the last response, or its absence, behind a failure of a run. */
export function failureOf(error: unknown): Failure {
	return readFailure(lastFailureOf(reasonOf(error)));
}

/** HTTP status of the response behind a failure of a run; undefined where none came. */
export const statusOf = (error: unknown): number | undefined => failureOf(error).status;

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];

/**
 * Whether a failed write may have taken effect: its response was lost or late, or the PBX or its proxy failed while it was
 * at work. Then the job looks before it does anything else.
 */
export function mayHaveBeenDone(error: unknown): boolean {
	const reason = reasonOf(error);
	if (reason instanceof DoneUnread || (reason instanceof TriedInVain && reason.isUncertain)) return true;
	const { status, code } = failureOf(error);
	if (status !== undefined) return status >= 500;
	return code !== undefined && !NEVER_SENT.includes(code);
}
