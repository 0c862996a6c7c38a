import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { PbxRequest } from '../request/pbxRequest';
import { readFailure, withReadBody } from './failure';
import { API_PATH, fingerprintOf, readSettings, type PbxSettings } from './settings';
import { isStream } from './streams';
import { leadOrWait, tokensOf } from './tokenRegistry';

/** Name of the credential type this node authenticates with. */
export const CREDENTIAL_TYPE = 'threeCxApi';

const REQUEST_TIMEOUT_MS = 60_000;
const TOKEN_ATTEMPTS = 4;
const TOKEN_WAIT_MS = 400;

/** The n8n contexts that can send. */
export type SendingContext = IExecuteFunctions | ILoadOptionsFunctions;

/** The PBX did not accept the token. */
class Unauthorized {
	constructor(readonly error: Error) {}
}

/** One PBX as one execution sees it. */
export interface Connection {
	context: SendingContext;
	settings: PbxSettings;
	fingerprint: string;
	/** Renewals in a row after which the PBX still did not accept the token. */
	failedRenewals: number;
	/** Set once the PBX refused several fresh tokens: further items fail at once instead of hammering it. */
	unauthorized?: Unauthorized;
}

/** An answer with a status below 300. */
export interface Answer {
	status: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/**
 * Reads the credential and prepares to send.
 *
 * @throws BaseUrlRefused where the credential's Base URL cannot be used.
 */
export async function openConnection(context: SendingContext): Promise<Connection> {
	const settings = readSettings(await context.getCredentials(CREDENTIAL_TYPE));
	return { context, settings, fingerprint: fingerprintOf(settings), failedRenewals: 0 };
}

/** What must not appear in any message about a connection. */
export function secretsOf({ settings, fingerprint }: Connection): string[] {
	return [settings.apiKey, ...tokensOf(fingerprint)];
}

/** Sends once. Without renewal a 401 is thrown as it is; with it, n8n gets a new token and sends a second time. */
async function sendOnce({ context }: Connection, options: IHttpRequestOptions, renewal: boolean): Promise<Answer> {
	const answer = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		{ ...options, headers: { ...options.headers } },
		// Before n8n 2.40 this is not known and every 401 renews; the registry keeps that to one exchange at a time.
		renewal ? undefined : { preAuthenticationRetryStatusCode: [] },
	)) as IN8nHttpFullResponse;
	return { status: answer.statusCode, headers: answer.headers, body: answer.body };
}

/** Like `sendOnce`, but a token that is not accepted is a result to act on. */
async function trySend(
	connection: Connection,
	options: IHttpRequestOptions,
	renewal: boolean,
): Promise<Answer | Unauthorized> {
	return await sendOnce(connection, options, renewal).catch(async (error: unknown) => {
		if (error instanceof Error && readFailure(error).status === 401) return new Unauthorized(error);
		throw await withReadBody(error);
	});
}

/** Looks for a token that somebody else has stored, renews it if there is none, and sends. For one item at a time. */
async function renewAndSend(connection: Connection, options: IHttpRequestOptions): Promise<Answer | Unauthorized> {
	await sleep(Math.random() * TOKEN_WAIT_MS * 2 ** connection.failedRenewals);
	const outcome = await trySend(connection, options, true);
	if (!(outcome instanceof Unauthorized)) connection.failedRenewals = 0;
	else if (++connection.failedRenewals === TOKEN_ATTEMPTS) connection.unauthorized = outcome;
	return outcome;
}

/**
 * Sends with the living token of the API client. On a 401 another item, execution or worker may have stored a newer
 * token: one item at a time waits a random while, looks again, and only then renews. That keeps workers who share an
 * API client from ending each other's tokens in turn.
 */
async function sendWithLivingToken(connection: Connection, options: IHttpRequestOptions): Promise<Answer> {
	let outcome = connection.unauthorized ?? (await trySend(connection, options, false));
	while (outcome instanceof Unauthorized && !connection.unauthorized) {
		const led = await leadOrWait(connection.fingerprint, async () => await renewAndSend(connection, options));
		outcome = led ?? (await trySend(connection, options, false));
	}
	if (outcome instanceof Unauthorized) throw outcome.error;
	return outcome;
}

type Sendable = Pick<PbxRequest, 'method' | 'query' | 'headers' | 'body'>;

const optionsFor = (url: string, { method, query, headers, body }: Sendable): IHttpRequestOptions => ({
	method,
	url,
	qs: query,
	headers,
	...(body === undefined ? {} : { body }),
	json: true,
	returnFullResponse: true,
	timeout: REQUEST_TIMEOUT_MS,
});

const urlOf = ({ settings }: Connection, { path }: PbxRequest) => `${settings.origin}${API_PATH}${path}`;

/**
 * Sends a request of the API and returns its answer.
 *
 * @throws what n8n's helper throws; `toNodeError` puts it into words.
 */
export async function send(connection: Connection, request: PbxRequest): Promise<Answer> {
	return await sendTo(connection, urlOf(connection, request), request);
}

/** Like `send`, for a URL the PBX itself gave (a next link), which the caller has checked. */
export async function sendTo(connection: Connection, url: string, request: Sendable): Promise<Answer> {
	return await sendWithLivingToken(connection, optionsFor(url, request));
}

/** Like `send`, for answers that are not to be held in memory: the body is a stream, which the caller reads or destroys. */
export async function sendForStream(
	connection: Connection,
	request: PbxRequest,
): Promise<Answer & { body: NodeJS.ReadableStream }> {
	const answer = await sendWithLivingToken(connection, {
		...optionsFor(urlOf(connection, request), { ...request, headers: { ...request.headers, Accept: '*/*' } }),
		json: false,
		encoding: 'stream',
	});
	if (!isStream(answer.body)) throw new TypeError('n8n gave no stream for a request that asks for one');
	return { ...answer, body: answer.body };
}
