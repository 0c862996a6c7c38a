import type { ICredentialDataDecryptedObject, INodeCredentialsDetails, INodeParameters, IRun } from 'n8n-workflow';
import type { ThreeCxOAuth2Api } from '../../credentials/ThreeCxOAuth2Api.credentials';
import { jsonOf, type Engine } from '../engine';
import { startTestPbx } from '../engine/setUp';
import { addCredential, createThreeCxEngine, deleteLogo, getLogos, runNode } from '../engine/threeCx';
import { manyLogos } from '../engine/logos';
import { CLIENT_ID, startSignInPbx, type SignInPbx, type SignInPbxOptions } from './signInPbx';
import { CALLBACK, tokensOf } from './visitor';

let running: SignInPbx[] = [];

afterEach(async () => {
	await Promise.all(running.map(async (pbx) => await pbx.stop()));
	running = [];
});

interface Setting {
	signInPbx: SignInPbx;
	engine: Engine;
	credential: INodeCredentialsDetails;
	/** Runs the node as the user who signed in. */
	run: (parameters: INodeParameters, items?: { Filename: string }[]) => Promise<IRun>;
}

/** A PBX, and a credential with which a user signed in there. */
async function signedIn(options: Partial<SignInPbxOptions> = {}, data: ICredentialDataDecryptedObject = {}): Promise<Setting> {
	const signInPbx = await startSignInPbx({ redirectUris: [CALLBACK], ...options });
	running.push(signInPbx);
	const engine = createThreeCxEngine();
	const oauthTokenData = await tokensOf(signInPbx);
	const credential = engine.credentials.add({ baseUrl: signInPbx.baseUrl, clientId: CLIENT_ID, oauthTokenData, ...data });
	const run: Setting['run'] = async (parameters, items) =>
		await runNode(engine, { parameters: { authentication: 'oAuth2', ...parameters }, credential, credentialType: 'threeCxOAuth2Api', items });
	return { signInPbx, engine, credential, run };
}

const errorOf = ({ data }: IRun) => {
	const { message, description } = data.resultData.error ?? {};
	return { message, description };
};

const MY_USER = { resource: 'myUser', operation: 'get' };

