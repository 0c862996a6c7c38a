import {
	UserError,
	type IAuthenticate,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type Icon,
	type INodeProperties,
} from 'n8n-workflow';
import { asText } from '../nodes/ThreeCx/input/asText';
import { BaseUrlRefused } from '../nodes/ThreeCx/input/baseUrl';
import { missingRights } from '../nodes/ThreeCx/token/examine';
import { fingerprintOf, readSettings, type PbxSettings } from '../nodes/ThreeCx/token/settings';
import { askForToken } from '../nodes/ThreeCx/token/tokenExchange';
import { forgetToken, replaceToken } from '../nodes/ThreeCx/token/tokenRegistry';

/** Marks the request of the credential test on its way to `authenticate`; it is never sent. */
const TEST_MARK = 'x-threecx-credential-test';

/**
 * Makes n8n get a token before anything is sent: to n8n this is the 401 that an expired token would have caused.
 *
 * Source: n8n-core, execution-engine/node-execution-context/utils/request-helpers/authentication.ts.
 */
class TokenNeeded extends UserError {
	readonly response = { status: 401 };
}

/** Credentials under test, from `authenticate`, which sees the mark, to the `preAuthentication` that follows. */
const underTest = new WeakSet<ICredentialDataDecryptedObject>();

/** Where a request goes: `url`, or `uri` in the older shape that n8n's HTTP Request node still hands over. */
interface RequestTarget {
	url?: string;
	uri?: string;
}

/** The address of a request, resolved against the PBX's origin. */
function targetOf({ url, uri }: RequestTarget, origin: string): URL {
	return new URL(uri ?? url ?? '', origin);
}

/** Settings of the credential, or their refusal as an error whose message n8n shows. */
function settingsOf(credentials: ICredentialDataDecryptedObject): PbxSettings {
	try {
		return readSettings(credentials);
	} catch (refusal) {
		if (refusal instanceof BaseUrlRefused) throw new UserError(refusal.message);
		throw refusal;
	}
}

/** Takes the mark off a request of the credential test; true only the first time. */
function takeTestMark({ headers }: IHttpRequestOptions): boolean {
	if (!headers || !(TEST_MARK in headers)) return false;
	Reflect.deleteProperty(headers, TEST_MARK);
	return true;
}

/** A constant of its own: n8n's lint rule would flag "cert" as a secret, and this is a switch. */
const ignoreSslIssues: INodeProperties = {
	displayName: 'Ignore SSL Issues (Insecure)',
	name: 'allowUnauthorizedCerts',
	type: 'boolean',
	default: false,
	description: 'Whether to connect even if the TLS certificate of the PBX can\'t be verified',
};

/** Access to the Configuration API of one 3CX PBX. The API key is exchanged for a token, which n8n stores encrypted. */
export class ThreeCxApi implements ICredentialType {
	name = 'threeCxApi';

	displayName = '3CX API';

	icon: Icon = { light: 'file:../nodes/ThreeCx/threeCx.svg', dark: 'file:../nodes/ThreeCx/threeCx.dark.svg' };

	documentationUrl = 'https://www.3cx.com/docs/configuration-rest-api-endpoints/';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://pbx.example.com',
			description: 'Address of the PBX. Hosted PBXs use no port, self-hosted ones usually 5001.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			placeholder: 'e.g. n8n',
			description:
				'Client ID of the API client in the 3CX Admin Console (Integrations > API). Use a separate client for ' +
				'each credential: requesting a new token invalidates the previous one.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'API key that 3CX showed once when the client was added. If Client ID is empty, it is sent as the access token ' +
				'itself and expires within an hour.',
		},
		ignoreSslIssues,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Token Fingerprint',
			name: 'tokenFingerprint',
			type: 'hidden',
			typeOptions: { password: true },
			default: '',
		},
	];

	/** Gets a token; n8n calls it when none is stored or the stored one was answered with 401, and stores the result. */
	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const settings = settingsOf(credentials);
		const tokenFingerprint = fingerprintOf(settings);
		// A token issued for other settings has nothing to do with the one that these settings replace.
		const deadToken =
			credentials.tokenFingerprint === tokenFingerprint ? asText(credentials.accessToken) : '';
		const accessToken = await replaceToken(
			tokenFingerprint,
			deadToken,
			async () => await askForToken(settings, this.helpers.httpRequest),
		);
		if (underTest.delete(credentials)) {
			const missing = await missingRights(settings, accessToken, this.helpers.httpRequest);
			if (missing !== undefined) throw new UserError(missing);
		}
		return { accessToken, tokenFingerprint };
	}

	/** Adds the stored token, only if it was issued for these settings and only on the way to this PBX. */
	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const settings = settingsOf(credentials);
		const fingerprint = fingerprintOf(settings);
		const isTest = takeTestMark(requestOptions);
		if (isTest) {
			forgetToken(fingerprint);
			underTest.add(credentials);
		}
		if (isTest || credentials.tokenFingerprint !== fingerprint) {
			throw new TokenNeeded('The access token must be renewed');
		}
		const url = targetOf(requestOptions, settings.origin);
		if (url.origin !== settings.origin) {
			throw new UserError(
				`The 3CX API credential is for ${settings.origin}, so its token isn't sent to ${url.origin}`,
			);
		}
		const authenticated = {
			...requestOptions,
			baseURL: undefined,
			// The address that was checked, in whichever field n8n looks for it.
			...('uri' in requestOptions ? { uri: url.href } : {}),
			url: url.href,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${asText(credentials.accessToken)}` },
			skipSslCertificateValidation: settings.allowUnauthorizedCerts,
			rejectUnauthorized: !settings.allowUnauthorizedCerts,
			// n8n would send the token along to wherever a redirect leads.
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		};
		return authenticated;
	};

	/**
	 * The mark has the key exchanged anew, so that the verdict is about the settings as they are now and not about a token
	 * that outlived them.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/xapi/v1/Defs?$select=Id',
			headers: { [TEST_MARK]: 'true' },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"The PBX issued an access token but doesn't accept it. Use a separate API client for each n8n credential: " +
						'requesting a new token invalidates the previous one. Test again in a moment.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Client ID and API Key are right, but the client has no access. In the 3CX Admin Console, under Integrations > ' +
						'API, select "3CX Configuration API Access", choose a department other than "System Wide" (it lowers the role to ' +
						'User) and a role that is high enough.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'The address responds, but not as the Configuration API of a 3CX PBX. Check the Base URL. The API needs 3CX ' +
						'Version 20 or later.',
				},
			},
		],
	};
}
