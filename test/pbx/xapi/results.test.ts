import { startPbx } from '../index';
import { start, usePbx, write } from '../setUp';

describe('answers of functions and actions', () => {
	const setting = usePbx('each');

	it('are rows of the set they belong to, with the query options that are declared', async () => {
		const { json } = await setting.call("/Peers/Pbx.GetReportPeers()?$filter=Type%20eq%20'Queue'&$select=Number&$count=true");
		expect(json).toMatchObject({ '@odata.count': 1, value: [{ Number: '800' }] });
	});

	it('are primitives and lists of them, named after their type', async () => {
		const single = await setting.call('/Backups/Pbx.GetCanCreateBackup()');
		expect(single.json).toEqual({ '@odata.context': expect.stringMatching(/#Edm\.Boolean$/), value: true });
		const list = await setting.call("/NetworkSettings/Pbx.GetIfaces()?$filter=startswith($it,'a')&$count=true");
		expect(list.json).toEqual({
			'@odata.context': expect.stringMatching(/#Collection\(Edm\.String\)$/),
			'@odata.count': 1,
			value: [expect.stringMatching(/^a/)],
		});
	});

	it('are CSV for downloads, quoted, and with the rows and columns that were asked for', async () => {
		setting.pbx.insert('Users', { Id: 40, Number: '140', DisplayName: 'Eve "the boss"', Enabled: null });
		const { headers, text } = await setting.call(
			'/Users/Pbx.ExportExtensions()?$select=Id,DisplayName,Enabled&$orderby=Id%20desc&$top=2',
		);
		expect(headers['content-type']).toMatch(/^text\/csv/);
		expect(headers['content-disposition']).toContain('filename="ExportExtensions.csv"');
		expect(text.split('\r\n')).toEqual([
			'"Id","DisplayName","Enabled"',
			'"40","Eve ""the boss""",""',
			'"32","Chloé Durand","false"',
		]);
		const empty = await setting.call('/Users/Pbx.ExportExtensions()?$filter=Id%20eq%200');
		expect(empty.text).toMatch(/^"Id","Number",/);
	});

	it('are the same calls in the call log and in its download', async () => {
		const { text } = await setting.call(
			'/ReportCallLogData/Pbx.DownloadCallLog(periodFrom=2000-01-01T00:00:00Z,periodTo=2999-01-01T00:00:00Z,' +
				"sourceType=0,sourceFilter='',destinationType=0,destinationFilter='',callsType=0,callTimeFilterType=0," +
				"callTimeFilterFrom='0:00:0',callTimeFilterTo='0:00:0',hidePcalls=false,clientTimeZone='UTC')",
		);
		expect(text.split('\r\n')).toHaveLength(setting.pbx.calls.legs().length + 1);
	});

	it('are sound for recordings and greetings', async () => {
		const { headers, text } = await setting.call("/Users/Pbx.DownloadGreeting(userId=28,fileName='a.wav')");
		expect(headers['content-type']).toBe('audio/x-wav');
		expect(text).toMatch(/^RIFF/);
	});
});

describe('effects', () => {
	const setting = usePbx('each');
	const post = (path: string, body: unknown) => write(setting, 'POST', path, body);
	const ids = (set: string) => setting.pbx.rows(set).map(({ Id }) => Id);

	it('a call is made and dropped', async () => {
		const made = await post('/Users/Pbx.MakeCall', { dn: '100', destination: '101' });
		expect([made.status, made.json?.FinalStatus]).toEqual([200, 'Success']);
		expect(setting.pbx.rows('ActiveCalls').at(-1)).toMatchObject({ Id: 3, Caller: '100', Callee: '101' });
		const dropped = await post('/ActiveCalls(3)/Pbx.DropCall', {});
		expect([dropped.status, dropped.text]).toEqual([200, '']);
		expect(ids('ActiveCalls')).toEqual([1, 2]);
	});

	it('users are removed, and those that are not there reported', async () => {
		const { status, json } = await post('/Users/Pbx.BatchDelete', { ids: [28, 99] });
		expect(status).toBe(200);
		expect(json?.value).toEqual([{ ExtensionNumber: '99', Error: 'WARNINGS.XAPI.NOT_FOUND' }]);
		expect(ids('Users')).toEqual([31, 32]);
	});

	it.each([
		['/Blocklist/Pbx.BulkIpsDelete', 'Blocklist', [1]],
		['/BlackListNumbers/Pbx.BulkNumbersDelete', 'BlackListNumbers', ['b1']],
		['/Contacts/Pbx.DeleteContactsById', 'Contacts', [1, 2]],
		['/Recordings/Pbx.BulkRecordingsDelete', 'Recordings', [7]],
	])('%s removes rows', async (path, set, keys) => {
		expect((await post(path, { ids: keys })).status).toBe(204);
		expect(setting.pbx.rows(set)).toEqual([]);
	});

	it('services stop and start', async () => {
		const status = () => setting.pbx.rows('Services').map((service) => service.Status);
		await post('/Services/Pbx.Stop', { options: { ServiceNames: ['3CXTunnel'] } });
		expect(status()).toEqual(['Running', 'Stopped']);
		await post('/Services/Pbx.Start', { options: { ServiceNames: ['3CXTunnel', 'Nonsense'] } });
		expect(status()).toEqual(['Running', 'Running']);
	});

	it('numbers that are free go around those that are taken, of whatever kind', async () => {
		setting.pbx.insert('Users', { Id: 40, Number: '802' });
		const { json } = await setting.call('/Queues/Pbx.GetFirstAvailableQueueNumber()');
		expect(json?.Number).toBe('803');
		expect((await setting.call('/Users/Pbx.GetFirstAvailableExtensionNumber()')).json?.Number).toBe('103');
	});

	it('a parameter is found by its name', async () => {
		const path = '/Parameters/Pbx.GetParameterByName';
		expect((await setting.call(`${path}(name='MYPHONE_LANGUAGE')`)).json?.Value).toBe('en');
		expect((await setting.call(`${path}(name='NONSENSE')`)).status).toBe(404);
	});
});

describe('what a test sets', () => {
	it('goes before everything else: rows, single values and files', async () => {
		const log = Array.from({ length: 120 }, (_item, index) => ({ CdrId: `c${index}` }));
		const { pbx, call } = await start({
			rows: { Users: [{ Id: 1, Number: '200' }], Countries: [{ Name: 'A', Continent: 'EU' }, { Name: 'B', Continent: 'EU' }] },
			results: {
				'GET /Peers/Pbx.GetReportPeers()': log.map((_row, Id) => ({ Id })),
				'GET /Users({Id})/Pbx.GenerateProvLink()': 'https://pbx.example.com/link',
				'GET /Recordings/Pbx.DownloadRecording()': Buffer.from('bytes'),
			},
		});
		expect((await call('/Users')).json?.value).toEqual([{ Id: 1, Number: '200' }]);
		expect((await call('/Countries')).json?.value).toHaveLength(2);
		expect((await call('/Peers/Pbx.GetReportPeers()?$skip=100')).json?.value).toHaveLength(20);
		expect((await call('/Users(1)/Pbx.GenerateProvLink()')).json?.value).toBe('https://pbx.example.com/link');
		const file = await call('/Recordings/Pbx.DownloadRecording(recId=1)');
		expect([file.headers['content-type'], file.text]).toEqual(['audio/x-wav', 'bytes']);
		await pbx.stop();
	});

	it('must be the result of a call that there is', async () => {
		await expect(startPbx({ results: { 'GET /Users/Pbx.Nonsense()': 1 } })).rejects.toThrow(
			"There is no function or action 'GET /Users/Pbx.Nonsense()'.",
		);
		await expect(startPbx({ rows: { Nonsense: [{}] } })).rejects.toThrow('There is no entity set Nonsense.');
	});
});
