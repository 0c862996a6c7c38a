import { markOf } from '../data/release';
import { startPbx } from '../index';
import { start, usePbx, write } from '../setUp';

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

describe('a documented release', () => {
	it.each([
		{ what: 'a function', path: '/SystemStatus/Pbx.NetworkTelemetry()', lacking: '20.0.7', having: '20.0.7#2' },
		{ what: 'a function of the third document', path: '/Backups/Pbx.GetLocalBackupSize()', lacking: '20.0.7#2', having: '20.0.7#3' },
		{ what: 'a set', path: '/Holidays', lacking: '20.0.6', having: '20.0.6#2' },
		{ what: 'an alternate key', path: "/Users(Number='100')", lacking: '20.0.7#3', having: '20.0.8' },
		{ what: 'what the next release has', path: '/AISettings', lacking: '20.0.8#2', having: '20.0.9' },
		{ what: 'what came with a release of two digits', path: '/OAuthClients', lacking: '20.0.9', having: '20.0.10' },
		{ what: 'a function that 3CX removed', path: "/Users/Pbx.GetByNumber(number='100')", lacking: '20.0.8', having: '20.0.7#3' },
	])('$lacking answers 404 to $what, which $having has', async ({ path, lacking, having }) => {
		for (const [release, expected] of [[lacking, 404], [having, 200]] as const) {
			const { pbx, call } = await start({ release });
			expect([release, (await call(path)).status]).toEqual([release, expected]);
			await pbx.stop();
		}
	});

	it.each([
		['20.0.7#2', 400],
		['20.0.7#3', 204],
	])('%s answers %i to a property that came with 20.0.7#3', async (release, expected) => {
		const setting = await start({ release });
		const given = { RemoteSqlServerConfig: null };
		expect((await write(setting, 'PATCH', '/DataConnectorSettings', given)).status).toBe(expected);
		const selected = await setting.call('/DataConnectorSettings?$select=RemoteSqlServerConfig');
		expect(selected.status).toBe(expected === 204 ? 200 : expected);
		await setting.pbx.stop();
	});

	it('20.0.5 has few of the later things, and says which release it is', async () => {
		const setting = await start({ release: '20.0.5' });
		const found = await setting.call('/CallFlowApps(1)/Pbx.GetFiles()');
		expect(found.headers['x-3cx-version']).toBe('20.0.5.100');
		expect((await setting.call('/ReportCallLogData/Pbx.GetOldCallLogData()')).status).toBe(404);
		expect((await setting.call('/Users?$select=AIAgent')).status).toBe(400);
		expect((await setting.call('/Users?$select=Number')).status).toBe(200);
		expect((await setting.call('/$metadata')).text).not.toContain('AISettings');
		await setting.pbx.stop();
	});

	it('goes with any build that is named beside it', async () => {
		const { pbx, call } = await start({ release: '20.0.7#2', version: '20.0.7.1078' });
		const { status, headers } = await call('/SystemStatus/Pbx.NetworkTelemetry()');
		expect([status, headers['x-3cx-version']]).toEqual([200, '20.0.7.1078']);
		await pbx.stop();
	});

	it('has to be one of those known', async () => {
		await expect(startPbx({ release: '20.0.7#4' })).rejects.toThrow(
			"No known document is '20.0.7#4'. Known ones: 20.0.4, 20.0.5, 20.0.6, 20.0.6#2, 20.0.7, 20.0.7#2, 20.0.7#3, 20.0.8, 20.0.8#2, 20.0.9, 20.0.10",
		);
	});
});

describe('the document of a build', () => {
	it.each([
		['20.0.3.6', '20.0.4'],
		['20.0.6.709', '20.0.6'],
		['20.0.8.1121', '20.0.8'],
		['20.0.10.1621', '20.0.10'],
		['20.0.11.5', '20.0.10'],
	])('of %s is %s', (version, mark) => {
		expect(markOf(version)).toBe(mark);
	});
});
