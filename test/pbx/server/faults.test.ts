import net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { hold, settle } from '../../hold';
import { faults, startPbx, type Pbx } from '../index';
import { usePbx } from '../setUp';
import { requestToken, send, signIn } from '../testClient';

const LOGO = "/PhoneLogos('old-2021.bmp')";

const setting = usePbx('each');

async function statuses(count: number): Promise<number[]> {
	const answers: number[] = [];
	for (let sent = 0; sent < count; sent += 1) answers.push((await setting.call('/Defs')).status);
	return answers;
}

/** Resolves once the PBX has handled another request, be it without an answer. */
async function untilRecorded(count: number): Promise<void> {
	while (setting.pbx.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('faults', () => {
	it('come in order, skip, match and end', async () => {
		setting.pbx.addFault({ url: /Defs/g, times: 2, after: 1, answer: { status: 500 } });
		setting.pbx.addFault({ method: 'get', answer: { status: 429, headers: { 'Retry-After': '2' } } });
		setting.pbx.addFault({ method: 'DELETE', times: Infinity, answer: { status: 503 } });
		expect(await statuses(4)).toEqual([429, 500, 500, 200]);
		expect((await setting.call(LOGO, { method: 'DELETE' })).status).toBe(503);
		setting.pbx.clearFaults();
		expect((await setting.call(LOGO, { method: 'DELETE' })).status).toBe(204);
	});

	it('answer as the ready-made ones say, and spare the token endpoint', async () => {
		setting.pbx.addFault(faults.tooManyRequests(7));
		setting.pbx.addFault(faults.emptyServerError());
		setting.pbx.addFault(faults.badGatewayHtml());
		setting.pbx.addFault(faults.serviceUnavailable());
		setting.call = await signIn(setting.pbx);
		expect((await setting.call('/Defs')).headers['retry-after']).toBe('7');
		const empty = await setting.call('/Defs');
		expect([empty.status, empty.text]).toEqual([500, '']);
		const html = await setting.call('/Defs');
		expect([html.status, html.headers['content-type']]).toEqual([502, 'text/html']);
		expect(html.text).toContain('<html>');
		expect(await statuses(2)).toEqual([503, 200]);
	});

	it('hold requests until so many wait at the same time, and let later ones pass', async () => {
		setting.pbx.addFault({ times: Infinity, gather: 3 });
		const first = [statuses(1), statuses(1)];
		while (setting.pbx.inFlight < 2) await turn();
		await settle();
		expect(setting.pbx.requests.filter(({ url }) => url.includes('Defs'))).toEqual([]);
		expect(await Promise.all([...first, statuses(2)])).toEqual([[200], [200], [200, 200]]);
		expect(setting.pbx.maxInFlight).toBe(3);
	});

	it('hold requests until a promise settles', async () => {
		const { until, release } = hold();
		setting.pbx.addFault({ until });
		const held = statuses(1);
		while (setting.pbx.inFlight < 1) await turn();
		await settle();
		expect(setting.pbx.inFlight).toBe(1);
		release();
		expect(await held).toEqual([200]);
	});

	it('break the connection before or after the request took effect', async () => {
		setting.pbx.addFault(faults.droppedBefore());
		await expect(setting.call(LOGO, { method: 'DELETE' })).rejects.toThrow();
		expect(setting.pbx.rows('PhoneLogos')).toHaveLength(12);
		setting.pbx.addFault(faults.droppedAfter());
		await expect(setting.call(LOGO, { method: 'DELETE' })).rejects.toThrow();
		expect(setting.pbx.rows('PhoneLogos')).toHaveLength(11);
		expect(setting.pbx.requests.slice(-2).map(({ status }) => status)).toEqual([0, 0]);
	});

	it('kill tokens and run code just before handling', async () => {
		setting.pbx.addFault(faults.tokenKilled());
		expect((await setting.call('/Defs')).status).toBe(401);
		setting.call = await signIn(setting.pbx);
		setting.pbx.addFault({ method: 'DELETE', run: (running) => void running.remove('PhoneLogos', 'old-2021.bmp') });
		expect((await setting.call(LOGO, { method: 'DELETE' })).status).toBe(404);
	});

	it('delay answers', async () => {
		setting.pbx.addFault(faults.slow(20));
		const started = performance.now();
		expect(await statuses(1)).toEqual([200]);
		expect(performance.now() - started).toBeGreaterThanOrEqual(19);
	});

	it('wait for what they run, and the number of requests in flight is counted', async () => {
		await statuses(2);
		expect(setting.pbx.maxInFlight).toBe(1);
		// Each waits for the others, however slowly they come.
		const meet = async (running: Pbx) => {
			while (running.maxInFlight < 3) await new Promise((resolve) => setImmediate(resolve));
		};
		setting.pbx.addFault({ url: /Defs/, times: 3, run: meet });
		await Promise.all([setting.call('/Defs'), setting.call('/Defs'), setting.call('/Defs'), requestToken(setting.pbx)]);
		expect(setting.pbx.maxInFlight).toBe(3);
	});
});

describe('recording', () => {
	it('keeps raw URL, headers, body and status, token requests included', async () => {
		await setting.call('/PhoneLogos?%24top=1', { headers: { 'X-Test': 'yes' } });
		expect(setting.pbx.requests.map(({ method, url, status }) => [method, url, status])).toEqual([
			['POST', '/connect/token', 200],
			['GET', '/xapi/v1/PhoneLogos?%24top=1', 200],
		]);
		expect(setting.pbx.requests[0]?.body).toContain('grant_type=client_credentials');
		expect(setting.pbx.requests[1]?.headers['x-test']).toBe('yes');
	});

	it('cuts bodies at 64 KB and answers 404 elsewhere', async () => {
		const answer = await send(setting.pbx, '/elsewhere', { method: 'POST', body: 'x'.repeat(100_000) });
		expect(answer.status).toBe(404);
		expect(setting.pbx.requests.at(-1)?.body).toHaveLength(65_536);
	});
});

describe('stop', () => {
	it('ends hanging, delayed and idle connections at once', async () => {
		const idle = net.connect(setting.pbx.port, '127.0.0.1');
		const idleClosed = new Promise((resolve) => idle.on('close', resolve));
		setting.pbx.addFault(faults.hangs());
		setting.pbx.addFault(faults.slow(60_000));
		const hanging = [setting.call('/Defs'), setting.call('/Defs')].map((reply) => expect(reply).rejects.toThrow());
		await untilRecorded(2);
		// Far sooner than the delayed answer: the test would run out of its time.
		await setting.pbx.stop();
		await Promise.all([...hanging, idleClosed]);
		await expect(send(setting.pbx, '/xapi/v1/Defs')).rejects.toThrow();
		await setting.pbx.stop();
	});

	it('frees its port, and a used port is an error', async () => {
		const port = setting.pbx.port;
		await expect(startPbx({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		await setting.pbx.stop();
		setting.pbx = await startPbx({ port });
		expect(setting.pbx.baseUrl).toBe(`http://127.0.0.1:${port}`);
	});
});
