import { startPbx, type Pbx } from '../index';
import { requestToken, send, signIn } from '../testClient';

describe('tokens of the mock PBX', () => {
	let pbx: Pbx;

	beforeEach(async () => {
		pbx = await startPbx();
	});

	afterEach(() => pbx.stop());

	it('answers the client-credentials grant with a JWT that carries its times', async () => {
		const { status, json } = await requestToken(pbx);
		expect(status).toBe(200);
		expect(json).toEqual({
			token_type: 'Bearer',
			expires_in: 3600,
			access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
			refresh_token: null,
		});
		const payload = String(json?.access_token).split('.')[1] ?? '';
		const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, number>;
		expect(Number(exp) - Number(iat)).toBe(3600);
		expect(Math.abs(Number(iat) - Date.now() / 1000)).toBeLessThan(60);
	});

	it.each([
		['a wrong key', { client_secret: 'wrong' }, 401, 'invalid_client'],
		['an unknown client', { client_id: 'nobody' }, 401, 'invalid_client'],
		['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
	])('refuses %s', async (_name, form, status, error) => {
		const answer = await requestToken(pbx, form);
		expect(answer.status).toBe(status);
		expect(answer.json).toEqual({ error, error_description: expect.any(String) });
		expect(pbx.tokensIssued).toBe(0);
	});

	it.each(['"a b"', 'ab'])('takes a form in parts, with the boundary %s', async (boundary) => {
		const fields = { client_id: 'n8n', client_secret: 'standin-api-key', grant_type: 'client_credentials' };
		const mark = boundary.replaceAll('"', '');
		const parts = Object.entries(fields).map(([name, value]) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
		const answer = await send(pbx, '/connect/token', {
			method: 'POST',
			headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
			body: `${parts.join('')}--${mark}--\r\n`,
		});
		expect([answer.status, typeof answer.json?.access_token]).toEqual([200, 'string']);
	});

	it('takes a token in the URL for the file of a recording only', async () => {
		const token = String((await requestToken(pbx)).json?.access_token);
		const file = '/xapi/v1/Recordings/Pbx.DownloadRecording(recId=7)';
		expect((await send(pbx, `${file}?access_token=${token}`)).status).toBe(200);
		expect((await send(pbx, `${file}?access_token=nonsense`)).status).toBe(401);
		expect((await send(pbx, file)).status).toBe(401);
		expect((await send(pbx, `/xapi/v1/Users?access_token=${token}`)).status).toBe(401);
	});

	it('refuses a body that is no form', async () => {
		const answer = await send(pbx, '/connect/token', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: '{"grant_type":"client_credentials"}',
		});
		expect(answer.status).toBe(400);
	});

	it('keeps only the newest token of a client alive', async () => {
		const first = await signIn(pbx);
		expect((await first('/Defs')).status).toBe(200);
		const second = await signIn(pbx);
		expect((await first('/Defs')).status).toBe(401);
		expect((await second('/Defs')).status).toBe(200);
		expect(pbx.tokensIssued).toBe(2);
	});

	it('keeps one token alive per client', async () => {
		pbx.setClients([
			{ clientId: 'n8n', apiKey: 'standin-api-key' },
			{ clientId: 'other', apiKey: 'other-key' },
		]);
		const first = await signIn(pbx);
		const second = await signIn(pbx, { client_id: 'other', client_secret: 'other-key' });
		expect((await first('/Defs')).status).toBe(200);
		expect((await second('/Defs')).status).toBe(200);
	});

	it('answers 401 without a living token, with an empty body', async () => {
		const attempts: Record<string, string>[] = [
			{},
			{ Authorization: 'Bearer nonsense' },
			{ Authorization: 'Basic bjhu' },
		];
		for (const headers of attempts) {
			const answer = await send(pbx, '/xapi/v1/Defs', { headers });
			expect(answer.status).toBe(401);
			expect(answer.text).toBe('');
			expect(answer.headers['www-authenticate']).toBe('Bearer');
			expect(answer.headers['x-3cx-version']).toBe('20.0.10.100');
		}
	});

	it('lets tokens expire, be killed, and die with their client or its key', async () => {
		const call = await signIn(pbx);
		pbx.killTokens();
		expect((await call('/Defs')).status).toBe(401);

		const again = await signIn(pbx);
		pbx.setClients([{ clientId: 'n8n', apiKey: 'new-key' }]);
		expect((await again('/Defs')).status).toBe(401);
		expect((await requestToken(pbx)).status).toBe(401);

		const shortLived = await startPbx({ tokenLifetimeSeconds: 0 });
		const expired = await signIn(shortLived);
		expect((await expired('/Defs')).status).toBe(401);
		await shortLived.stop();
	});

	it('answers 403 to a client without the access ticked', async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: 'standin-api-key', access: 'unticked' }]);
		const call = await signIn(pbx);
		expect((await call('/Defs')).status).toBe(403);
		expect((await call("/PhoneLogos('old-2021.bmp')", { method: 'DELETE' })).status).toBe(403);
		expect(pbx.rows('PhoneLogos')).toHaveLength(12);
	});
});
