import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Authentication } from '../../input/authentication';
import type { Connection } from '../connection';
import { sendOnce, sendWithLivingToken } from './livingToken';
import { sendAsUser, sendOnceAsUser } from './userToken';

interface Sender {
	/** Sends, with a new token where the old one has ended. */
	send: (connection: Connection, options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;
	/** Sends once with the token that there is. */
	tryOut: (connection: Connection, options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;
}

const senders: Record<Authentication, Sender> = {
	apiKey: { send: sendWithLivingToken, tryOut: async (connection, options) => await sendOnce(connection, options, false) },
	oAuth2: { send: sendAsUser, tryOut: async (connection, options) => await sendOnceAsUser(connection, options, false) },
};

/**
 * Sends a request with a token of the connection's credential, which is renewed where it has ended.
 *
 * @throws what n8n's helper throws; a 401 or TokenRefused once no token is to be had that the PBX accepts.
 */
export const sendAuthenticated: Sender['send'] = async (connection, options) =>
	await senders[connection.authentication].send(connection, options);

/** The same with the token that there is: a 401 is thrown as it is. */
export const tryAuthenticated: Sender['tryOut'] = async (connection, options) =>
	await senders[connection.authentication].tryOut(connection, options);
