import { ExpressionError, NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { authenticationOf } from '../input/authentication';
import { BaseUrlRefused } from '../input/baseUrl';
import { ParameterRefused } from '../input/parameterRefused';
import { AnswerRefused } from './answerRefused';
import { DoneUnread } from './doneUnread';
import { explain, type Explanation } from './errorTable';
import { durationInWords, SECOND_MS } from './duration';
import { readDetails, readFailure } from './failure';
import { redact } from './redact';
import { TriedInVain } from './triedInVain';
import type { Subject } from './subject';
import { tokenRefusalIn } from './tokenRefused';

/** A step of a job that broke off, in place of the job's own words. */
export class StepBrokenOff extends Error {
	constructor(
		/** The operation that the step is to a person, such as "Get Many Users". */
		readonly step: Omit<Subject, 'host'>,
		/** What that means for the job, as a sentence: "Nothing was deleted." */
		readonly consequence: string,
		readonly reason: unknown,
	) {
		super(`${step.operationName} broke off`);
	}
}

/** The errors this node reports. */
export type NodeError = NodeApiError | NodeOperationError;

/** Where an error belongs. */
interface ErrorPlace {
	node: INode;
	itemIndex?: number;
	subject: Subject;
	secrets: readonly string[];
}

/** The texts name the credential of an API client; a node that a user signed in for has the other one. */
const namingCredential = (text: string, node: INode) =>
	authenticationOf(node) === 'oAuth2' ? text.replaceAll('3CX API credential', '3CX OAuth2 API credential') : text;

function apiError(place: ErrorPlace, explanation: Explanation, httpCode: string | null, data?: IDataObject) {
	const clean = (text: string) => redact(text, place.secrets);
	const message = clean(explanation.message);
	const description = clean(namingCredential(explanation.description, place.node));
	const error = new NodeApiError(place.node, { message }, { message, description, itemIndex: place.itemIndex });
	// Set afterwards: n8n swaps any message that contains a code such as ENOENT, and a file may be called that.
	error.message = message;
	error.messages = [];
	error.httpCode = httpCode;
	if (data !== undefined) error.context.data = JSON.parse(clean(JSON.stringify(data))) as IDataObject;
	return error;
}

/** Not an answer and not a known state of the connection: the thrown words are all there is. */
function unexplained(thrown: unknown): Explanation {
	return {
		message: thrown instanceof Error && thrown.message !== '' ? thrown.message : "The request didn't succeed",
		description: 'Test the 3CX API credential; if the test succeeds, run the node again.',
	};
}

/** The change took effect: whoever repeats it for the sake of the answer makes it twice. */
const doneUnread = ({ operationName, listName }: Subject, status: number, reason: string): Explanation => ({
	message: `"${operationName}" took effect, but the response from the PBX couldn't be read (HTTP ${status})`,
	description: `${reason}. Don't run it again: the change was made. ${
		listName === undefined ? 'Look at the result in the 3CX Admin Console.' : `"${listName}" shows the result.`
	}`,
});

/**
 * Makes of anything thrown while an item was worked on the error its user sees: what happened, what to do, the HTTP
 * code, the item, the PBX's own reasons, and no secret.
 *
 * Source for how it is assembled: n8n-workflow, errors/node-api.error.ts (a wrapped NodeApiError keeps its old texts).
 */
export function toNodeError(thrown: unknown, place: ErrorPlace): NodeError {
	if (thrown instanceof StepBrokenOff) {
		const { step, consequence, reason } = thrown;
		const error = toNodeError(reason, { ...place, subject: { host: place.subject.host, ...step } });
		error.description = `${consequence} ${error.description ?? ''}`.trim();
		return error;
	}
	if (thrown instanceof TriedInVain) {
		const error = toNodeError(thrown.failure, place);
		if (thrown.waited >= SECOND_MS) error.message += ` (waited ${durationInWords(thrown.waited)})`;
		if (thrown.isUncertain) {
			error.description = `${error.description ?? ''} An earlier attempt may have taken effect. Check before running it again.`.trim();
		}
		return error;
	}
	if (thrown instanceof DoneUnread) {
		const { reason, httpStatus } = thrown;
		return apiError(place, doneUnread(place.subject, httpStatus, toNodeError(reason, place).message), String(httpStatus));
	}
	if (thrown instanceof ParameterRefused || thrown instanceof BaseUrlRefused) {
		return new NodeOperationError(place.node, thrown.message, {
			description: thrown instanceof ParameterRefused ? thrown.description : namingCredential('Open the 3CX API credential.', place.node),
			itemIndex: place.itemIndex,
		});
	}
	if (thrown instanceof NodeOperationError) return thrown;
	if (thrown instanceof ExpressionError) {
		return new NodeOperationError(place.node, thrown, { itemIndex: place.itemIndex });
	}
	const refusal = tokenRefusalIn(thrown);
	if (refusal) return apiError(place, refusal.explanation, refusal.reason);
	if (thrown instanceof AnswerRefused) return apiError(place, thrown, null);

	const failure = readFailure(thrown);
	const details = readDetails(failure.body);
	return apiError(
		place,
		explain({ ...place.subject, isUser: authenticationOf(place.node) === 'oAuth2' }, failure) ?? unexplained(thrown),
		failure.status ? String(failure.status) : (failure.code ?? null),
		details.length > 0 ? { details: details.map((detail) => ({ ...detail })) } : undefined,
	);
}
