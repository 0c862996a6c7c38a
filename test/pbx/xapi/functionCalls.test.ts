import { usePbx, write } from '../setUp';

// A call within the period that the path below asks for, from somebody whose name has the text in it.
const calls = [{ at: new Date('2026-03-02T09:15:00Z'), legs: [{ from: '0012025550123', to: '100', talks: 252 }] }];
const Contacts = [{ Id: 1, FirstName: "O'B/C", PhoneNumber: '0012025550123' }];
const setting = usePbx('all', { calls, rows: { Contacts } });

const UUID = '01234567-89ab-cdef-0123-456789abcdef';

const CALL_LOG =
	'/ReportCallLogData/Pbx.GetCallLogData(periodFrom=2026-03-01T00:00:00Z,periodTo=2026-03-31T00:00:00%2B01:00,' +
	"sourceType=0,sourceFilter='o''b%2Fc',destinationType=0,destinationFilter='',callsType=0,callTimeFilterType=0," +
	"callTimeFilterFrom='0:00:0',callTimeFilterTo='0:00:0',hidePcalls=false)";

const status = async (path: string, method?: string) => (await setting.call(path, { method })).status;
const post = (path: string, body: unknown) => write(setting, 'POST', path, body);

describe('functions', () => {
	it('take their arguments in the order of the document, each a literal of its type', async () => {
		const { status: answered, json } = await setting.call(CALL_LOG);
		expect(answered).toBe(200);
		expect(json?.['@odata.context']).toMatch(/\/\$metadata#Collection\(Pbx\.CallLogData\)$/);
		expect(json?.value.map(({ StartTime }) => StartTime)).toEqual(['2026-03-02T09:15:00.000Z']);
	});

	it.each([
		['another order', "/Users/Pbx.DownloadGreeting(fileName='a.wav',userId=28)"],
		['another name', "/Users/Pbx.DownloadGreeting(userID=28,fileName='a.wav')"],
		['a missing argument', '/Users/Pbx.DownloadGreeting(userId=28)'],
		['one argument too many', "/Users/Pbx.GetPhoneRegistrar(mac='1',x=1)"],
		['no parentheses', '/Backups/Pbx.GetBackupSettings'],
		['an unbound function elsewhere', '/Users/Pbx.GetUpdates()'],
		['a bound function without what it is bound to', '/Pbx.GetBackupSettings()'],
		['an alternate key before a function', "/Users(Number='100')/Pbx.GenerateProvLink()"],
		['parentheses behind an action', '/PurgeAllLogs()'],
		['an argument too few in an unbound function', `/GetUpdateDetails(key=${UUID})`],
		['a key of nobody', '/Users(99)/Pbx.GenerateProvLink()'],
	])('answers 404 to %s', async (_what, path) => {
		expect(await status(path)).toBe(404);
	});

	it.each([
		['text without quotes', '/Users/Pbx.GetPhoneRegistrar(mac=001565000100)'],
		['a quote that is not doubled', "/Users/Pbx.GetPhoneRegistrar(mac='o'brien')"],
		['a number in quotes', "/Recordings/Pbx.DownloadRecording(recId='7')"],
		['a number out of range', '/Recordings/Pbx.DownloadRecording(recId=2147483648)'],
		['an empty number', '/Recordings/Pbx.DownloadRecording(recId=)'],
		['a truth value in quotes', "/VoicemailSettings/Pbx.GetConverterRequestStatus(strict='true')"],
		['a truth value in capitals', '/VoicemailSettings/Pbx.GetConverterRequestStatus(strict=True)'],
		['a UUID in quotes', `/GetUpdateDetails(key='${UUID}',id=${UUID})`],
		['null for what may not be null', '/Users/Pbx.GetPhoneRegistrar(mac=null)'],
		['a key in quotes before a function', "/Users('28')/Pbx.GenerateProvLink()"],
		['a date without time', CALL_LOG.replace('2026-03-01T00:00:00Z', '2026-03-01')],
		['a date and time without zone', CALL_LOG.replace('2026-03-01T00:00:00Z', '2026-03-01T00:00:00')],
		['a date and time in quotes', CALL_LOG.replace('2026-03-01T00:00:00Z', "'2026-03-01T00:00:00Z'")],
	])('answers 400 to %s', async (_what, path) => {
		expect(await status(path)).toBe(400);
	});

	it('take empty texts, null where it may be, and UUIDs', async () => {
		const period = 'startDate=2026-03-01T00:00:00Z,endDate=2026-03-02T00:00:00Z';
		expect(await status(`/ActivityLog/Pbx.GetLogs(${period},extension=null,call='',severity=null)`)).toBe(200);
		expect(await status(`/GetUpdateDetails(key=${UUID},id=${UUID})`)).toBe(200);
	});

	it('answer only to GET, actions only to POST', async () => {
		const called = await setting.call('/Backups/Pbx.GetBackupSettings()', { method: 'POST' });
		expect([called.status, called.headers.allow]).toEqual([405, 'GET']);
		const got = await setting.call('/Users/Pbx.MakeCall');
		expect([got.status, got.headers.allow]).toEqual([405, 'POST']);
	});
});

describe('query options that the document does not declare', () => {
	it.each([
		['GET', '/Users/Pbx.GetFirstAvailableExtensionNumber()?$select=Number'],
		['GET', '/Backups/Pbx.GetCanCreateBackup()?$top=1'],
		['GET', '/Recordings/Pbx.DownloadRecording(recId=7)?$top=1'],
		['GET', '/ConferenceSettings/Pbx.GetOnboardMeetings()?$select=MeetingId'],
		['GET', '/Users(28)?$top=1'],
		['GET', '/EventLogs/Pbx.DownloadEventLogs()?$top=101'],
		['GET', '/EventLogs/Pbx.DownloadEventLogs()?$filter=Nonsense%20eq%201'],
		['POST', '/Queues(40)/Pbx.ResetQueueStatistics?$select=Id'],
		['POST', '/Users?$expand=Groups'],
		['PATCH', '/Users(28)?$select=Id'],
		['DELETE', '/Users(28)?$select=Id'],
	])('are refused: %s %s', async (method, path) => {
		expect(await status(path, method)).toBe(400);
		expect(setting.pbx.rows('Users')).toHaveLength(3);
	});

	it('are no matter where they are not system query options', async () => {
		expect(await status('/Backups/Pbx.GetCanCreateBackup()?top=1')).toBe(200);
	});
});

describe('actions', () => {
	const refusals: [string, string, unknown, string][] = [
		['an unknown parameter', '/Users/Pbx.MakeCall', { destination: '1', Nonsense: 1 }, "'Nonsense' does not exist"],
		['a parameter of another type', '/Users/Pbx.MakeCall', { destination: 1 }, "'destination' must be of the type string"],
		['null where it may not be', '/Users/Pbx.MakeCall', { destination: null }, "'destination' must be"],
		['a missing parameter', '/Users/Pbx.MakeCall', { dn: '100' }, 'The missing parameters are: destination.'],
		['a list', '/Users/Pbx.MakeCall', [], 'must be a JSON object'],
		['a value for a list', '/Users/Pbx.BatchDelete', { ids: 28 }, "'ids' must be a collection"],
		['another type in a list', '/Users/Pbx.BatchDelete', { ids: ['28'] }, "'ids' must be of the type int32"],
		['a parameter without its wrapper', '/Services/Pbx.Stop', { ServiceNames: [] }, "'ServiceNames' does not exist"],
		['an unknown name in a wrapper', '/Services/Pbx.Stop', { options: { Name: 'x' } }, "'Name' does not exist"],
		['a parameter where there is none', '/Queues(40)/Pbx.ResetQueueStatistics', { Id: 1 }, "'Id' does not exist"],
	];
	it.each(refusals)('refuse %s', async (_what, path, body, message) => {
		const { status: answered, json } = await post(path, body);
		expect([answered, json?.error.message]).toEqual([400, expect.stringContaining(message)]);
	});

	it('refuse a body that is no JSON or is not declared as such, and no body where there are parameters', async () => {
		const path = '/Users/Pbx.MakeCall';
		const body = '{"destination":"101"}';
		expect((await setting.call(path, { method: 'POST', body })).status).toBe(415);
		expect((await setting.call(path, { method: 'POST' })).status).toBe(415);
		const headers = { 'Content-Type': 'application/json' };
		expect((await setting.call(path, { method: 'POST', headers })).status).toBe(400);
		expect((await setting.call(path, { method: 'POST', headers, body: '{' })).status).toBe(400);
	});

	it.each([undefined, '{}', ' { } '])('without parameters take the body %j', async (body) => {
		const answer = await setting.call('/Queues(40)/Pbx.ResetQueueStatistics', { method: 'POST', body });
		expect([answer.status, answer.text]).toEqual([204, '']);
	});

	it('answer 404 for a key of nobody, before they look at the body', async () => {
		expect((await post('/ActiveCalls(99)/Pbx.DropCall', { Nonsense: 1 })).status).toBe(404);
	});
});
