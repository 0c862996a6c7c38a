import type { ICredentialDataDecryptedObject, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import { readUserSignIn } from '../nodes/ThreeCx/token/userSignIn';

/**
 * The origin of the PBX out of what a person pastes as Base URL; nothing where it has a user name in it. The node refuses
 * what is no address, n8n what is left of it.
 */
const ORIGIN = '($self["baseUrl"].trim().match(/^https?:[/][/][^/?#@\\s]+(?![^/?#]*@)/i) || [""])[0]';

const withOwnClient = { show: { useDynamicClientRegistration: [false] } };

/** What n8n's own type asks for and 3CX fixes. */
const fixed = (name: string, displayName: string, value: string, displayOptions?: INodeProperties['displayOptions']): INodeProperties => ({
	displayName,
	name,
	type: 'hidden',
	default: value,
	...(displayOptions ? { displayOptions } : {}),
});

/**
 * A user of a 3CX PBX who signs in: authorization code with PKCE. n8n sends the user to the PBX, exchanges the code, stores
 * the tokens encrypted and renews them.
 *
 * Source: the security schemes of the Configuration API's OpenAPI document 20.0.10; n8n, credentials/OAuth2Api.credentials.ts.
 */
export class ThreeCxOAuth2Api implements ICredentialType {
	name = 'threeCxOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = '3CX OAuth2 API';

	icon: Icon = { light: 'file:../nodes/ThreeCx/threeCx.svg', dark: 'file:../nodes/ThreeCx/threeCx.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-threecx/n8n-nodes-threecx/blob/main/docs/sign-in.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Preview: built from 3CX\'s API document and not tried on a live PBX yet. Needs 3CX 20.0.10 or later.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://pbx.example.com',
			description:
				'Address of the PBX. Hosted PBXs use no port, self-hosted ones usually 5001. After a change, sign in again.',
		},
		{
			displayName: 'Register Automatically',
			name: 'useDynamicClientRegistration',
			type: 'boolean',
			default: false,
			description:
				'Whether to let n8n register itself at the PBX. This works only if the PBX offers it and its TLS certificate is trusted.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. n8n',
			description: 'Client ID of the app that was registered in 3CX with the OAuth Redirect URL above',
			displayOptions: withOwnClient,
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSSLIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the TLS certificate of the PBX can\'t be verified',
		},
		fixed('serverUrl', 'Server URL', `={{ ${ORIGIN} }}`, { show: { useDynamicClientRegistration: [true] } }),
		fixed('grantType', 'Grant Type', 'pkce', withOwnClient),
		fixed('authUrl', 'Authorization URL', `={{ ${ORIGIN} }}/connect/authorize`, withOwnClient),
		fixed('accessTokenUrl', 'Access Token URL', `={{ ${ORIGIN} }}/connect/token`, withOwnClient),
		// None of its own: this hides n8n's. A PBX may issue one to a client that registers automatically.
		{ ...fixed('clientSecret', 'Client Secret', '', withOwnClient), typeOptions: { password: true } },
		fixed('scope', 'Scope', 'openid profile email offline_access'),
		fixed('authQueryParameters', 'Auth URI Query Parameters', '', withOwnClient),
		fixed('authentication', 'Authentication', 'body', withOwnClient),
		// n8n keeps the HTTP Request node from sending the token elsewhere.
		fixed('allowedHttpRequestDomains', 'Allowed HTTP Request Domains', 'domains'),
		fixed('allowedDomains', 'Allowed Domains', `={{ ${ORIGIN}.replace(/^https?:[/][/]/i, "").replace(/:\\d+$/, "") }}`),
	];
	/** n8n 2.x asks before each request, and stores the result when it renews the token: the token stays where it belongs. */
	async preAuthentication(credentials: ICredentialDataDecryptedObject) {
		return { oauthTokenData: readUserSignIn(credentials).tokens };
	}
}
