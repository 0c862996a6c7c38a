import { asUser, callbackOf, CallableNode, connect, createUserCredential, type StoredCredential } from '../oauth/signedInN8n';
import { startSignInPbx, type SignInPbx, type SignInPbxOptions } from '../oauth/signInPbx';
import { startPbx } from '../pbx';
import { NODE_TYPE } from '../engine/workflows';
import { createCredential } from './credential';
import { wantedN8nVersion } from './n8n/install';
import { startN8n, type N8nInstance } from './n8n/instance';
import { filesHolding } from './n8n/secrets';
import { packedTarball } from './workflows';

const MY_USER = { resource: 'myUser', operation: 'get' };

/** n8n 1.x renews a token once for each request that met its end. */
const inN8n1 = wantedN8nVersion().startsWith('1.');

let n8n: N8nInstance;
const pbxs: SignInPbx[] = [];

beforeAll(async () => {
	n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
});

afterAll(async () => {
	await (n8n as N8nInstance | undefined)?.stop();
	await Promise.all(pbxs.map(async (pbx) => await pbx.stop()));
});

async function start(options: Partial<SignInPbxOptions> = {}): Promise<SignInPbx> {
	const pbx = await startSignInPbx({ redirectUris: [callbackOf(n8n)], ...options });
	pbxs.push(pbx);
	return pbx;
}

/** A PBX, a credential with which a user signed in there, and a workflow that reads this user. */
async function signedIn(name: string, options: Partial<SignInPbxOptions> = {}, data: Record<string, unknown> = {}) {
	const pbx = await start(options);
	const credential = await createUserCredential(n8n, pbx, data);
	await connect(n8n, pbx, credential);
	const workflow = await CallableNode.activate(n8n, name, asUser(credential, MY_USER));
	return { pbx, credential, workflow };
}

const user = expect.objectContaining({ Number: expect.any(String) as string }) as object;
const failure = (error: unknown) => expect.objectContaining({ error }) as object;

describe('the sign-in of a 3CX user', () => {
	let pbx: SignInPbx;
	let credential: StoredCredential;
	let workflow: CallableNode;

	beforeAll(async () => {
		({ pbx, credential, workflow } = await signedIn('user'));
	});

	it('makes My User usable, which an API key is refused', async () => {
		expect(await workflow.run()).toEqual([user]);
		const client = { ...asUser(credential, {}), parameters: MY_USER, credentials: { threeCxApi: await createCredential(n8n, pbx) } };
		const refused = await CallableNode.activate(n8n, 'client', client);
		expect(await refused.run()).toEqual([failure(expect.stringContaining('isn\'t allowed to use "Get My User" (HTTP 403)'))]);
	});

	it('serves the lists of the editor', async () => {
		const { results } = await n8n.api.post<{ results: { value: string }[] }>('/rest/dynamic-node-parameters/resource-locator-results', {
			nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
			path: 'parameters.filename',
			methodName: 'searchKeys',
			currentNodeParameters: { authentication: 'oAuth2', resource: 'phoneLogo', operation: 'delete' },
			credentials: { threeCxOAuth2Api: credential },
			filter: "o'b",
		});
		expect(results.map(({ value }) => value)).toEqual(["old-o'brien & sons.png"]);
	});

	it('is renewed when the access token ends', async () => {
		const before = pbx.provider.granted.renewals;
		await pbx.provider.expire();
		expect(await workflow.run()).toEqual([user]);
		expect(await workflow.run()).toEqual([user]);
		expect(pbx.provider.granted.renewals).toBe(before + 1);
	});

	(inN8n1 ? it.skip : it)('is renewed once for 20 executions at once, though no refresh token is good for two renewals', async () => {
		const before = pbx.provider.granted.renewals;
		await pbx.provider.expire();
		const outputs = await Promise.all(Array.from({ length: 20 }, async () => await workflow.run()));
		expect(outputs).toEqual(outputs.map(() => [user]));
		expect(pbx.provider.granted).toMatchObject({ renewals: before + 1, refused: 0 });
	});

	it('has to be repeated once it was revoked, as the node says, and then works again', async () => {
		await pbx.provider.revoke();
		const { host } = new URL(pbx.baseUrl);
		expect(await workflow.run()).toEqual([failure(`The sign-in at ${host} is no longer valid`)]);
		await connect(n8n, pbx, credential);
		expect(await workflow.run()).toEqual([user]);
	});

	// In n8n 1.x a type can't restrict its own domains.
	(inN8n1 ? it.skip : it)('stays with the PBX also in the HTTP Request node', async () => {
		const elsewhere = await startPbx();
		try {
			const request = (url: string) => ({
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: 'threeCxOAuth2Api', options: {} },
				credentials: { threeCxOAuth2Api: credential },
			});
			const inside = await CallableNode.activate(n8n, 'inside', request(`${pbx.baseUrl}/xapi/v1/MyUser`));
			expect(await inside.run()).toEqual([user]);
			const outside = await CallableNode.activate(n8n, 'outside', request(`${elsewhere.baseUrl.replace('127.0.0.1', 'localhost')}/xapi/v1/MyUser`));
			expect(JSON.stringify(await outside.run())).toContain('Domain not allowed');
			expect(elsewhere.requests).toEqual([]);
		} finally {
			await elsewhere.stop();
		}
	});

	it('shows no token to the browser', async () => {
		const shown = JSON.stringify(await n8n.api.readCredential(credential.id));
		expect([...pbx.tokens].filter((token) => shown.includes(token))).toEqual([]);
	});
});

