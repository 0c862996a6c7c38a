import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { addCredential, createThreeCxEngine, getLogos, runNode } from '../../../engine/threeCx';

const running: ReturnType<typeof createServer>[] = [];

afterEach(() => {
	for (const server of running.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** Lists phone logos of a server that takes any token and answers every list as told. */
async function listFrom(answer: (response: ServerResponse) => void, options: INodeParameters = {}) {
	const server = createServer((request, response) => {
		if (request.url === '/connect/token') {
			response.setHeader('Content-Type', 'application/json');
			response.end('{"access_token":"a-token-of-the-pbx"}');
		} else answer(response);
	});
	running.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const engine = createThreeCxEngine();
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const credential = addCredential(engine, { baseUrl });
	const parameters = getLogos({ returnAll: true, options: { waitForPbx: 0, ...options } as INodeParameters });
	const run = await runNode(engine, { parameters, credential });
	return run.data.resultData.error;
}

const asJson = (response: ServerResponse) => response.setHeader('Content-Type', 'application/json');

describe('a PBX, or whatever answers in its place,', () => {
	it.each<[string, (response: ServerResponse) => void, RegExp]>([
		['cuts its JSON short', (response) => asJson(response).end('{"value":[{"Filename":"a.png"},{"Fil'), /^The response from the PBX is incomplete$/],
		['sends a web page', (response) => response.setHeader('Content-Type', 'text/html').end('<html>Hi</html>'), /returned a web page instead of a list$/],
		['sends a web page that calls itself JSON', (response) => asJson(response).end('<!doctype html>'), /^The response from the PBX is incomplete$/],
		['sends text', (response) => response.end('fine'), /returned something other than a list$/],
		['sends nothing', (response) => response.end(), /returned something other than a list$/],
		['sends a number', (response) => asJson(response).end('42'), /returned something other than a list$/],
		['sends an object without rows', (response) => asJson(response).end('{"value":{}}'), /returned something other than a list$/],
		['promises more bytes than it sends', (response) => { asJson(response).writeHead(200, { 'Content-Length': '1000' }); response.write('{"value":['); response.destroy(); }, /closed the connection before responding|is not complete$/],
	])('%s', async (_name, answer, message) => {
		const error = await listFrom(answer);
		expect(error?.message).toMatch(message);
		expect(error?.description).not.toBe('');
	});

	it('sends rows that are no objects', async () => {
		expect(await listFrom((response) => asJson(response).end('{"value":[1,"two",null,{"Filename":"a.png"}]}'))).toBeUndefined();
	});

	it('sends 50 MB: stops reading at 32, with a message', async () => {
		let sent = 0;
		const piece = Buffer.alloc(1024 * 1024, ' ');
		const error = await listFrom((response) => {
			asJson(response);
			const push = () => {
				while (sent < 50 && !response.destroyed) {
					sent += 1;
					if (!response.write(piece)) {
						response.once('drain', push);
						return;
					}
				}
				response.end('{"value":[]}');
			};
			push();
		});
		expect(error?.message).toBe('The response from the PBX is larger than 32 MB');
		expect(error?.description).toContain('use a filter');
		expect(sent).toBeLessThan(50);
	});

	it('drips: gives up when time is over', async () => {
		const timers: NodeJS.Timeout[] = [];
		const error = await listFrom(
			(response) => {
				asJson(response).write('{"value":[');
				timers.push(setInterval(() => response.write(' '), 50));
			},
			{ timeout: 1 },
		);
		timers.forEach(clearInterval);
		expect(error?.message).toBe('The response from the PBX took too long to arrive');
	});

	it('refuses slowly and at length: tells the status all the same', async () => {
		const error = await listFrom((response) => {
			response.writeHead(400, { 'Content-Type': 'application/json' });
			response.end(`{"error":{"message":"${'x'.repeat(200_000)}"}}`);
		});
		expect(error?.message).toBe('The PBX rejected "Get Many Phone Logos" as invalid (HTTP 400)');
	});
});
