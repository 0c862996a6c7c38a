import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { PbxRequest } from '../request/buildRequest';
import { readFailure } from './failure';
import { API_PATH, fingerprintOf, readSettings, type PbxSettings } from './settings';
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
	return { context, settings, fingerprint: fingerprintOf(settings) };
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
	return await sendOnce(connection, options, renewal).catch((error: unknown) => {
		if (error instanceof Error && readFailure(error).status === 401) return new Unauthorized(error);
		throw error;
	});
}

/**
 * Sends with the living token of the API client. On a 401 another item, execution or worker may have stored a newer
 * token: one item at a time waits a random while, looks again, and only then renews. That keeps workers who share an
 * API client from ending each other's tokens in turn.
 */
async function sendWithLivingToken(connection: Connection, options: IHttpRequestOptions): Promise<Answer> {
	let outcome = connection.unauthorized ?? (await trySend(connection, options, false));
	for (let attempt = 0; outcome instanceof Unauthorized && !connection.unauthorized; attempt++) {
		if (attempt === TOKEN_ATTEMPTS) {
			connection.unauthorized = outcome;
			break;
		}
		const led = await leadOrWait(connection.fingerprint, async () => {
			await sleep(Math.random() * TOKEN_WAIT_MS * 2 ** attempt);
			return await trySend(connection, options, true);
		});
		outcome = led ?? (await trySend(connection, options, false));
	}
	if (outcome instanceof Unauthorized) throw outcome.error;
	return outcome;
}

/**
 * Sends a request of the API and returns its answer.
 *
 * @throws what n8n's helper throws; `toNodeError` puts it into words.
 */
export async function send(connection: Connection, request: PbxRequest): Promise<Answer> {
	const url = `${connection.settings.origin}${API_PATH}${request.path}`;
	return await sendTo(connection, url, request);
}

/** Like `send`, for a URL the PBX itself gave (a next link), which the caller has checked. */
export async function sendTo(
	connection: Connection,
	url: string,
	{ method, query, headers }: Pick<PbxRequest, 'method' | 'query' | 'headers'>,
): Promise<Answer> {
	return await sendWithLivingToken(connection, {
		method,
		url,
		qs: query,
		headers,
		json: true,
		returnFullResponse: true,
		// n8n would send the token along to wherever a redirect leads.
		disableFollowRedirect: true,
		timeout: REQUEST_TIMEOUT_MS,
	});
}