describe('other ways to sign in', () => {
	it('registers n8n by itself where the PBX offers that', async () => {
		const { pbx, workflow, credential } = await signedIn('registered', { registration: true }, { useDynamicClientRegistration: true, clientId: '' });
		expect(await workflow.run()).toEqual([user]);
		await pbx.provider.expire();
		expect(await workflow.run()).toEqual([user]);
		expect(pbx.provider.granted).toEqual({ codes: 1, renewals: 1, refused: 0 });

		const other = await start();
		await n8n.api.editCredential(credential.id, { baseUrl: other.baseUrl });
		expect(await workflow.run()).toEqual([failure(`The sign-in is for ${pbx.baseUrl}, so its token isn't sent to ${other.baseUrl}`)]);
		expect(other.tokens.size).toBe(0);
	});

	it('finds the sign-in from an address that was copied out of the web client', async () => {
		const pbx = await start();
		const credential = await createUserCredential(n8n, pbx, { baseUrl: ` ${pbx.baseUrl}/#/office/users ` });
		await connect(n8n, pbx, credential);
		const workflow = await CallableNode.activate(n8n, 'pasted', asUser(credential, MY_USER));
		expect(await workflow.run()).toEqual([user]);
	});

	// n8n 1.x asks the credential type nothing when it renews a token.
	(inN8n1 ? it.skip : it)('keeps the token from the new host when Base URL is edited without signing in again', async () => {
		const { pbx, workflow, credential } = await signedIn('edited');
		expect(await workflow.run()).toEqual([user]);
		await pbx.provider.expire();
		expect(await workflow.run()).toEqual([user]);
		const other = await start();
		await n8n.api.editCredential(credential.id, { baseUrl: other.baseUrl });
		expect(await workflow.run()).toEqual([failure(`The sign-in is for ${pbx.baseUrl}, so its token isn't sent to ${other.baseUrl}`)]);
		expect(other.tokens.size).toBe(0);
		await connect(n8n, other, credential);
		expect(await workflow.run()).toEqual([user]);
	});

	it('takes a self-signed certificate where the credential says so', async () => {
		const { pbx, workflow } = await signedIn('self-signed', { tls: true }, { ignoreSSLIssues: true });
		expect(await workflow.run()).toEqual([user]);
		await pbx.provider.expire();
		expect(await workflow.run()).toEqual([user]);
	});

	it('says that nobody has signed in', async () => {
		const pbx = await start();
		const workflow = await CallableNode.activate(n8n, 'nobody', asUser(await createUserCredential(n8n, pbx), MY_USER));
		expect(await workflow.run()).toEqual([failure('Nobody has signed in with this credential yet')]);
	});
});

describe('what all of this leaves behind', () => {
	it('is no token, in database, log or files', () => {
		const tokens = pbxs.flatMap((pbx) => [...pbx.tokens]);
		expect(tokens.length).toBeGreaterThan(10);
		expect(filesHolding(n8n.folder, tokens)).toEqual([]);
	});
});
