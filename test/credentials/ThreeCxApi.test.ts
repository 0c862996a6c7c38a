import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import axios from 'axios';
import { rolesIn } from '../../nodes/ThreeCx/token/examine';
import { ThreeCxApi } from '../../credentials/ThreeCxApi.credentials';
import { jsonOf } from '../engine';
import { setUp, startTestPbx } from '../engine/setUp';
import { getLogos, runNode, type NodeRun } from '../engine/threeCx';
import type { Pbx } from '../pbx';

const credentialType = new ThreeCxApi();
const authenticate = async (credentials: ICredentialDataDecryptedObject, options: IHttpRequestOptions) => {
	if (typeof credentialType.authenticate !== 'function') throw new Error('authenticate is a function');
	return await credentialType.authenticate(credentials, options);
};

const bearersAt = (pbx: Pbx) =>
	pbx.requests.map(({ headers }) => headers.authorization).filter((header) => header !== undefined);

describe('token of the 3CX API credential', () => {
	it('is exchanged once, stored, and used by later executions', async () => {
		const { pbx, engine, credential } = await setUp();
		const list: NodeRun = { parameters: getLogos(), credential };
		await runNode(engine, list);
		await runNode(engine, list);
		const { accessToken, tokenFingerprint } = engine.credentials.read(credential);
		expect(pbx.tokensIssued).toBe(1);
		expect(new Set(bearersAt(pbx))).toEqual(new Set([`Bearer ${String(accessToken)}`]));
		expect(tokenFingerprint).toMatch(/^[0-9a-f]{64}$/);
	});

	it('is renewed when it ends, without the workflow noticing', async () => {
		const { pbx, engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		pbx.killTokens();
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(jsonOf(run, '3CX')).toHaveLength(12);
		expect(pbx.tokensIssued).toBe(2);
	});

	it('20 executions at once over its end: none lost, one new token', async () => {
		const { pbx, engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		pbx.killTokens();
		const runs = await Promise.all(
			Array.from({ length: 20 }, async () => await runNode(engine, { parameters: getLogos(), credential })),
		);
		expect(runs.map((run) => jsonOf(run, '3CX').length)).toEqual(Array.from({ length: 20 }, () => 12));
		expect(pbx.tokensIssued).toBe(2);
	});

	it('never reaches another host after Base URL was edited', async () => {
		const { pbx, engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		const other = await startTestPbx();
		engine.credentials.edit(credential, { baseUrl: other.baseUrl });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(jsonOf(run, '3CX')).toHaveLength(12);
		expect(bearersAt(other)).toHaveLength(1);
		expect(bearersAt(other)).not.toContain(bearersAt(pbx)[0]);
	});

	it('of an earlier key is not used after the key was edited', async () => {
		const { engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		engine.credentials.edit(credential, { apiKey: 'mistyped-key' });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toContain('doesn\'t accept this Client ID with this API key');
	});

	it('is the API key itself without a Client ID', async () => {
		const { pbx, engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		const { accessToken } = engine.credentials.read(credential);
		const bare = engine.credentials.add({ baseUrl: pbx.baseUrl, clientId: '', apiKey: String(accessToken) });
		const run = await runNode(engine, { parameters: getLogos(), credential: bare });
		expect(jsonOf(run, '3CX')).toHaveLength(12);
		expect(pbx.tokensIssued).toBe(1);
	});

	it.each([
		['a pasted trailing slash', '/'],
		['a pasted API path', '/xapi/v1'],
		['a pasted address of the web client', '/#/office/integrations/api'],
	])('is found with %s', async (_name, suffix) => {
		const { pbx, engine, credential } = await setUp();
		engine.credentials.edit(credential, { baseUrl: pbx.baseUrl + suffix });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(jsonOf(run, '3CX')).toHaveLength(12);
	});

	it('is not accepted where the address answers with something else', async () => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({ url: /connect/, answer: { status: 200, body: '<html>Sign in</html>' } });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe(`${new URL(pbx.baseUrl).host} responded without an access token`);
	});
});

describe('authenticate', () => {
	/** A credential that holds a token for its settings. */
	async function withToken() {
		const { engine, credential } = await setUp();
		await runNode(engine, { parameters: getLogos(), credential });
		return engine.credentials.read(credential);
	}

	it('adds the token to requests to the PBX only', async () => {
		const data = await withToken();
		const sent = await authenticate(data, { url: '/xapi/v1/Defs?$select=Id', baseURL: `${String(data.baseUrl)}/x` });
		expect(sent.url).toBe(`${String(data.baseUrl)}/xapi/v1/Defs?$select=Id`);
		expect(sent.headers).toEqual({ Authorization: `Bearer ${String(data.accessToken)}` });
		await expect(authenticate(data, { url: 'https://elsewhere.example/xapi/v1/Defs' })).rejects.toThrow(
			`The 3CX API credential is for ${String(data.baseUrl)}, so its token isn't sent to https://elsewhere.example`,
		);
	});

	it("does the same for the older request shape of n8n's HTTP Request node", async () => {
		const data = await withToken();
		const uri = `${String(data.baseUrl)}/xapi/v1/Defs`;
		await expect(authenticate(data, { uri } as never)).resolves.toMatchObject({
			uri,
			headers: { Authorization: `Bearer ${String(data.accessToken)}` },
			rejectUnauthorized: true,
			sendCredentialsOnCrossOriginRedirect: false,
		});
		await expect(authenticate(data, { uri: 'https://elsewhere.example/xapi/v1/Defs' } as never)).rejects.toThrow(
			"its token isn't sent to https://elsewhere.example",
		);
	});

	it('switches certificate checks off only where the credential says so, and redirects always', async () => {
		const data = await withToken();
		const url = `${String(data.baseUrl)}/xapi/v1/Defs`;
		await expect(authenticate(data, { url })).resolves.toMatchObject({
			skipSslCertificateValidation: false,
			disableFollowRedirect: true,
		});
		await expect(authenticate({ ...data, allowUnauthorizedCerts: true }, { url })).resolves.toMatchObject({
			skipSslCertificateValidation: true,
		});
	});

	it('asks n8n for a new token, as a 401 would, where the stored one is for other settings', async () => {
		const data = await withToken();
		await expect(
			authenticate({ ...data, apiKey: 'another' }, { url: '/xapi/v1/Defs' }),
		).rejects.toMatchObject({ response: { status: 401 } });
	});

	it('asks for a new token once per credential test, and does not send the mark', async () => {
		const data = await withToken();
		const request = structuredClone(credentialType.test.request) as IHttpRequestOptions;
		await expect(authenticate(data, request)).rejects.toMatchObject({ response: { status: 401 } });
		await expect(authenticate(data, request)).resolves.toMatchObject({
			headers: { Authorization: `Bearer ${String(data.accessToken)}` },
		});
	});

	it('says what is wrong with a Base URL', async () => {
		await expect(authenticate({ baseUrl: 'pbx' }, { url: '/x' })).rejects.toThrow('Base URL must start with https://');
	});
});

describe('fields', () => {
	it('keeps every secret field out of the browser, hidden ones too', () => {
		const masked = credentialType.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(masked.map(({ name }) => name)).toEqual(['apiKey', 'accessToken', 'tokenFingerprint']);
	});

	it('lets n8n recognize the token as expirable', () => {
		expect(credentialType.properties.find(({ name }) => name === 'accessToken')).toMatchObject({
			type: 'hidden',
			typeOptions: { expirable: true },
		});
	});
});

describe('the credential test', () => {
	/** Does what n8n does for the test: `authenticate`, then `preAuthentication` with the same fields. */
	async function test(pbx: Pbx) {
		const data: ICredentialDataDecryptedObject = { baseUrl: pbx.baseUrl, clientId: 'n8n', apiKey: 'standin-api-key' };
		const httpRequest = async ({ url, method, headers, body }: IHttpRequestOptions) =>
			(await axios.request<unknown>({ url, method, headers: headers as Record<string, string>, data: body })).data;
		const preAuthenticate = async () => await credentialType.preAuthentication.call({ helpers: { httpRequest } }, data);
		Object.assign(data, await preAuthenticate());
		const request = structuredClone(credentialType.test.request) as IHttpRequestOptions;
		await expect(authenticate(data, request)).rejects.toMatchObject({ response: { status: 401 } });
		return await preAuthenticate();
	}

	const forbidden = (url: RegExp, body = '') => ({
		method: 'GET',
		url,
		times: Number.POSITIVE_INFINITY,
		answer: { status: 403, headers: { 'Content-Type': 'application/json' }, body },
	});

	it('is passed by a client that may read a list', async () => {
		const pbx = await startTestPbx();
		await expect(test(pbx)).resolves.toMatchObject({ accessToken: expect.any(String) as string });
		pbx.addFault(forbidden(/Users|Groups/));
		await expect(test(pbx)).resolves.toMatchObject({ accessToken: expect.any(String) as string });
	});

	it('is not passed by one that may read Defs and nothing else', async () => {
		const pbx = await startTestPbx();
		pbx.addFault(forbidden(/Users|Groups|PhoneLogos/));
		await expect(test(pbx)).rejects.toThrow(
			/can use the Configuration API, but it isn't allowed to read users, departments, or phone logos\. In the 3CX .*, and a higher role\.$/,
		);
	});

	it('is not passed by one whose refusals differ, as those of a weak role do', async () => {
		const pbx = await startTestPbx();
		pbx.addFault({ ...forbidden(/Groups/), answer: { status: 401 } });
		pbx.addFault(forbidden(/Users|PhoneLogos/));
		await expect(test(pbx)).rejects.toThrow("it isn't allowed to read users, departments, or phone logos.");
	});

	it('tells a missing license', async () => {
		const pbx = await startTestPbx();
		pbx.addFault(forbidden(/xapi/, '{"error":{"message":"WARNINGS.XAPI.INVALID_LICENSE_TYPE"}}'));
		await expect(test(pbx)).rejects.toThrow(
			"Client ID and API Key are right, but the license of the PBX doesn't include the Configuration API. The PBX says: the license " +
				"doesn't include this (WARNINGS.XAPI.INVALID_LICENSE_TYPE). The API needs an Enterprise license.",
		);
	});

	it.each([
		[
			['users'],
			'Client ID and API Key are right, but the client has no role above User. The access token names these roles: users. In the 3CX Admin ' +
				'Console, under Integrations > API, choose a department other than "System Wide", which lowers the role to User, and a higher role.',
		],
		[
			['App', 'system_admins'],
			"Client ID and API Key are right, but the client isn't allowed to use the Configuration API. The access token names these roles: App, " +
				'system_admins. In the 3CX Admin Console, under Integrations > API, select "3CX Configuration API Access" and choose a department ' +
				'other than "System Wide", which lowers the role to User, and a higher role. The license must include the API (Enterprise).',
		],
	])('tells a low role from missing access: %j', async (role, message) => {
		const pbx = await startTestPbx();
		const token = `x.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.y`;
		pbx.addFault({ url: /connect/, times: 2, answer: { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ access_token: token }) } });
		pbx.addFault(forbidden(/xapi/));
		await expect(test(pbx)).rejects.toThrow(message);
	});

	it('tells an API client without access', async () => {
		const pbx = await startTestPbx({ clients: [{ clientId: 'n8n', apiKey: 'standin-api-key', access: 'unticked' }] });
		await expect(test(pbx)).rejects.toThrow(/isn't allowed to use the Configuration API\. In the 3CX .* select "3CX Configuration API Access"/);
	});

	it.each([
		['a web page', 'text/html', '<html>Sign in</html>'],
		['text', 'text/plain', 'OK'],
		['a list', 'application/json', '[]'],
		['an object', 'application/json', '{"status":"ok"}'],
		['null', 'application/json', 'null'],
		['nothing', 'application/json', ''],
	])('is not passed where %s is the answer', async (_name, type, body) => {
		const pbx = await startTestPbx();
		pbx.addFault({ method: 'GET', url: /xapi/, times: Number.POSITIVE_INFINITY, answer: { status: 200, headers: { 'Content-Type': type }, body } });
		await expect(test(pbx)).rejects.toThrow(
			`${new URL(pbx.baseUrl).host} responds, but not as the Configuration API of a 3CX PBX. Check Base URL in the credential: it may point ` +
				'to a proxy, a login page, or another system.',
		);
	});

	it.each(['[]', '"token"', '{"access_token":28}', '', 'Sign in'])('is not passed where the token is %j', async (body) => {
		const pbx = await startTestPbx();
		pbx.addFault({ url: /connect/, times: 2, answer: { status: 200, headers: { 'Content-Type': 'application/json' }, body } });
		await expect(test(pbx)).rejects.toThrow(`${new URL(pbx.baseUrl).host} responded without an access token`);
	});

	it.each([
		[{ role: ['App', 'system_owners'] }, ['App', 'system_owners']],
		[{ role: 'users' }, ['users']],
		[{}, []],
		[null, []],
	])('reads the roles in a token: %j', (claims, roles) => {
		expect(rolesIn(`x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`)).toEqual(roles);
		expect(rolesIn('an-opaque-token')).toEqual([]);
	});
});
