import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { readFailure } from '../../errors/failure';
import { clock, waitUntil } from '../../timing/clock';
import { cancelSignal, isCanceled, Unauthorized, type Connection } from '../connection';
import { CREDENTIAL_TYPE } from '../../token/settings';
import { discardBody } from '../refusalBody';
import { measured } from './measured';
import { barTokens, isFinal, knownRefusal, leadOrWait, refusalBehind } from '../../token/tokenRegistry';

const TOKEN_ATTEMPTS = 4;
const TOKEN_WAIT_MS = 400;

/** Sends once. Without renewal a 401 is thrown as it is; with it, n8n gets a new token and sends a second time. */
export async function sendOnce({ context }: Connection, options: IHttpRequestOptions, renewal: boolean) {
	return (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		{ ...options, headers: { ...options.headers } },
		// Before n8n 2.40 this is not known and every 401 renews; the registry keeps that to one exchange at a time.
		renewal ? undefined : { preAuthenticationRetryStatusCode: [] },
	)) as IN8nHttpFullResponse;
}

/** Like `sendOnce`, but a token that is not accepted is a result to act on. */
async function trySend(
	connection: Connection,
	options: IHttpRequestOptions,
	renewal: boolean,
): Promise<IN8nHttpFullResponse | Unauthorized> {
	const send = async () => await sendOnce(connection, options, renewal);
	const sending = renewal ? send() : measured(connection, options, send);
	return await sending.catch((error: unknown) => {
		const refusal = refusalBehind(error, connection.fingerprint);
		if (refusal && isFinal(refusal)) return (connection.unauthorized = new Unauthorized(error as Error));
		if (!(error instanceof Error) || refusal || readFailure(error).status !== 401) throw error;
		discardBody(error);
		return new Unauthorized(error);
	});
}

/** Looks for a token that somebody else has stored, renews it if there is none, and sends. Only one item at a time may run this. */
async function renewAndSend(connection: Connection, options: IHttpRequestOptions) {
	const wait = clock.random() * TOKEN_WAIT_MS * 2 ** connection.failedRenewals;
	await waitUntil(clock.now() + wait, { signal: cancelSignal(connection.context) });
	const outcome = await trySend(connection, options, true);
	if (!(outcome instanceof Unauthorized)) connection.failedRenewals = 0;
	else if (++connection.failedRenewals === TOKEN_ATTEMPTS) {
		connection.unauthorized = outcome;
		barTokens(connection.fingerprint, outcome.error);
	}
	return outcome;
}

/** Takes over what others found out: each request that is refused brings 3CX nearer to blocking the address of n8n. */
function learnRefusal(connection: Connection, token?: string): void {
	const refusal = knownRefusal(connection.fingerprint, token);
	if (refusal) connection.unauthorized ??= new Unauthorized(refusal);
}

/** Whether another token may still be had. */
function mayAskAgain(connection: Connection): boolean {
	learnRefusal(connection);
	return !connection.unauthorized && !isCanceled(connection.context);
}

/**
 * Sends with the living token of the API client. On a 401 another item, execution or worker may have stored a newer
 * token: one item at a time waits a random while, looks again, and only then renews. That keeps workers who share an
 * API client from ending each other's tokens in turn.
 *
 * @throws what n8n's helper throws; for a 401 once the PBX refused several fresh tokens, or the API key itself.
 */
export async function sendWithLivingToken(
	connection: Connection,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	learnRefusal(connection, connection.storedToken);
	let outcome = connection.unauthorized ?? (await trySend(connection, options, false));
	while (outcome instanceof Unauthorized && mayAskAgain(connection)) {
		const renew = async () => await renewAndSend(connection, options);
		const led = await leadOrWait(connection.fingerprint, renew, cancelSignal(connection.context));
		outcome = led ?? connection.unauthorized ?? (await trySend(connection, options, false));
	}
	if (outcome instanceof Unauthorized) throw (connection.unauthorized ?? outcome).error;
	return outcome;
}
