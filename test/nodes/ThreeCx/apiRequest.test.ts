import { run } from './runOperation';

describe('API requests', () => {
	const send = (operation: string, path: string, more: object = {}) => ({ resource: 'apiRequest', operation, path, ...more });

	it('page lists that the catalogue knows', async () => {
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
			expect(error?.message).toMatch(/^Path (is empty|must not )/);
			expect(error?.description).toContain('Nothing was sent to the PBX');
			expect(pbx.requests).toEqual([]);
		},
	);

	it('say where 3CX took something away', async () => {
		const { error } = await run(send('sendPost', '/Services/Pbx.RestartAll'));
		expect(error?.message).toBe('3CX took this path away after version 20.0.7 (HTTP 404)');
	});
});
