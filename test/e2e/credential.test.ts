import { startPbx, type Pbx } from '../pbx';
import { freePort } from './n8n/ports';
import { pbxCredential } from './n8n/examples';
import type { N8nInstance } from './n8n/instance';
import { startN8nUnderTest } from './underTest';

const UNTICKED = { clientId: 'unticked', apiKey: 'unticked-key', access: 'unticked' } as const;
const OTHER_CLIENT = { clientId: 'n8n', apiKey: 'key-of-the-other-pbx' };

let n8n: N8nInstance;
let pbx: Pbx;

beforeAll(async () => {
	n8n = await startN8nUnderTest();
});

afterAll(async () => await n8n?.stop());

beforeEach(async () => {
	pbx = await startPbx({ clients: [{ clientId: 'n8n', apiKey: 'standin-api-key' }, UNTICKED] });
});

afterEach(async () => await pbx.stop());

/** What the editor's dialog shows for a saved credential with these settings. */
async function testNew(changes: Record<string, unknown>) {
	const credential = pbxCredential(pbx.baseUrl);
	const data = { ...credential.data, ...changes };
	const { id } = await n8n.api.createCredential({ ...credential, data });
	return await n8n.api.testSavedCredential(id);
}

function bearersSeenBy(server: Pbx): unknown[] {
	return server.requests.map(({ headers }) => headers.authorization).filter((bearer) => bearer !== undefined);
}

describe('the credential test', () => {
	it('passes with the right key', async () => {
		expect(await testNew({})).toMatchObject({ status: 'OK' });
		expect(pbx.tokensIssued).toBe(1);
	});

	it('passes with a living token as API key and an empty Client ID', async () => {
		await testNew({});
		const apiKey = String(bearersSeenBy(pbx).at(-1)).replace('Bearer ', '');
		expect(await testNew({ clientId: '', apiKey })).toMatchObject({ status: 'OK' });
	});

	it('names Client ID and API Key when the key is wrong', async () => {
		const result = await testNew({ apiKey: 'wrong-key' });
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/does not accept this Client ID with this API Key/),
		});
		expect(result.message).not.toContain('wrong-key');
	});

	it('names the address when nothing listens there', async () => {
		const port = await freePort();
		expect(await testNew({ baseUrl: `http://127.0.0.1:${port}` })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining(`127.0.0.1:${port}`),
		});
	});

	it('tells a client without access which box to tick', async () => {
		const { clientId, apiKey } = UNTICKED;
		expect(await testNew({ clientId, apiKey })).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('3CX Configuration API Access'),
		});
	});

	it('refuses a base URL without scheme', async () => {
		expect(await testNew({ baseUrl: 'pbx.example.com' })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/Base URL/),
		});
	});
});

describe('after an edit', () => {
	let id: string;

	beforeEach(async () => {
		id = (await n8n.api.createCredential(pbxCredential(pbx.baseUrl))).id;
		expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'OK' });
	});

	it('fails when the key became wrong, although a living token is stored', async () => {
		await n8n.api.editCredential(id, { apiKey: 'wrong-key' });
		expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'Error' });
	});

	it('fails when the key was withdrawn at the PBX', async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: 'a-new-key' }]);
		expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'Error' });
	});

	it('passes again after the right key is entered', async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: 'a-new-key' }]);
		await n8n.api.editCredential(id, { apiKey: 'a-new-key' });
		expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'OK' });
	});

	it('never shows the token of the old PBX to a new one', async () => {
		const other = await startPbx({ clients: [OTHER_CLIENT] });
		try {
			const oldBearers = bearersSeenBy(pbx);
			expect(oldBearers).not.toHaveLength(0);
			await n8n.api.editCredential(id, { baseUrl: other.baseUrl });
			expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'Error' });
			await n8n.api.editCredential(id, { apiKey: OTHER_CLIENT.apiKey });
			expect(await n8n.api.testSavedCredential(id)).toMatchObject({ status: 'OK' });
			expect(bearersSeenBy(other)).not.toHaveLength(0);
			for (const bearer of bearersSeenBy(other)) expect(oldBearers).not.toContain(bearer);
		} finally {
			await other.stop();
		}
	});

	it('does not send token or key to the browser', async () => {
		const answer = await n8n.api.fetch(`/rest/credentials/${id}?includeData=true`);
		const text = await answer.text();
		expect(text).not.toContain('standin-api-key');
		for (const bearer of bearersSeenBy(pbx)) {
			expect(text).not.toContain(String(bearer).replace('Bearer ', ''));
		}
	});
});
