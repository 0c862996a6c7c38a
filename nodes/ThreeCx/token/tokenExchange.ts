import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { explain, type Explanation } from '../errors/errorTable';
import { readFailure, type Failure } from '../errors/failure';
import { redact } from '../errors/redact';
import { TokenRefused } from '../errors/tokenRefused';
import { API_PATH } from '../input/baseUrl';
import type { PbxSettings } from './settings';

const EXCHANGE_TIMEOUT_MS = 30_000;

const keyAsTokenRefused = (host: string): Explanation => ({
	message: `The PBX at ${host} doesn't accept the API key as an access token`,
	description:
		'If Client ID is empty, the API Key itself is sent as the token and expires within an hour. Enter the Client ID and ' +
		'the API key that 3CX showed when the client was added under Integrations > API.',
});

const keyRefused = (host: string): Explanation => ({
	message: `The PBX at ${host} doesn't accept this Client ID with this API key`,
	description:
		'Compare both with Integrations > API in the 3CX Admin Console. 3CX shows an API key only once. If it is lost, ' +
		'generate a new one and enter it in the 3CX API credential.',
});

const noToken = (host: string): Explanation => ({
	message: `${host} responded without an access token`,
	description: 'The Base URL in the 3CX API credential probably points to something other than the PBX.',
});

const unreachable = (host: string): Explanation => ({
	message: `${host} couldn't be reached for an access token`,
	description: 'Check Base URL in the 3CX API credential and the network between n8n and the PBX.',
});

function explainRefusal({ origin, clientId }: PbxSettings, failure: Failure): Explanation {
	const { host } = new URL(origin);
	if (failure.status === 400 || failure.status === 401) {
		return clientId === '' ? keyAsTokenRefused(host) : keyRefused(host);
	}
	return explain({ host, noun: 'access token', operationName: 'Get Access Token' }, failure) ?? unreachable(host);
}

function exchangeRequest({ origin, clientId, apiKey }: PbxSettings): IHttpRequestOptions {
	return {
		method: 'POST',
		url: `${origin}/connect/token`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
		body: new URLSearchParams({
			client_id: clientId,
			client_secret: apiKey,
			grant_type: 'client_credentials',
		}).toString(),
	};
}

function probeRequest({ origin, apiKey }: PbxSettings): IHttpRequestOptions {
	return {
		method: 'GET',
		url: `${origin}${API_PATH}/Defs?$select=Id`,
		headers: { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' },
	};
}

/**
 * Asks the PBX for a token: exchanges Client ID and API key at `/connect/token`, or, without a Client ID, tries whether
 * the PBX takes the API key as bearer.
 *
 * @throws TokenRefused in the user's words, whatever the reason.
 *
 * Source: 3CX documentation, "3CX Configuration REST API", on authentication.
 */
export async function askForToken(
	settings: PbxSettings,
	send: IHttpRequestHelper['helpers']['httpRequest'],
): Promise<string> {
	const isExchange = settings.clientId !== '';
	const refuse = (explanation: Explanation, reason: string | null, retryAfter?: string) => {
		const { message, description } = explanation;
		const clean = (text: string) => redact(text, [settings.apiKey]);
		return new TokenRefused({ message: clean(message), description: clean(description) }, reason, retryAfter);
	};

	let answer: unknown;
	try {
		answer = await send({
			...(isExchange ? exchangeRequest(settings) : probeRequest(settings)),
			skipSslCertificateValidation: settings.allowUnauthorizedCerts,
			disableFollowRedirect: true,
			timeout: EXCHANGE_TIMEOUT_MS,
		});
	} catch (error) {
		const failure = readFailure(error);
		// The bearer was accepted; what it may do is for each operation to say.
		if (!isExchange && failure.status === 403) return settings.apiKey;
		throw refuse(
			explainRefusal(settings, failure),
			failure.status ? String(failure.status) : (failure.code ?? null),
			failure.retryAfter,
		);
	}
	if (!isExchange) return settings.apiKey;
	const token =
		typeof answer === 'object' && answer !== null && 'access_token' in answer ? answer.access_token : undefined;
	if (typeof token === 'string' && token !== '') return token;
	throw refuse(noToken(new URL(settings.origin).host), null);
}
