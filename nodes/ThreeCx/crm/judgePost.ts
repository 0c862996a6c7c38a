import { asText } from '../input/asText';
import { isRecord } from '../input/itemInput';
import type { OutputJson } from '../response/items';
import { CRM_EVENTS, crmEventNames, EVENT_KEY, type CrmEvent } from './events';
import { filledIn, lackOf, readPost, textsIn } from './readPost';
import { isAuthorized } from './secret';

/** A post as it came in. */
export interface CrmPost {
	authorization: unknown;
	contentType: unknown;
	/** Length of the body in bytes, before it was parsed. */
	size: number;
	/** What n8n parsed it to. */
	body: unknown;
}

/** What a person chooses in the node, and the secret of its credential. */
export interface CrmSettings {
	event: CrmEvent;
	/** Calls that start the workflow, by `callType`; empty for all. */
	callTypes: ReadonlySet<string>;
	includesRaw: boolean;
	secret: string;
}

/** What becomes of a post: an item, nothing although it is in order, or a refusal with its HTTP status. */
export type Verdict = { item: OutputJson } | { ignored: string } | { status: 400 | 401 | 413 | 415; message: string };

/** The transcript of a day on the phone is shorter. */
const MAX_BYTES = 1024 * 1024;

/** What n8n parses into fields. */
const MEDIA_TYPES = ['application/json', 'application/x-www-form-urlencoded'];

const mediaType = (contentType: unknown) => asText(contentType).split(';', 1)[0]?.trim().toLowerCase() ?? '';

function wrongEvent(given: string, event: CrmEvent): string {
	const known = CRM_EVENTS.find((candidate) => candidate === given);
	return given === ''
		? `The post doesn't say which event it is about: its field "${EVENT_KEY}" must be "${event}"`
		: `The post is about "${known === undefined ? given : crmEventNames[known]}", but this address is for "${crmEventNames[event]}"`;
}

/**
 * Decides what becomes of a post. Nothing of it is looked at before its secret is known to be right, and no message repeats
 * what it contained beyond the name of its event.
 */
export function judgePost({ authorization, contentType, size, body }: CrmPost, settings: CrmSettings): Verdict {
	const { event, callTypes, includesRaw, secret } = settings;
	if (!isAuthorized(authorization, secret)) return { status: 401, message: 'The secret is missing or wrong' };
	if (size > MAX_BYTES) return { status: 413, message: `The post is larger than ${MAX_BYTES} bytes` };
	if (!MEDIA_TYPES.includes(mediaType(contentType))) {
		return { status: 415, message: `The Content-Type must be one of ${MEDIA_TYPES.join(', ')}` };
	}
	if (!isRecord(body)) return { status: 400, message: 'The post must be a JSON object or a form' };
	const texts = textsIn(body, secret);
	const given = texts[EVENT_KEY] ?? '';
	if (given !== event) return { status: 400, message: wrongEvent(given, event) };
	const posted = filledIn(texts);
	const lack = lackOf(event, posted);
	if (lack !== undefined) return { status: 400, message: lack };
	const item = readPost(event, posted);
	if (event === 'callReported' && callTypes.size > 0 && !callTypes.has(asText(item.callType))) {
		return { ignored: 'The workflow is not for calls of this type' };
	}
	return { item: includesRaw ? { ...item, raw: texts } : item };
}
