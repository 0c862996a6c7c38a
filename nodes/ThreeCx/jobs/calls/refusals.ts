import { AnswerRefused } from '../../errors/answerRefused';
import { readFailure } from '../../errors/failure';
import { lastFailureOf } from '../../errors/triedInVain';
import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';

/** What 3CX says of a call it was told to make or to handle: `FinalStatus` in one API, `finalstatus` in the other. */
export interface CallResult {
	finalStatus: string;
	reason: string;
	reasonText: string;
	/** The participant that the call added, where 3CX names one. */
	participant: unknown;
}

/** The result in a body; undefined where there is none. */
export function readResult(body: unknown): CallResult | undefined {
	if (!isRecord(body)) return undefined;
	const given = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
	if (!('finalstatus' in given) && !('reason' in given)) return undefined;
	return {
		finalStatus: asText(given.finalstatus),
		reason: asText(given.reason),
		reasonText: asText(given.reasontext),
		participant: given.result,
	};
}

const NO_REASON = ['', 'None', 'NotSpecified'];

/** Whether a result tells of a failure, although it came with a good status. */
export const isFailed = ({ finalStatus, reason }: CallResult): boolean =>
	finalStatus.toLowerCase() !== 'success' && (/fail|error|reject/i.test(finalStatus) || !NO_REASON.includes(reason));

interface ReasonWords {
	/** Behind who it is about: `the phone of extension 100`. */
	what: string;
	remedy: string;
}

/** 3CX's reasons (call-control-examples, server/src/types.ts) in words. */
const reasonWords: Readonly<Record<string, ReasonWords>> = {
	NoAnswer: { what: "didn't answer", remedy: 'Try again later.' },
	PhoneBusy: { what: 'is busy', remedy: 'Run the node again once the other call has ended.' },
	PhoneNotRegistered: {
		what: "isn't registered",
		remedy: 'Check that the phone or 3CX app is on and signed in. "Get Extension Devices" shows what is registered.',
	},
	NoDestinations: { what: "can't be reached", remedy: 'Check the number, and the outbound rules if it is outside the PBX.' },
};

/** What was tried, for refusals. */
export interface Attempted {
	/** What didn't happen, as a sentence without period: `The call wasn't made`. */
	undone: string;
	/** Whom 3CX's reason is about: `the phone of extension 100`. */
	about: string;
}

/** A refusal in 3CX's own reason. */
export function resultRefused({ undone, about }: Attempted, { reason, reasonText, finalStatus }: CallResult): AnswerRefused {
	const known = Object.hasOwn(reasonWords, reason) ? reasonWords[reason] : undefined;
	if (known) return new AnswerRefused(`${undone}: ${about} ${known.what} (${reason})`, known.remedy);
	const given = [reason, finalStatus].find((text) => !NO_REASON.includes(text)) ?? 'Failed';
	const says = reasonText === '' || reasonText === given ? given : `${reasonText} (${given})`;
	return new AnswerRefused(`${undone}: the PBX says ${says}`, 'Check the numbers and the forwarding rules of the extension.');
}

/** What to do where the client may use call control, but not for this extension. */
export const SELECT_EXTENSION =
	'In the 3CX Admin Console, go to Integrations > API, open the client and select the extension under "3CX Call Control API Access".';

/** What a status means for one request: message without period, and what to do. */
export type StatusWords = Partial<Record<number, readonly [message: string, remedy: string]>>;

/**
 * Puts a failed request into words: 3CX's own reason, else what the status means here, else the failure as it is.
 */
export function callRefused(error: unknown, attempted: Attempted, words: StatusWords): unknown {
	const { status, body } = readFailure(lastFailureOf(error));
	if (status === undefined || status >= 500) return error;
	const result = readResult(body);
	if (result && !NO_REASON.includes(result.reason)) return resultRefused(attempted, result);
	const [message, remedy] = words[status] ?? [];
	return message === undefined || remedy === undefined ? error : new AnswerRefused(`${message} (HTTP ${status})`, remedy);
}

/**
 * The result of a request that the PBX accepted.
 *
 * @throws AnswerRefused where the result tells of a failure, or the response is something else.
 */
export function checkResult(body: unknown, attempted: Attempted): CallResult | undefined {
	if (body === '') return undefined;
	const result = readResult(body);
	if (!result) {
		throw new AnswerRefused(
			'The PBX returned something other than the result of a call',
			'The request may have taken effect. Check before running it again, and test the 3CX API credential.',
		);
	}
	if (isFailed(result)) throw resultRefused(attempted, result);
	return result;
}
