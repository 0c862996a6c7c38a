import { createHash } from 'crypto';
import { asText } from '../input/asText';
import type { OutputJson } from '../response/items';
import { secondsOf, textOrNull } from '../response/values';
import type { CrmEvent } from './events';

/** The fields of a post as text. */
export type PostedTexts = Readonly<Record<string, string>>;

/** A variable that this version of 3CX doesn't have: `[Transcription]`. */
const UNFILLED = /^\[[\w:.]+\]$/;

/** The fields of a post as text, with the secret hidden wherever 3CX filled it in, as into the name `[Secret]`. */
export function textsIn(body: Readonly<Record<string, unknown>>, secret: string): PostedTexts {
	const read = (value: unknown) => {
		// A key that occurs twice in a form comes as a list.
		const text = asText(Array.isArray(value) ? (value as unknown[])[0] : value).trim();
		return secret === '' ? text : text.replaceAll(secret, '***');
	};
	return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, read(value)]));
}

/** The same, empty where 3CX left a variable as it stands in the template. */
export const filledIn = (texts: PostedTexts): PostedTexts =>
	Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, UNFILLED.test(text) ? '' : text]));

/** Separators vary with the language of the PBX; a time that names no zone is in UTC. */
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d)\D(\d\d)\D(\d\d)(?:[.,]\d+)? ?(?:Z|([+-])(\d\d):?(\d\d))?$/i;

/** A time of the PBX as ISO 8601 text in UTC; null for none, and for .NET's empty time in the year 1. */
function readTime(text: string | undefined): string | null {
	const [, year, month, day, hour, minute, second, sign, zoneHours, zoneMinutes] = TIME.exec(text ?? '') ?? [];
	if (year === undefined || Number(year) < 1970) return null;
	const offset = (sign === '-' ? -1 : 1) * (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0));
	const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - offset * 60_000;
	return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** `00:05:12` or a number of seconds; null for neither. */
function readDuration(text: string | undefined): number | null {
	if (text === undefined || !/^(\d+\.)?\d+(:\d+){0,2}([.,]\d+)?$/.test(text)) return null;
	return text.includes(':') ? secondsOf(text.replace(',', '.')) : Number(text.replace(',', '.'));
}

const textOf = (posted: PostedTexts, key: string) => textOrNull(posted[key]);

/** Whoever at the PBX took part. */
function agentOf(posted: PostedTexts): OutputJson {
	const name = [posted.agentFirstName, posted.agentLastName].filter((part) => part !== undefined && part !== '').join(' ');
	return { extension: textOf(posted, 'agent'), name: textOrNull(name), email: textOf(posted, 'agentEmail') };
}

/** The contact that 3CX found by an earlier lookup; null where it found none. */
const contactOf = (posted: PostedTexts): OutputJson | null =>
	textOf(posted, 'entityId') === null ? null : { id: textOf(posted, 'entityId'), type: textOf(posted, 'entityType') };

interface CallType {
	type: string;
	direction: string;
	answered: boolean;
}

/** 3CX's words for the outcome of a call, in lower case. */
const CALL_TYPES: Readonly<Record<string, CallType>> = {
	inbound: { type: 'inbound', direction: 'inbound', answered: true },
	missed: { type: 'missed', direction: 'inbound', answered: false },
	outbound: { type: 'outbound', direction: 'outbound', answered: true },
	notanswered: { type: 'notAnswered', direction: 'outbound', answered: false },
};

function readCall(posted: PostedTexts): OutputJson {
	const given = posted.callType ?? '';
	const known = CALL_TYPES[given.toLowerCase().replaceAll(/[^a-z]/g, '')];
	const answered = known?.answered ?? null;
	return {
		callType: known?.type ?? textOrNull(given),
		direction: known?.direction ?? textOrNull(posted.direction?.toLowerCase()),
		answered,
		party: { number: textOf(posted, 'number'), name: textOf(posted, 'name') },
		agent: agentOf(posted),
		queue: textOf(posted, 'queue'),
		startedAt: readTime(posted.startedAt),
		answeredAt: answered === false ? null : readTime(posted.answeredAt),
		endedAt: readTime(posted.endedAt),
		durationSeconds: readDuration(posted.duration),
		contact: contactOf(posted),
		recordingUrl: textOf(posted, 'recordingUrl'),
		transcription: textOf(posted, 'transcription'),
		summary: textOf(posted, 'summary'),
		sentiment: textOf(posted, 'sentiment'),
	};
}

const readChat = (posted: PostedTexts): OutputJson => ({
	party: { number: textOf(posted, 'number'), email: textOf(posted, 'email'), name: textOf(posted, 'name') },
	agent: agentOf(posted),
	queue: textOf(posted, 'queue'),
	startedAt: readTime(posted.startedAt),
	endedAt: readTime(posted.endedAt),
	durationSeconds: readDuration(posted.duration),
	messages: textOf(posted, 'messages'),
	contact: contactOf(posted),
});

const readLookup = (posted: PostedTexts): OutputJson => ({
	lookupBy: textOf(posted, 'number') === null ? 'email' : 'number',
	number: textOf(posted, 'number'),
	email: textOf(posted, 'email'),
	direction: textOrNull(posted.direction?.toLowerCase()),
});

/** How the posts of one event are read. */
interface Reader {
	read: (posted: PostedTexts) => OutputJson;
	/** Keys of which at least one must be filled. */
	needs: readonly string[];
	/** Keys that together tell one happening from another, as far as 3CX sends them: it sends no ID. */
	identity: readonly string[];
}

const NEW_CONTACT = ['firstName', 'lastName', 'number', 'email', 'company'];

const readers: Readonly<Record<CrmEvent, Reader>> = {
	callReported: { read: readCall, needs: ['number', 'agent'], identity: ['callType', 'number', 'agent', 'startedAt', 'endedAt'] },
	callerLookup: { read: readLookup, needs: ['number', 'email'], identity: ['number', 'email', 'direction'] },
	chatReported: {
		read: readChat,
		needs: ['number', 'email', 'name', 'messages'],
		identity: ['number', 'email', 'name', 'agent', 'startedAt', 'endedAt'],
	},
	contactCreate: {
		read: (posted) => Object.fromEntries(NEW_CONTACT.map((key) => [key, textOf(posted, key)])),
		needs: NEW_CONTACT,
		identity: NEW_CONTACT,
	},
	contactSearch: { read: (posted) => ({ searchText: textOf(posted, 'searchText') }), needs: ['searchText'], identity: ['searchText'] },
};

/** What a post lacks to be about anything, as a sentence for whoever set up the template; undefined where it lacks nothing. */
export function lackOf(event: CrmEvent, posted: PostedTexts): string | undefined {
	const { needs } = readers[event];
	return needs.some((key) => textOf(posted, key) !== null) ? undefined : `The post has none of these fields: ${needs.join(', ')}`;
}

/**
 * What the workflow gets of a post: `event`, `eventId` (the same whenever the same post comes again) and the fields of the
 * event, null where 3CX sent nothing. Times are ISO 8601 in UTC, durations are in seconds.
 */
export function readPost(event: CrmEvent, posted: PostedTexts): OutputJson {
	const { read, identity } = readers[event];
	const told = JSON.stringify([event, ...identity.map((key) => posted[key] ?? '')]);
	return { event, eventId: `crm:${createHash('sha256').update(told).digest('hex').slice(0, 32)}`, ...read(posted) };
}
