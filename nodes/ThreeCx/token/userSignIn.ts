import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { explain, type Explanation } from '../errors/errorTable';
import { readFailure } from '../errors/failure';
import { TokenRefused } from '../errors/tokenRefused';
import { asText } from '../input/asText';
import { pbxOrigin } from '../input/baseUrl';
import { isRecord } from '../input/itemInput';
import type { PbxSettings } from './settings';

/** Name of the credential type of a user who signs in. n8n exchanges, stores and renews its tokens. */
export const USER_CREDENTIAL_TYPE = 'threeCxOAuth2Api';

const CREDENTIAL = '3CX OAuth2 API credential';

/** A sign-in as n8n has stored it. */
export interface UserSignIn {
	settings: PbxSettings;
	/** With a mark that says where they belong. */
	tokens: StoredTokens;
	accessToken: string;
	/** Whatever must not appear in a message. */
	secrets: string[];
}

const notSignedIn = () =>
	new TokenRefused(
		{
			message: 'Nobody has signed in with this credential yet',
			description: `Open the ${CREDENTIAL}, connect it and sign in as a 3CX user.`,
		},
		'401',
	);

/** The token endpoint issued the token: where that is another host than Base URL, the token stays with it. */
const signedInElsewhere = (issuer: string, origin: string) =>
	new TokenRefused(
		{
			message: `The sign-in is for ${issuer}, so its token isn't sent to ${origin}`,
			description: `Enter ${issuer} as the Base URL in the ${CREDENTIAL}, or connect it again.`,
		},
		'401',
	);

/** What n8n stores of a sign-in: the answer of the token endpoint, and our mark. */
interface StoredTokens extends IDataObject {
	access_token?: string;
	/** The origin that a token was for, and the hash of that token. */
	threeCxOrigin?: string;
	threeCxToken?: string;
}

/** Origins that this process has sent tokens to, by hash of the token, oldest first. */
const usedAt = new Map<string, string>();
const REMEMBERED_TOKENS = 200;

/**
 * Binds the token of a sign-in to the origin that it is used for first, so that whoever edits Base URL afterwards doesn't get
 * it. n8n stores the mark with the next renewal; until then, this process remembers.
 *
 * @returns the stored tokens with the mark.
 * @throws TokenRefused where the token was used for another origin.
 */
function bindTokens(stored: StoredTokens, origin: string): StoredTokens {
	const hash = createHash('sha256').update(asText(stored.access_token)).digest('hex');
	const known = stored.threeCxToken === hash ? asText(stored.threeCxOrigin) : usedAt.get(hash);
	if (known !== undefined && known !== origin) throw signedInElsewhere(known, origin);
	usedAt.set(hash, origin);
	if (usedAt.size > REMEMBERED_TOKENS) usedAt.delete([...usedAt.keys()][0] ?? '');
	return { ...stored, threeCxOrigin: origin, threeCxToken: hash };
}

/**
 * Reads a sign-in out of a credential's fields.
 *
 * @throws BaseUrlRefused where Base URL cannot be used. TokenRefused where nobody has signed in, or at another host.
 *
 * Source for the fields: n8n, credentials/OAuth2Api.credentials.ts and oauth2-credential.controller.ts.
 */
export function readUserSignIn(credentials: Record<string, unknown>): UserSignIn {
	const origin = pbxOrigin(asText(credentials.baseUrl));
	const stored = isRecord(credentials.oauthTokenData) ? (credentials.oauthTokenData as StoredTokens) : {};
	const accessToken = asText(stored.access_token);
	if (accessToken === '') throw notSignedIn();
	const tokenUrl = asText(credentials.accessTokenUrl);
	const issuer = URL.canParse(tokenUrl) ? new URL(tokenUrl).origin : origin;
	if (issuer !== origin) throw signedInElsewhere(issuer, origin);
	return {
		tokens: bindTokens(stored, origin),
		settings: {
			origin,
			clientId: asText(credentials.clientId).trim(),
			apiKey: '',
			allowUnauthorizedCerts: credentials.ignoreSSLIssues === true,
		},
		accessToken,
		secrets: [accessToken, stored.refresh_token, stored.id_token, credentials.clientSecret].map(asText).filter((secret) => secret !== ''),
	};
}

