import { AnswerRefused } from '../../errors/answerRefused';
import { readFailure } from '../../errors/failure';
import { StepBrokenOff } from '../../errors/nodeError';
import type { Participant } from '../../response/participant';
import { sendCallControl } from '../../transport/callControl';
import { JobRun } from '../common/jobRun';
import { outcomeOf } from '../common/outcome';
import { optionalText, requiredText } from '../common/parameters';
import { mayHaveBeenDone } from '../common/uncertain';
import type { Job } from '../types';
import { actions, type Action, type Order } from './actions';
import { callJson, READ_CALLS, readExtension } from './monitored';
import { callRefused, checkResult, SELECT_EXTENSION, type StatusWords } from './refusals';

/** Which part of which call is meant. */
interface Meant {
	extension: string;
	callId: string;
	/** Empty where the extension is in the call only once. */
	participantId: string;
}

/** The call, or the extension's part in it, is over. */
class CallEnded extends AnswerRefused {}

const NOT_FOUND = 404;
const SEE_CALLS = `"${READ_CALLS}" shows the calls that are going on.`;

/** The participant that is meant; undefined where it isn't in the call, or no longer. */
async function findParticipant(run: JobRun, { extension, callId, participantId }: Meant): Promise<Participant | undefined> {
	const { participants } = await readExtension(run, extension);
	const inCall = participants.filter((entry) => entry.callId === callId && (participantId === '' || entry.id === participantId));
	if (inCall.length < 2) return inCall[0];
	const ids = inCall.map(({ id }) => id).join(', ');
	throw run.callControlRefusal(
		READ_CALLS,
		new AnswerRefused(`Extension ${extension} is in call ${callId} more than once`, `Enter one of these as Participant ID: ${ids}.`),
	);
}

const statusWords = ({ refused, participle }: Action, { extension }: Meant, status: string): StatusWords => ({
	403: [`The API client isn't allowed to control calls of extension ${extension}`, SELECT_EXTENSION],
	422: [`The call wasn't ${participle}: it is ${status}, or its phone can't be controlled`, refused],
});

/** @throws StepBrokenOff with CallEnded as reason, where the call ended after it was read. */
async function sendOrder(run: JobRun, action: Action, order: Order, meant: Meant, { id, status }: Participant): Promise<void> {
	const { extension, callId } = meant;
	const about = order.destination === undefined ? `the phone of extension ${extension}` : `destination ${order.destination}`;
	const attempted = { undone: `The call wasn't ${action.participle}`, about };
	const path = `/${encodeURIComponent(extension)}/participants/${encodeURIComponent(id)}/${order.path}`;
	await run.callControl(action.name, async (connection) => {
		const body = await sendCallControl(connection, path, { method: 'POST', body: order.body }).catch((error: unknown) => {
			if (readFailure(error).status !== NOT_FOUND) throw callRefused(error, attempted, statusWords(action, meant, status));
			throw new CallEnded(`Call ${callId} has ended at extension ${extension} (HTTP ${NOT_FOUND})`, `It was still active just before. ${SEE_CALLS}`);
		});
		checkResult(body, attempted);
	});
}

/** Carries an action out on a call that was seen. @returns whether it was done by this run. */
async function carryOut(run: JobRun, action: Action, order: Order, meant: Meant, seen: Participant): Promise<boolean> {
	return await sendOrder(run, action, order, meant, seen).then(
		() => true,
		async (failure: unknown) => {
			const hasEnded = failure instanceof StepBrokenOff && failure.reason instanceof CallEnded;
			if (hasEnded && action.isDone(undefined)) return false;
			if (!mayHaveBeenDone(failure) || !action.isDone(await findParticipant(run, meant))) throw failure;
			run.note('The response was lost; reading back showed that it took effect');
			return true;
		},
	);
}

/** Does something to an extension's part in a live call. What is sent is never sent again. */
const control =
	(action: Action): Job =>
	async (connection, { read }) => {
		const meant: Meant = {
			extension: requiredText(read, 'monitored', 'Extension'),
			callId: requiredText(read, 'callId', 'Call ID'),
			participantId: optionalText(read, 'participantId', 'Participant ID'),
		};
		const { extension, callId } = meant;
		const order = action.read(read);
		const run = new JobRun(connection);
		const outcome = (before?: Participant, after?: Participant) =>
			outcomeOf(run, {
				about: { extension, callId },
				before: before ? callJson(before) : null,
				after: after ? callJson(after) : null,
			});
		const seen = await findParticipant(run, meant);
		if (action.isDone(seen)) {
			run.note(seen ? `Call ${callId} is already ${seen.status} at extension ${extension}` : `Extension ${extension} isn't in call ${callId}`);
			return outcome(seen, seen);
		}
		if (!seen) {
			const remedy = `The call has ended, or Call ID belongs to another call. ${SEE_CALLS}`;
			throw run.callControlRefusal(READ_CALLS, new CallEnded(`Extension ${extension} isn't in call ${callId}`, remedy));
		}
		const itself = { ...meant, participantId: seen.id };
		if (!(await carryOut(run, action, order, itself, seen))) {
			run.note(`Call ${callId} ended at extension ${extension} by itself`);
			return outcome(seen);
		}
		run.did(action.did(`call ${callId} at extension ${extension}`, order));
		return outcome(seen, await findParticipant(run, itself));
	};

/** What can be done to a live call, by `resource.operation`. */
export const controlJobs: Readonly<Record<string, Job>> = Object.fromEntries(
	Object.entries(actions).map(([operation, action]) => [`call.${operation}`, control(action)]),
);
