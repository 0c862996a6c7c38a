import { brotliCompressSync, gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { setUp } from '../../../engine/setUp';
import { jsonOf } from '../../../engine';
import { deleteLogo, getLogos, runNode } from '../../../engine/threeCx';
import type { Fault } from '../../../pbx';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const asJson = { 'Content-Type': 'application/json' };
/** Long and not like itself, so that half of it decompresses to something. */
const text = Buffer.from(JSON.stringify({ Id: 7, Number: '103', Padding: randomBytes(100_000).toString('hex') }));

/** Answers with a good status that nobody can read. */
const unreadable: [string, Fault['answer']][] = [
	['broken gzip', { status: 200, headers: { ...asJson, 'Content-Encoding': 'gzip' }, body: Buffer.from('not gzip at all') }],
	['gzip cut short', { status: 200, headers: { ...asJson, 'Content-Encoding': 'gzip' }, body: gzipSync(text).subarray(0, 50_000) }],
	['broken brotli', { status: 200, headers: { ...asJson, 'Content-Encoding': 'br' }, body: Buffer.from('not brotli at all') }],
	['brotli cut short', { status: 200, headers: { ...asJson, 'Content-Encoding': 'br' }, body: brotliCompressSync(text).subarray(0, 50_000) }],
	['JSON cut short', { status: 200, headers: asJson, body: '{"Id":7,"Num' }],
	['JSON nested without end', { status: 200, headers: asJson, body: '['.repeat(5000) }],
];

async function run(parameters: object, fault: Fault) {
	const { pbx, engine, credential } = await setUp();
	pbx.addFault(fault);
	const execution = await runNode(engine, { parameters: parameters as never, credential });
	const { error } = execution.data.resultData;
	return { pbx, error, rows: jsonOf(execution, '3CX'), sent: pbx.requests.filter(({ method, url }) => method === fault.method && url.startsWith('/xapi')) };
}

const NOTE = "The PBX made the change (HTTP 200), but its response couldn't be read";

describe.each(unreadable)('%s as the answer', (_name, answer) => {
	it('to a delete: deleted, with a note, and not sent again', async () => {
		const { error, rows, sent } = await run(deleteLogo('old-2021.bmp'), { method: 'DELETE', answer });
		expect(error).toBeUndefined();
		expect(rows).toEqual([{ deleted: true, Filename: 'old-2021.bmp', note: NOTE }]);
		expect(sent).toHaveLength(1);
	});

	it('to an update: success, with a note', async () => {
		const parameters = {
			resource: 'user',
			operation: 'update',
			key: { __rl: true, mode: 'id', value: '11' },
			bodyMode: 'json',
			body: '{"FirstName":"Ada"}',
		};
		const { error, rows, sent } = await run(parameters, { method: 'PATCH', answer });
		expect(error).toBeUndefined();
		expect(rows).toEqual([{ success: true, Id: 11, note: NOTE }]);
		expect(sent).toHaveLength(1);
	});

	it.each(['DELETE', 'PATCH'])('to a %s by API Request: success, with a note', async (method) => {
		const operation = { DELETE: 'sendDelete', PATCH: 'sendPatch' }[method];
		const parameters = { resource: 'apiRequest', operation, path: '/Users(11)', ...(method === 'PATCH' ? { body: '{"FirstName":"Ada"}' } : {}) };
		const { error, rows, sent } = await run(parameters, { method, answer });
		expect(error).toBeUndefined();
		expect(rows).toEqual([{ success: true, note: NOTE }]);
		expect(sent).toHaveLength(1);
	});

	it('to a create, whose answer is what it puts out: says that it took effect', async () => {
		const parameters = { resource: 'user', operation: 'create', bodyMode: 'json', body: '{"Number":"103"}' };
		const { error, sent } = await run(parameters, { method: 'POST', url: /Users/, answer });
		expect(error?.message).toBe(`"Create User" took effect, but the response from the PBX couldn't be read (HTTP 200)`);
		expect(error?.description).toMatch(/(incomplete|couldn't be decompressed)\. Don't run it again: the change was made\. Look at the result in the 3CX Admin Console\.$/);
		expect(sent).toHaveLength(1);
	});
});

it.each([unreadable[0], unreadable[2]] as typeof unreadable)('%s as the answer to a list is told as such', async (_name, answer) => {
	const { pbx, error } = await run(getLogos(), { method: 'GET', answer });
	expect(error?.message).toBe(`The response from ${new URL(pbx.baseUrl).host} couldn't be decompressed`);
	expect(error?.description).toContain('turn off compression in the proxy');
});

it('a web page in answer to a delete is no sign that anything was deleted', async () => {
	const answer = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in</html>' };
	const { error } = await run(deleteLogo('old-2021.bmp'), { method: 'DELETE', answer });
	expect(error?.message).toMatch(/returned a web page instead of API data$/);
});

describe('Ignore If Missing', () => {
	const options = { missingIsFine: true };

	it('counts a record that is gone as deleted, with a note', async () => {
		const { error, rows } = await run({ ...deleteLogo('none.png'), options }, { method: 'PUT' });
		expect(error).toBeUndefined();
		expect(rows).toEqual([{ deleted: true, Filename: 'none.png', note: 'It was already gone' }]);
	});

	it('counts one that nothing has the number or name of as well', async () => {
		const parameters = { resource: 'user', operation: 'delete', key: { __rl: true, mode: 'name', value: '999' } };
		const { error, rows } = await run({ ...parameters, options }, { method: 'PUT' });
		expect(error).toBeUndefined();
		expect(rows).toEqual([{ deleted: true, note: 'It was already gone' }]);
		const strict = await run(parameters, { method: 'PUT' });
		expect(strict.error?.message).toMatch(/^The PBX has no user with/);
	});

	it('does not take the web page of something else for a record that is gone', async () => {
		const answer = { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<html>Not found</html>' };
		const { error } = await run({ ...deleteLogo('old-2021.bmp'), options }, { method: 'DELETE', answer });
		expect(error?.message).toMatch(/returned a web page/);
	});

	it('leaves other refusals as they are', async () => {
		const { error } = await run({ ...deleteLogo('old-2021.bmp'), options }, { method: 'DELETE', answer: { status: 403 } });
		expect(error?.message).toMatch(/HTTP 403/);
	});
});
