import { createServer } from 'node:net';
import { generate } from 'selfsigned';
import type { IRun, NodeApiError } from 'n8n-workflow';
import { jsonOf } from '../../../engine';
import { setUp, startTestPbx, type Setting } from '../../../engine/setUp';
import { addCredential, createThreeCxEngine, deleteLogo, getLogos, runNode } from '../../../engine/threeCx';
import type { Fault, PbxOptions } from '../../../pbx';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const KEY = 'standin-api-key';
const errorOf = (run: IRun) => run.data.resultData.error as NodeApiError;
const html = { 'content-type': 'text/html' };
const always = { times: Number.POSITIVE_INFINITY };

/** Deletes old-2021.bmp while the PBX answers as told. */
async function deleteWith(answer: Fault['answer'], options?: PbxOptions, ifMatch?: string) {
	const setting = await setUp(options);
	if (answer) setting.pbx.addFault({ ...always, method: 'DELETE', answer });
	const { engine, credential } = setting;
	const parameters = { ...deleteLogo('old-2021.bmp', ifMatch), options: { waitForPbx: 0 } };
	const run = await runNode(engine, { parameters, credential });
	return { ...setting, error: errorOf(run) };
}

const hostOf = ({ pbx }: Pick<Setting, 'pbx'>) => new URL(pbx.baseUrl).host;

