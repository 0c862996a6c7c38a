import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { readFailure } from '../../errors/failure';
import { isFinal } from '../../token/tokenRegistry';
import { renewalRefusal, USER_CREDENTIAL_TYPE } from '../../token/userSignIn';
import { isCanceled, Unauthorized, type Connection } from '../connection';
import { discardBody } from '../refusalBody';
import { measured } from './measured';

/**
 * Sends once with the token of a user who signed in. n8n renews the token after a 401, one process at a time (since 2.39),
 * and sends a second time.
 *
 * @param renewal whether n8n may do so.
 */
export async function sendOnceAsUser(
	{ context, settings }: Connection,
	options: IHttpRequestOptions,
	renewal: boolean,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequestWithAuthentication.call(
		context,
		USER_CREDENTIAL_TYPE,
		{
			...options,
			headers: { ...options.headers },
			skipSslCertificateValidation: settings.allowUnauthorizedCerts,
			// n8n would send the token along to wherever a redirect leads.
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		},
		{ oauth2: { skipTokenRefresh: !renewal } },
	)) as IN8nHttpFullResponse;
}

/** Whether the token was not accepted, so that another one is worth a try. */
const isUnauthorized = (error: unknown) => readFailure(error).status === 401;

/**
 * Sends with the token of the user who signed in, first with the one that there is. Once the PBX refused to renew it, the
 * other items of the execution fail at once with the same words.
 *
 * @throws TokenRefused where the token could not be renewed; else what n8n's helper throws, also a 401 for a new token.
 */
export async function sendAsUser(connection: Connection, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
	if (connection.unauthorized) throw connection.unauthorized.error;
	const send = async (renewal: boolean) =>
		await sendOnceAsUser(connection, options, renewal).catch((error: unknown) => {
			const refusal = renewalRefusal(error, new URL(options.url));
			if (refusal && isFinal(refusal)) connection.unauthorized = new Unauthorized(refusal);
			throw refusal ?? error;
		});
	return await measured(connection, options, async () => await send(false)).catch(async (error: unknown) => {
		if (connection.unauthorized || isCanceled(connection.context) || !isUnauthorized(error)) throw error;
		discardBody(error);
		return await send(true);
	});
}