describe('a user who signed in', () => {
	it('may do what 3CX refuses an API key', async () => {
		const { signInPbx, engine, run } = await signedIn();
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		const credential = addCredential(engine, { baseUrl: signInPbx.baseUrl });
		const refused = await runNode(engine, { parameters: MY_USER, credential });
		expect(errorOf(refused).message).toMatch(/^The API client isn't allowed to use "Get My User" \(HTTP 403\)/);
	});

	it('does not notice that the access token ends', async () => {
		const { signInPbx, engine, credential, run } = await signedIn();
		const { oauthTokenData: before } = engine.credentials.read(credential);
		await signInPbx.provider.expire();
		expect(jsonOf(await run(getLogos()), '3CX')).toHaveLength(12);
		expect(jsonOf(await run(getLogos()), '3CX')).toHaveLength(12);
		expect(signInPbx.provider.granted).toEqual({ codes: 1, renewals: 1, refused: 0 });
		expect(engine.credentials.read(credential).oauthTokenData).not.toEqual(before);
	});

	it('never uses a refresh token twice, however many requests and executions meet the end of the access token', async () => {
		const logos = manyLogos(60);
		const { signInPbx, run } = await signedIn({ pbx: { logos } });
		const items = logos.map(({ Filename }) => ({ Filename }));
		for (let round = 0; round < 3; round++) {
			await signInPbx.provider.expire();
			const part = items.slice(round * 20, round * 20 + 20);
			const runs = await Promise.all([part.slice(0, 10), part.slice(10)].map(async (own) => await run(deleteLogo('={{ $json.Filename }}'), own)));
			expect(runs.map(({ data }) => data.resultData.error)).toEqual([undefined, undefined]);
		}
		expect(signInPbx.pbx.rows('PhoneLogos')).toEqual([]);
		expect(signInPbx.provider.granted).toEqual({ codes: 1, renewals: 3, refused: 0 });
	});

	it('is told to sign in again once the sign-in was revoked, and the other items of the execution bother nobody', async () => {
		const { signInPbx, run } = await signedIn();
		await signInPbx.provider.revoke();
		const many = Array.from({ length: 30 }, (_, index) => ({ Filename: `${index}.png` }));
		const revoked = await run(deleteLogo('={{ $json.Filename }}'), many);
		const { host } = new URL(signInPbx.baseUrl);
		expect(errorOf(revoked)).toEqual({
			message: `The sign-in at ${host} is no longer valid`,
			description:
				'The PBX refused to renew it: it was revoked, it expired, or the password or rights of the user changed. ' +
				'Open the 3CX OAuth2 API credential and sign in again.',
		});
		expect(signInPbx.provider.granted.refused).toBeLessThanOrEqual(10);
	});

	it('is told so where the PBX gave no refresh token', async () => {
		const { signInPbx, engine, credential, run } = await signedIn();
		const { access_token } = await tokensOf(signInPbx);
		engine.credentials.edit(credential, { oauthTokenData: { access_token: access_token ?? '', token_type: 'Bearer' } });
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		await signInPbx.provider.expire();
		expect(errorOf(await run(MY_USER)).message).toBe(`The sign-in at ${new URL(signInPbx.baseUrl).host} is no longer valid`);
	});

	it('is told to sign in where nobody did', async () => {
		const { signInPbx, engine, credential, run } = await signedIn();
		engine.credentials.edit(credential, { oauthTokenData: {} });
		expect(errorOf(await run(MY_USER))).toEqual({
			message: 'Nobody has signed in with this credential yet',
			description: 'Open the 3CX OAuth2 API credential, connect it and sign in as a 3CX user.',
		});
		expect(signInPbx.pbx.requests.filter(({ url }) => url.startsWith('/xapi'))).toEqual([]);
	});

	it('is told that the client is gone', async () => {
		const { signInPbx, engine, credential, run } = await signedIn();
		engine.credentials.edit(credential, { clientId: 'gone' });
		await signInPbx.provider.expire();
		expect(errorOf(await run(MY_USER)).message).toBe(`The PBX at ${new URL(signInPbx.baseUrl).host} doesn't accept the Client ID of the sign-in`);
	});

	it('is told about rights and about a token that is not accepted in words for a user', async () => {
		const { signInPbx, run } = await signedIn();
		signInPbx.pbx.addFault({ url: /MyUser/, answer: { status: 403 } });
		expect(errorOf(await run(MY_USER))).toEqual({
			message: 'The 3CX user who signed in isn\'t allowed to use "Get My User" (HTTP 403)',
			description:
				'Check the role of this user in the 3CX Admin Console (some data needs System Owner) and its console restrictions, or ' +
				'sign in as another user in the 3CX OAuth2 API credential.',
		});
		signInPbx.pbx.addFault({ url: /MyUser/, answer: { status: 401 }, times: 3 });
		expect(errorOf(await run(MY_USER))).toEqual({
			message: `The PBX at ${new URL(signInPbx.baseUrl).host} didn't accept the sign-in (HTTP 401)`,
			description:
				'Open the 3CX OAuth2 API credential and sign in again. If the PBX refuses only this operation, the role of the 3CX ' +
				'user is too low for it.',
		});
	});

	it('waits while the PBX cannot renew the token, also before a request that must not be sent twice', async () => {
		const { signInPbx, run } = await signedIn();
		await signInPbx.provider.expire();
		signInPbx.renewalAnswers.push({ status: 503 }, { status: 503 });
		const created = await run({ resource: 'holiday', operation: 'create', bodyMode: 'json', body: '{ "Name": "New Year" }' });
		expect(errorOf(created).message).toBeUndefined();
		expect(signInPbx.renewalAnswers).toEqual([]);
		expect(signInPbx.pbx.requests.filter(({ method, status }) => method === 'POST' && status === 201)).toHaveLength(1);
	});

	it('is told why a renewal failed for another reason', async () => {
		const { signInPbx, run } = await signedIn();
		await signInPbx.provider.expire();
		signInPbx.renewalAnswers.push({
			status: 400,
			headers: { 'content-type': 'application/json' },
			body: '{ "error": "unsupported_token_type", "error_description": "The PBX is being moved" }',
		});
		expect(errorOf(await run(MY_USER))).toEqual({
			message: `The PBX at ${new URL(signInPbx.baseUrl).host} didn't renew the sign-in: The PBX is being moved`,
			description: 'Run the node again. If it keeps happening, open the 3CX OAuth2 API credential and sign in again.',
		});
	});

	it('is served over a self-signed certificate where the credential says so, the renewal included', async () => {
		const { signInPbx, engine, credential, run } = await signedIn({ tls: true });
		expect(errorOf(await run(MY_USER)).message).toMatch(/^The TLS certificate of 127\.0\.0\.1:\d+ isn't trusted/);
		expect(errorOf(await run(MY_USER)).description).toContain('turn on "Ignore SSL Issues" in the 3CX OAuth2 API credential');
		engine.credentials.edit(credential, { ignoreSSLIssues: true });
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		await signInPbx.provider.expire();
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		expect(signInPbx.provider.granted.renewals).toBe(1);
	});
});

/** The credential type with modules of its own. */
function inAnotherProcess(): ThreeCxOAuth2Api {
	const loaded: ThreeCxOAuth2Api[] = [];
	jest.isolateModules(() => {
		const { ThreeCxOAuth2Api: Type } = jest.requireActual<{ ThreeCxOAuth2Api: typeof ThreeCxOAuth2Api }>('../../credentials/ThreeCxOAuth2Api.credentials');
		loaded.push(new Type());
	});
	return loaded[0]!;
}

describe('the token of a user', () => {
	it('does not follow a redirect', async () => {
		const elsewhere = await startTestPbx();
		const { signInPbx, run } = await signedIn();
		signInPbx.pbx.addFault({ url: /MyUser/, answer: { status: 307, headers: { Location: `${elsewhere.baseUrl}/xapi/v1/MyUser` } } });
		expect(errorOf(await run(MY_USER)).message).toMatch(/responded with a redirect \(HTTP 307\)$/);
		expect(elsewhere.requests).toEqual([]);
	});

	it('does not follow a link to the next page that leads elsewhere', async () => {
		const elsewhere = await startTestPbx();
		const { signInPbx, run } = await signedIn();
		const body = JSON.stringify({ value: [], '@odata.nextLink': `${elsewhere.baseUrl}/xapi/v1/PhoneLogos?$skip=1` });
		signInPbx.pbx.addFault({ url: /PhoneLogos/, answer: { status: 200, headers: { 'Content-Type': 'application/json' }, body } });
		expect(errorOf(await run(getLogos())).message).toBe('The PBX returned a link to the next page that leads elsewhere');
		expect(elsewhere.requests).toEqual([]);
	});

	it('does not go to an address that API Request is given', async () => {
		const elsewhere = await startTestPbx();
		const { run } = await signedIn();
		const refused = await run({ resource: 'apiRequest', operation: 'send', method: 'GET', path: `${elsewhere.baseUrl}/xapi/v1/Users` });
		expect(errorOf(refused).message).toBeDefined();
		expect(elsewhere.requests).toEqual([]);
	});

	it('does not go to a host other than the one that issued it', async () => {
		const elsewhere = await startTestPbx();
		const { signInPbx, engine, credential, run } = await signedIn();
		const accessTokenUrl = `${signInPbx.baseUrl}/connect/token`;
		engine.credentials.edit(credential, { baseUrl: elsewhere.baseUrl, useDynamicClientRegistration: true, accessTokenUrl });
		expect(errorOf(await run(MY_USER))).toEqual({
			message: `The sign-in is for ${signInPbx.baseUrl}, so its token isn't sent to ${elsewhere.baseUrl}`,
			description: `Enter ${signInPbx.baseUrl} as the Base URL in the 3CX OAuth2 API credential, or connect it again.`,
		});
		expect(elsewhere.requests).toEqual([]);
	});

	it('does not go to another host after Base URL was edited, by whichever process, and the next sign-in counts', async () => {
		const elsewhere = await startTestPbx();
		const { signInPbx, engine, credential, run } = await signedIn();
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		engine.credentials.edit(credential, { baseUrl: elsewhere.baseUrl });
		expect(errorOf(await run(MY_USER)).message).toBe(`The sign-in is for ${signInPbx.baseUrl}, so its token isn't sent to ${elsewhere.baseUrl}`);

		engine.credentials.edit(credential, { baseUrl: signInPbx.baseUrl });
		await signInPbx.provider.expire();
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
		const renewed = engine.credentials.read(credential) as ICredentialDataDecryptedObject;
		engine.credentials.edit(credential, { baseUrl: elsewhere.baseUrl });
		// As another process sees it, which remembers nothing.
		await expect(inAnotherProcess().preAuthentication({ ...renewed, baseUrl: elsewhere.baseUrl })).rejects.toThrow(
			`The sign-in is for ${signInPbx.baseUrl}`,
		);
		expect(elsewhere.requests).toEqual([]);

		const second = await startSignInPbx({ redirectUris: [CALLBACK] });
		running.push(second);
		const oauthTokenData = { ...(renewed.oauthTokenData as object), ...(await tokensOf(second)) };
		engine.credentials.edit(credential, { baseUrl: second.baseUrl, oauthTokenData });
		expect(jsonOf(await run(MY_USER), '3CX')).toHaveLength(1);
	});
});