describe('what a user reads when the PBX answers', () => {
	it('401, whatever token it gets', async () => {
		const result = await deleteWith({ status: 401 });
		expect(result.error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			message: `The PBX at ${hostOf(result)} didn't accept the access token (HTTP 401)`,
			context: { itemIndex: 0 },
		});
		expect(result.error.description).toMatch(/^Open the 3CX API credential and test it\. In the 3CX Admin Console,/);
		expect(result.pbx.tokensIssued).toBeLessThanOrEqual(5);
	});

	it('403', async () => {
		const { error } = await deleteWith({ status: 403 });
		expect(error).toMatchObject({
			httpCode: '403',
			message: 'The API client isn\'t allowed to use "Delete Phone Logo" (HTTP 403)',
		});
		expect(error.description).toContain('"3CX Configuration API Access" is selected');
		expect(error.description).toContain('"System Wide"');
		expect(error.description).toContain('role');
	});

	it('404', async () => {
		const { engine, credential } = await setUp();
		const error = errorOf(await runNode(engine, { parameters: deleteLogo('nope.png'), credential }));
		expect(error).toMatchObject({ httpCode: '404', message: 'The PBX has no phone logo "nope.png" (HTTP 404)' });
		expect(error.description).toContain('Check Filename: it must match exactly');
		expect(error.description).toContain('"Get Many Phone Logos" shows what exists');
		expect(error.description).toContain('your 3CX version doesn\'t support this operation');
	});

	it('404 for a whole list', async () => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({ method: 'GET', answer: { status: 404 } });
		const error = errorOf(await runNode(engine, { parameters: getLogos(), credential }));
		expect(error.message).toBe('The PBX doesn\'t know "Get Many Phone Logos" (HTTP 404)');
		expect(error.description).toContain('Your 3CX version may not support this operation');
	});

	it('412', async () => {
		const { error } = await deleteWith(undefined, { etags: 'optional' }, 'W/"stale"');
		expect(error).toMatchObject({
			httpCode: '412',
			message:
				'The phone logo "old-2021.bmp" has changed since its ETag was read (HTTP 412), so it was left unchanged',
		});
		expect(error.description).toBe(
			'If Match contains an outdated ETag. Read the phone logo again with "Get Many Phone Logos" and use its ' +
				'current "@odata.etag", or leave If Match empty to ignore changes.',
		);
	});

	it('428', async () => {
		const { error } = await deleteWith(undefined, { etags: 'demanded' });
		expect(error).toMatchObject({
			httpCode: '428',
			message: 'The PBX requires an ETag for the phone logo "old-2021.bmp" (HTTP 428)',
		});
		expect(error.description).toBe(
			'Fill in If Match. Read the phone logo again with "Get Many Phone Logos" and map its "@odata.etag", or enter * to ' +
				'ignore changes.',
		);
	});

	it('400 with details in words', async () => {
		const details = [
			{ code: '', message: 'WARNINGS.XAPI.ALREADY_IN_USE', target: 'Number' },
			{ code: '', message: 'Too long', target: '' },
		];
		const body = JSON.stringify({ error: { code: '', message: 'Number:\nWARNINGS.XAPI.ALREADY_IN_USE', details } });
		const { error } = await deleteWith({ status: 400, headers: { 'content-type': 'application/json' }, body });
		expect(error.message).toBe(
			'The PBX rejected "Delete Phone Logo" as invalid (HTTP 400): ' +
				'Number: already in use; choose another value (WARNINGS.XAPI.ALREADY_IN_USE); Too long',
		);
		expect(error.context.data).toEqual({
			details: [
				{ target: 'Number', message: 'already in use; choose another value (WARNINGS.XAPI.ALREADY_IN_USE)' },
				{ target: '', message: 'Too long' },
			],
		});
	});

	it('400 for a filter that the PBX does not understand', async () => {
		const { engine, credential } = await setUp();
		const parameters = getLogos({ returnAll: true, options: { filter: 'Filename is nice' } });
		const error = errorOf(await runNode(engine, { parameters, credential }));
		expect(error.message).toMatch(/^The PBX rejected "Get Many Phone Logos" as invalid \(HTTP 400\): ./);
		expect(error.description).toContain('Check Filter, Select, Expand and Order By');
	});

	it.each([
		[{ status: 500 }, 'The PBX couldn\'t complete "Delete Phone Logo" (HTTP 500)', 'The request may have taken effect'],
		[{ status: 405 }, 'The PBX doesn\'t support "Delete Phone Logo" (HTTP 405)', 'may not exist in your 3CX version'],
		[{ status: 409 }, 'The PBX rejected "Delete Phone Logo" (HTTP 409)', 'Check the parameters'],
		[
			{ status: 400, headers: { 'content-type': 'application/problem+json' }, body: '{"title":"Bad key"}' },
			'The PBX rejected "Delete Phone Logo" as invalid (HTTP 400): Bad key',
			'Check Filename',
		],
		[{ status: 400, body: 'plain text' }, 'The PBX rejected "Delete Phone Logo" as invalid (HTTP 400)', 'Check Filename'],
	])('%j', async (answer, message, remedy) => {
		const { error } = await deleteWith(answer);
		expect(error).toMatchObject({ httpCode: String(answer.status), message });
		expect(error.description).toContain(remedy);
	});

	it.each([
		[{ status: 502, headers: html, body: '<html>Bad Gateway</html>' }, "couldn't reach the PBX behind it (HTTP 502)"],
		[{ status: 503 }, "couldn't reach the PBX behind it (HTTP 503)"],
		[{ status: 404, headers: html, body: '<html>nginx</html>' }, 'returned a web page instead of API data (HTTP 404)'],
		[{ status: 302, headers: { location: 'https://elsewhere.example/' } }, 'responded with a redirect (HTTP 302)'],
	])('%j, naming the host', async (answer, message) => {
		const result = await deleteWith(answer);
		expect(result.error.message).toBe(`${hostOf(result)} ${message}`);
		expect(result.error.description).not.toBe('');
	});

	it('429 with Retry-After', async () => {
		const result = await deleteWith({ status: 429, headers: { 'retry-after': '30' } });
		expect(result.error.message).toBe(`The PBX at ${hostOf(result)} is receiving too many requests and asks to wait 30 seconds (HTTP 429)`);
		expect(result.error.description).toContain('Nothing more is sent until then.');
	});
});

