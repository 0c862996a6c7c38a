import { outputOf } from '../../../engine';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import { run } from './runOperation';

describe('API requests', () => {
	const send = (operation: string, path: string, more: object = {}) => ({ resource: 'apiRequest', operation, path, ...more });

	it('page lists that the catalog knows', async () => {
		const logos = Array.from({ length: 120 }, (_item, index) => ({ Filename: `${1000 + index}.png`, DisplayName: null }));
		const { rows, sent } = await run(send('sendGet', '/PhoneLogos', { returnAll: true }), { logos });
		expect([rows.length, sent.length]).toEqual([120, 2]);
		const some = await run(send('sendGet', '/xapi/v1/PhoneLogos', { limit: 3 }), { logos });
		expect(some.rows).toHaveLength(3);
	});

	it('send query and body as they are', async () => {
		const { sent, rows } = await run(send('sendGet', "/Users?$filter=Number eq '100'", { options: { query: '{"$select":"Id"}' } }));
		expect(rows).toEqual([{ Id: 28 }]);
		expect(sent[0]?.path).toContain("$filter=Number eq '100'");
		const patched = await run(send('sendPatch', 'Users(28)', { body: '{"Mobile":"555"}' }));
		expect(patched.rows).toEqual([{ success: true }]);
		expect(patched.pbx.rows('Users')[0]).toMatchObject({ Mobile: '555' });
		const posted = await run(send('sendPost', '/Queues(40)/Pbx.ResetQueueStatistics'));
		expect(posted.sent[0]?.body).toBe('{}');
		const deleted = await run(send('sendDelete', "/PhoneLogos('old-2021.bmp')"));
		expect(deleted.pbx.rows('PhoneLogos')).toHaveLength(11);
	});

	it.each(['={{ "" }}', '/', '//evil.example/x', 'https://evil.example/x', '/../connect/token', '/Users/%2e%2e/%2E%2E/x', '/Users\\..\\x', '/Users#x'])(
		'refuse the path %j before anything is sent',
		async (path) => {
			const { error, pbx } = await run(send('sendGet', path));
			expect(error?.message).toMatch(/^Path (is empty|can't )/);
			expect(error?.description).toContain('Nothing was sent to the PBX');
			expect(pbx.requests).toEqual([]);
		},
	);

	it('join lists in a query, leave out what is null, and refuse objects', async () => {
		const query = (value: unknown) => ({ options: { query: JSON.stringify(value) } });
		const { sent, error } = await run(send('sendGet', '/Users(28)', query({ $select: ['Id', 'Number'], $expand: null })));
		expect(error).toBeUndefined();
		expect(sent[0]?.path).toBe('/Users(28)?$select=Id,Number');
		const refused = await run(send('sendGet', '/Users(28)', query({ $filter: { a: 1 } })));
		expect(refused.error?.message).toBe('Query Parameters can only contain single values or lists, but $filter is an object');
		expect(refused.sent).toEqual([]);
	});

	it('ask once for a count that the path asks for', async () => {
		const { rows, error } = await run(send('sendGet', '/Users?$count=true', { returnAll: true }));
		expect(error).toBeUndefined();
		expect(rows).toHaveLength(3);
	});

	it.each([
		['sendPost', { body: '{"a":' }, 'The JSON in Body is invalid'],
		['sendPost', { body: '[1]' }, 'The JSON in Body must be an object'],
		['sendGet', { options: { query: '{"a":' } }, 'The JSON in Query Parameters is invalid'],
	])('%s names the parameter with a typing mistake', async (operation, parameters, message) => {
		const { error, sent } = await run(send(operation, '/Users', parameters));
		expect(error?.message).toBe(message);
		expect(sent).toEqual([]);
	});

	it.each([
		['audio/wav', undefined, 'sendGet.wav'],
		['text/plain', 'attachment; filename="log.txt"', 'log.txt'],
	])('put out files that the catalog does not know (%s)', async (type, disposition, fileName) => {
		const { engine, credential, pbx } = await setUp();
		const bytes = Buffer.from([0x52, 0x49, 0x46, 0x46, 0xff, 0xfe, 0x00]);
		const headers = { 'content-type': type, ...(disposition ? { 'content-disposition': disposition } : {}) };
		pbx.addFault({ url: /NewFile/, answer: { status: 200, headers, body: bytes } });
		const execution = await runNode(engine, { parameters: send('sendGet', '/NewFile'), credential });
		const [item] = outputOf(execution, '3CX');
		expect(item?.json).toEqual({ fileName, mimeType: type });
		expect(Buffer.from(item?.binary?.data?.data ?? '', 'base64')).toEqual(bytes);
	});

	it('put out text that is no file as a value', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({ url: /NewText/, answer: { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ready' } });
		const execution = await runNode(engine, { parameters: send('sendGet', '/NewText'), credential });
		expect(outputOf(execution, '3CX').map(({ json }) => json)).toEqual([{ value: 'ready' }]);
	});

	it('say where 3CX took something away', async () => {
		const { error } = await run(send('sendPost', '/Services/Pbx.RestartAll'));
		expect(error?.message).toBe('3CX removed this path: some builds of 3CX 20.0.8 had it last (HTTP 404)');
	});
});
