import { usePbx, write } from '../setUp';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';

describe('3CX 20.0.7', () => {
	const setting = usePbx('all', { version: '20.0.7.100' });

	it.each([
		['what came later', '/AISettings'],
		['a set that came later', '/OAuthClients'],
		['a row of such a set', `/OAuthClients(${UUID})`],
		['an alternate key', "/Users(Number='100')"],
		['a function that came later', '/Backups/Pbx.GetLocalBackupSize()'],
		['an unbound function that came later', `/GetUpdateDetails(key=${UUID},id=${UUID})`],
	])('answers 404 to %s', async (_what, path) => {
		const { status, text, headers } = await setting.call(path);
		expect([status, text, headers['x-3cx-version']]).toEqual([404, '', '20.0.7.100']);
	});

	it('answers 405 where only the method came later', async () => {
		const { status, headers } = await write(setting, 'POST', '/Holidays', { Name: 'Picnic' });
		expect([status, headers.allow]).toEqual([405, 'GET']);
	});

	it('does not know properties that came later', async () => {
		expect((await write(setting, 'PATCH', '/Users(28)', { AIAgent: true })).status).toBe(400);
		expect((await setting.call('/Users?$select=AIAgent')).status).toBe(400);
		expect((await setting.call('/Users?$filter=AIAgent')).status).toBe(400);
		setting.pbx.insert('Users', { Id: 40, Number: '140', AIAgent: true });
		expect((await setting.call('/Users(40)')).json).not.toHaveProperty('AIAgent');
	});

	it.each(['/Users/Pbx.GetByNumber', '/Peers/Pbx.GetPeerByNumber'])('finds a row by its number with %s', async (path) => {
		const found = await setting.call(`${path}(number='100')?$select=Number`);
		expect([found.status, found.json?.Number]).toEqual([200, '100']);
		expect((await setting.call(`${path}(number='999')`)).status).toBe(404);
		expect((await setting.call(`${path}(number=100)`)).status).toBe(400);
		expect((await setting.call(`${path}(Number='100')`)).status).toBe(404);
	});
});

describe('3CX 20.0.10', () => {
	const setting = usePbx('all');

	it('has what came later, and no longer what went', async () => {
		expect((await setting.call('/AISettings')).status).toBe(200);
		expect((await setting.call("/Users(Number='100')")).status).toBe(200);
		expect((await setting.call("/Users/Pbx.GetByNumber(number='100')")).status).toBe(404);
		expect((await write(setting, 'POST', '/Services/Pbx.RestartAll', {})).status).toBe(404);
	});
});