describe('what a user reads when no answer comes', () => {
	async function runAgainst(baseUrl: string, parameters = getLogos({ returnAll: true, options: { waitForPbx: 0 } })) {
		const engine = createThreeCxEngine();
		const credential = addCredential(engine, { baseUrl });
		return errorOf(await runNode(engine, { parameters, credential }));
	}

	it('refused connection', async () => {
		const pbx = await startTestPbx();
		const { baseUrl } = pbx;
		await pbx.stop();
		const error = await runAgainst(baseUrl);
		expect(error).toMatchObject({
			httpCode: 'ECONNREFUSED',
			message: `${new URL(baseUrl).host} refuses connections`,
		});
		expect(error.description).toContain('usually 5001 for self-hosted');
	});

	it('unknown host', async () => {
		const error = await runAgainst('https://pbx.invalid');
		expect(error.message).toBe("The host name pbx.invalid couldn't be resolved");
		expect(error.description).toContain('Check the spelling of Base URL');
	});

	it('a certificate of its own, unless SSL issues are ignored', async () => {
		const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
		const tls = { key: pems.private, cert: pems.cert };
		const { pbx, engine, credential } = await setUp({ tls });
		const error = errorOf(await runNode(engine, { parameters: getLogos(), credential }));
		expect(error.message).toBe(
			`The TLS certificate of ${new URL(pbx.baseUrl).host} isn't trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
		);
		expect(error.description).toContain('"Ignore SSL Issues"');

		engine.credentials.edit(credential, { allowUnauthorizedCerts: true });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(jsonOf(run, '3CX')).toHaveLength(12);
	});

	it('https towards a port that speaks http', async () => {
		const pbx = await startTestPbx();
		const error = await runAgainst(pbx.baseUrl.replace('http:', 'https:'));
		expect(error.message).toMatch(/doesn't use the protocol in Base URL \((EPROTO|ERR_SSL_.*)\)$/);
	});

	it('a connection that is cut', async () => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({ ...always, method: 'DELETE', drop: 'before' });
		const parameters = { ...deleteLogo('a.png'), options: { waitForPbx: 0 } };
		const error = errorOf(await runNode(engine, { parameters, credential }));
		expect(error.message).toBe(`${new URL(pbx.baseUrl).host} closed the connection before responding`);
		expect(error.description).toContain('The request may have taken effect');
	});

	it('something that is no HTTP server', async () => {
		const server = createServer((socket) => socket.end('220 smtp ready\r\n')).listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as { port: number };
		const error = await runAgainst(`http://127.0.0.1:${port}`);
		server.close();
		expect(error.message).toMatch(/^127\.0\.0\.1:\d+ doesn't use the protocol in Base URL \(HPE_/);
	});

	it('a Base URL without scheme', async () => {
		const error = await runAgainst('pbx.example.com');
		expect(error.name).toBe('NodeOperationError');
		expect(error.message).toContain('Base URL must start with https://');
		expect(error.context.itemIndex).toBe(0);
	});
});

describe('what a user reads when the key is not accepted', () => {
	it('a wrong key stops after one exchange, for all items', async () => {
		const { pbx, engine, credential } = await setUp(undefined, { apiKey: 'wrong-key-123' });
		const items = Array.from({ length: 20 }, (_, index) => ({ Filename: `${index}.png` }));
		const run = await runNode(engine, {
			parameters: deleteLogo('={{ $json.Filename }}'),
			credential,
			items,
			onError: 'continueRegularOutput',
		});
		const output = jsonOf(run, '3CX');
		expect(output).toHaveLength(20);
		for (const { error } of output) {
			expect(error).toBe(`The PBX at ${hostOf({ pbx })} doesn't accept this Client ID with this API key`);
		}
		expect(pbx.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /connect/token']);
	});

	it('an API key without Client ID, which is taken for a token', async () => {
		const { pbx, engine, credential } = await setUp(undefined, { clientId: '' });
		const error = errorOf(await runNode(engine, { parameters: getLogos(), credential }));
		expect(error).toMatchObject({
			httpCode: '401',
			message: `The PBX at ${hostOf({ pbx })} doesn't accept the API key as an access token`,
		});
		expect(error.description).toContain('Enter the Client ID');
	});
});

describe('secrets', () => {
	it('stay out of errors, even where the PBX repeats them', async () => {
		const { pbx, engine, credential } = await setUp();
		const opaque = { token_type: 'Bearer', expires_in: 60, access_token: 'opaque-1' };
		pbx.addFault({ url: /connect/, answer: { status: 200, body: JSON.stringify(opaque) } });
		pbx.addFault({
			...always,
			method: 'DELETE',
			answer: {
				status: 400,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ error: { message: `key ${KEY}, Bearer eyJhbGci.eyJpc3Mi.c2lnbmF0, token opaque-1` } }),
			},
		});
		const run = await runNode(engine, { parameters: deleteLogo('a.png'), credential });
		const written = JSON.stringify(run) + JSON.stringify(errorOf(run)) + String(errorOf(run).stack);
		const { accessToken } = engine.credentials.read(credential);
		expect(errorOf(run).message).toContain('key ***, Bearer ***, token ***');
		expect(written).not.toContain(KEY);
		expect(written).not.toContain('eyJ');
		expect(written).not.toContain('opaque-1');
		expect(accessToken).toBe('opaque-1');
	});
});