/** The words of n8n and its OAuth2 client for a grant that is gone, and for a token that came without one to renew it. */
const GRANT_IS_GONE = /needs to be reconnected|reconnect the credential|refresh token is invalid, expired, revoked/i;

const CLIENT_IS_GONE = ['invalid_client', 'unauthorized_client'];

/** More layers than n8n puts around an error. */
const MOST_CAUSES = 5;

/** As much of an error as tells a failed renewal, whoever threw it. */
interface Thrown extends Error {
	code?: unknown;
	body?: unknown;
	config?: unknown;
}

/** An error and what caused it: n8n wraps what its OAuth2 client throws. */
function chainOf(error: unknown): Thrown[] {
	const chain: Thrown[] = [];
	for (let next = error; next instanceof Error && chain.length < MOST_CAUSES; next = next.cause) chain.push(next);
	return chain;
}

/** Whether the request that failed was another one than that for `url`: the one that renews the token. */
function isForToken(chain: readonly Thrown[], url: URL): boolean {
	const sent = chain.map(({ config }) => (isRecord(config) ? asText(config.url) : '')).filter((address) => address !== '');
	return sent.some((address) => URL.canParse(address, url.origin) && new URL(address, url.origin).pathname !== url.pathname);
}

const grantIsGone = (host: string): Explanation => ({
	message: `The sign-in at ${host} is no longer valid`,
	description:
		'The PBX refused to renew it: it was revoked, it expired, or the password or rights of the user changed. Open the ' +
		`${CREDENTIAL} and sign in again.`,
});

const clientIsGone = (host: string): Explanation => ({
	message: `The PBX at ${host} doesn't accept the Client ID of the sign-in`,
	description: `Compare Client ID in the ${CREDENTIAL} with the app that is registered in 3CX, and sign in again.`,
});

const notRenewed = (host: string, reason: string): Explanation => ({
	message: `The PBX at ${host} didn't renew the sign-in${reason === '' ? '' : `: ${reason}`}`,
	description: `Run the node again. If it keeps happening, open the ${CREDENTIAL} and sign in again.`,
});

/**
 * What an error of n8n's helper means where the access token had ended and could not be renewed; undefined where the
 * request itself failed.
 *
 * @param url of the request itself.
 *
 * Source: n8n, packages/core/src/execution-engine/node-execution-context/utils/request-helpers/oauth.ts, and
 * packages/@n8n/client-oauth2/src/client-oauth2.ts (`EAUTH`: an error by RFC 6749, section 5.2; `ESTATUS`: another answer).
 */
export function renewalRefusal(error: unknown, url: URL): TokenRefused | undefined {
	const { host } = url;
	const chain = chainOf(error);
	const bodies = chain.map(({ body }) => body).filter(isRecord);
	const codes = bodies.map((body) => asText(body.error));
	if (codes.includes('invalid_grant') || chain.some(({ message }) => GRANT_IS_GONE.test(message))) {
		return new TokenRefused(grantIsGone(host), '401');
	}
	if (codes.some((code) => CLIENT_IS_GONE.includes(code))) return new TokenRefused(clientIsGone(host), '401');
	if (chain.some(({ code }) => code === 'EAUTH' || code === 'ESTATUS')) {
		const [body] = bodies;
		return new TokenRefused(notRenewed(host, asText(body?.error_description) || asText(body?.error)), null);
	}
	if (!isForToken(chain, url)) return undefined;
	const failure = readFailure(error);
	const explanation = explain({ host, noun: 'access token', operationName: 'Renew Sign-In', isRead: true }, failure);
	const reason = failure.status ? String(failure.status) : (failure.code ?? null);
	return new TokenRefused(explanation ?? notRenewed(host, ''), reason, failure.retryAfter);
}
