import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { NODE_TYPE } from '../engine/workflows';
import { startPbx, type Pbx } from '../pbx';
import { API_KEY, createCredential } from './credential';
import { describeMcpServer } from './examples/mcpServer';
import { wantedN8nVersion } from './n8n/install';
import { startN8n, type N8nInstance } from './n8n/instance';
import { filesHolding, tokensSeenBy } from './n8n/secrets';
import { packedTarball } from './workflows';

let pbx: Pbx;
let n8n: N8nInstance;
/** Every token that went to the PBX. */
const tokens = new Set<string>();

beforeAll(async () => {
	pbx = await startPbx();
	n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
});

afterAll(async () => {
	// Undefined where the start itself did not succeed.
	await (n8n as N8nInstance | undefined)?.stop();
	await pbx.stop();
});

afterEach(() => {
	pbx.clearFaults();
	pbx.setClients([{ clientId: 'n8n', apiKey: API_KEY }]);
	for (const token of tokensSeenBy(pbx)) tokens.add(token);
	pbx.requests.length = 0;
});

describe('the package in a real n8n', () => {
	it('offers node, tool and credential, with icons and codex', async () => {
		const nodes = await n8n.api.get<INodeTypeDescription[]>('/types/nodes.json');
		const node = nodes.find(({ name }) => name === NODE_TYPE);
		expect(node).toMatchObject({ displayName: '3CX', codex: { categories: ['Communication'] } });
		expect(nodes.map(({ name }) => name)).toContain(`${NODE_TYPE}Tool`);

		const credentials = await n8n.api.get<ICredentialType[]>('/types/credentials.json');
		const credential = credentials.find(({ name }) => name === 'threeCxApi');
		const icons = [node?.iconUrl, credential?.iconUrl].flatMap((icon) => Object.values<string>(icon ?? {}));
		expect(icons).toHaveLength(4);
		for (const icon of icons) {
			const response = await n8n.api.fetch(`/${icon}`);
			expect(response.headers.get('content-type')).toContain('image/svg+xml');
		}
	});

	it.each(['delete', 'getAll'])('serves the output schema of phoneLogo %s', async (operation) => {
		const schema = await n8n.api.get<object>(`/schemas/${NODE_TYPE}/1.0.0/phoneLogo/${operation}.json`);
		expect(schema).toMatchObject({ type: 'object', properties: { Filename: { type: 'string' } } });
	});

	it('lists phone logos for the editor', async () => {
		const { id, name } = await createCredential(n8n, pbx);
		const answer = await n8n.api.post<{ results: { value: string }[] }>(
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
				path: 'parameters.filename',
				methodName: 'searchKeys',
				currentNodeParameters: { authentication: 'apiKey', resource: 'phoneLogo', operation: 'delete' },
				credentials: { threeCxApi: { id, name } },
				filter: "o'b",
			},
		);
		expect(answer.results.map(({ value }) => value)).toEqual(["old-o'brien & sons.png"]);
	});
});

/** What the test says of a new credential. */
async function testNew(data: Record<string, unknown> = {}) {
	const { id } = await createCredential(n8n, pbx, data);
	return await n8n.api.testSavedCredential(id);
}

const host = () => new URL(pbx.baseUrl).host;
const SUCCESS = { status: 'OK', message: 'Connection successful!' };

describe('credential test', () => {
	it('succeeds with the right key, also with a pasted API path', async () => {
		await expect(testNew()).resolves.toEqual(SUCCESS);
		await expect(testNew({ baseUrl: `${pbx.baseUrl}/xapi/v1/` })).resolves.toEqual(SUCCESS);
		const asked = new Set(pbx.requests.map(({ method, url }) => `${method} ${url}`));
		expect(asked).toEqual(new Set(['POST /connect/token', 'GET /xapi/v1/Defs?$select=Id', 'GET /xapi/v1/Users?$top=1&$select=Id']));
		for (const { headers } of pbx.requests) expect(headers).not.toHaveProperty('x-threecx-credential-test');
	});

	it('succeeds with a living token as API key and an empty Client ID', async () => {
		await expect(testNew()).resolves.toEqual(SUCCESS);
		const token = String(pbx.requests.at(-1)?.headers.authorization).replace('Bearer ', '');
		await expect(testNew({ clientId: '', apiKey: token })).resolves.toEqual(SUCCESS);
	});

	it('names a wrong key, after one exchange', async () => {
		const { status, message } = await testNew({ apiKey: 'wrong' });
		expect(status).toBe('Error');
		expect(message).toContain(`The PBX at ${host()} doesn't accept this Client ID with this API key. Compare both`);
		expect(pbx.requests).toHaveLength(1);
	});

	it('names what a client without access lacks', async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: API_KEY, access: 'unticked' }]);
		const { status, message } = await testNew();
		expect(status).toBe('Error');
		expect(message).toContain('select "3CX Configuration API Access" and choose a department other than "System Wide"');
	});

	it.each([
		['https://pbx.invalid', "The host name pbx.invalid couldn't be resolved. Check the spelling of Base URL"],
		['http://127.0.0.1:1', '127.0.0.1:1 refuses connections. Check the port in Base URL'],
		['pbx.example.com', 'Base URL must start with https:// (or http://)'],
	])('explains Base URL %s', async (baseUrl, words) => {
		const { status, message } = await testNew({ baseUrl });
		expect(status).toBe('Error');
		expect(message).toContain(words);
	});

	it('explains an API key without Client ID', async () => {
		const { message } = await testNew({ clientId: '' });
		expect(message).toContain('doesn\'t accept the API key as an access token');
	});

	it('tells the truth after edits, and keeps the old token from the new host', async () => {
		const { id } = await createCredential(n8n, pbx);
		await expect(n8n.api.testSavedCredential(id)).resolves.toEqual(SUCCESS);
		const oldToken = pbx.requests.at(-1)?.headers.authorization;
		expect(oldToken).toMatch(/^Bearer eyJ/);

		await n8n.api.editCredential(id, { apiKey: 'wrong' });
		await expect(n8n.api.testSavedCredential(id)).resolves.toMatchObject({ status: 'Error' });

		const other = await startPbx();
		try {
			await n8n.api.editCredential(id, { apiKey: API_KEY, baseUrl: other.baseUrl });
			await expect(n8n.api.testSavedCredential(id)).resolves.toEqual(SUCCESS);
			const bearers = other.requests.map(({ headers }) => headers.authorization).filter(Boolean);
			expect(new Set(bearers).size).toBe(1);
			expect(bearers).not.toContain(oldToken);
		} finally {
			await other.stop();
		}

		// The token is stored and alive, but the PBX is gone: still words and no bare code.
		await expect(n8n.api.testSavedCredential(id)).resolves.toMatchObject({
			status: 'Error',
			message: expect.stringContaining('refuses connections') as string,
		});
	});

	it('tells the truth where the key was withdrawn while its token lives', async () => {
		// A client of its own: its key stays refused for a while, and other tests go on with theirs.
		const clientId = 'withdrawn';
		pbx.setClients([{ clientId, apiKey: API_KEY }]);
		const { id } = await createCredential(n8n, pbx, { clientId });
		await expect(n8n.api.testSavedCredential(id)).resolves.toEqual(SUCCESS);
		pbx.setClients([{ clientId, apiKey: 'a-new-key' }]);
		await expect(n8n.api.testSavedCredential(id)).resolves.toMatchObject({ status: 'Error' });
	});

	it('sends neither key nor token to the browser', async () => {
		const { id } = await createCredential(n8n, pbx);
		await n8n.api.testSavedCredential(id);
		const shown = JSON.stringify(await n8n.api.readCredential(id));
		expect(shown).not.toContain(API_KEY);
		expect(shown).not.toContain('eyJ');
		expect(n8n.log()).not.toContain(API_KEY);
	});
});

describeMcpServer(() => ({ n8n, pbx }));

describe('what all of this leaves behind', () => {
	it('is no key and no token, in database, log or files', () => {
		expect(tokens.size).toBeGreaterThan(0);
		expect(filesHolding(n8n.folder, [API_KEY, ...tokens])).toEqual([]);
		// The search does find what is there.
		expect(filesHolding(n8n.folder, [n8n.email]).length).toBeGreaterThan(0);
	});
});
