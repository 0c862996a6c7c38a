import type { IDataObject } from 'n8n-workflow';
import { jsonOf, outputOf } from '../../engine';
import { setUp } from '../../engine/setUp';
import { runNode } from '../../engine/threeCx';
import type { PbxOptions, Row } from '../../pbx';

/** Fields as the form stores them. */
const fields = (value: Record<string, unknown>) => ({ bodyMode: 'fields', fields: { mappingMode: 'defineBelow', value } });
const json = (body: unknown) => ({ bodyMode: 'json', body: JSON.stringify(body) });
const record = (mode: string, value: unknown) => ({ key: { __rl: true, mode, value } });

/** Runs one operation of the node, for one item unless others are given. */
async function run(parameters: object, { items, ...options }: PbxOptions & { items?: IDataObject[] } = {}) {
	const { engine, credential, pbx } = await setUp(options);
	const execution = await runNode(engine, { parameters: parameters as never, credential, ...(items ? { items } : {}) });
	const { error } = execution.data.resultData;
	const sent = pbx.requests.filter(({ url }) => url.startsWith('/xapi/v1'));
	return {
		pbx,
		error,
		items: outputOf(execution, '3CX'),
		rows: jsonOf(execution, '3CX'),
		sent: sent.map(({ method, url, body }) => ({ method, path: decodeURIComponent(url.slice('/xapi/v1'.length)), body })),
	};
}

const user = (operation: string, parameters: object = {}) => ({ resource: 'user', operation, ...parameters });

describe('creating and updating', () => {
	it('sends only what was given, and returns what was created', async () => {
		const { sent, rows } = await run(
			user('create', fields({ Number: '103', FirstName: 'Dan', Enabled: true, Mobile: null, VMEmailOptions: 'Notification' })),
		);
		expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
			Number: '103',
			FirstName: 'Dan',
			Enabled: true,
			VMEmailOptions: 'Notification',
		});
		expect(rows).toEqual([expect.objectContaining({ Id: 33, Number: '103' })]);
		expect(rows[0]).not.toHaveProperty('@odata.context');
	});

	it('reads text that expressions give as the type of the field', async () => {
		const value = { Name: 'Picnic', Day: '4', Month: 7, IsRecurrent: 'true', TimeOfStartDate: 'PT8H' };
		const { sent, error } = await run({ resource: 'holiday', operation: 'create', ...fields(value) });
		expect(error).toBeUndefined();
		expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ Name: 'Picnic', Day: 4, Month: 7, IsRecurrent: true, TimeOfStartDate: 'PT8H' });
	});

	it('changes one field and nothing else', async () => {
		const { pbx, rows } = await run(user('update', { ...record('id', 28), ...fields({ Mobile: '555' }) }));
		expect(rows).toEqual([{ success: true, Id: 28 }]);
		expect(pbx.rows('Users')[0]).toMatchObject({ Mobile: '555', EmailAddress: 'ada@example.com' });
	});

	it('empties fields: null through JSON, or by choice', async () => {
		const byJson = await run(user('update', { ...record('id', 28), ...json({ EmailAddress: null }) }));
		expect(byJson.pbx.rows('Users')[0]).toMatchObject({ EmailAddress: null });
		const byChoice = await run(
			user('update', { ...record('id', 28), ...fields({}), options: { clearFields: ['EmailAddress', 'ForwardingProfiles'] } }),
		);
		expect(JSON.parse(byChoice.sent[0]?.body ?? '')).toEqual({ EmailAddress: null, ForwardingProfiles: [] });
	});

	it('refuses an update that changes nothing', async () => {
		const { error, sent } = await run(user('update', { ...record('id', 28), ...fields({ Mobile: null }) }));
		expect(error?.message).toBe('No field is set, so there is nothing to change');
		expect(sent).toEqual([]);
	});

	it.each([
		[fields({ Enabled: 'perhaps' }), 'Enabled must be true or false'],
		[fields({ PrimaryGroupId: 'one' }), 'Primary Group ID must be a whole number within 32 bits'],
		[fields({ QueueStatus: 'Asleep' }), 'Queue Status must be one of '],
		[fields({ Hours: 'always' }), 'Hours must be a JSON object'],
		[{ bodyMode: 'json', body: '{"Number":' }, 'JSON is not valid'],
		[{ bodyMode: 'json', body: '[1]' }, 'JSON must be an object'],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error, sent } = await run(user('create', parameters));
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('Nothing was sent to the PBX');
		expect(sent).toEqual([]);
	});

	it('maps the fields of an item automatically', async () => {
		const { sent } = await run(
			user('create', { bodyMode: 'fields', fields: { mappingMode: 'autoMapInputData', value: null } }),
			{ items: [{ Number: '104', FirstName: 'Eve', shoeSize: 38 }] },
		);
		expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ Number: '104', FirstName: 'Eve' });
	});

	it("tells the PBX's warnings as sentences", async () => {
		const { error } = await run(user('create', fields({ Number: '100' })));
		expect(error?.message).toBe(
			'The PBX refused "Create User" as not valid (HTTP 400): Number: already in use; choose another value ' +
				'(WARNINGS.XAPI.ALREADY_IN_USE)',
		);
		expect(error?.description).toBe('Check Fields.');
	});
});

describe('records by number or name', () => {
	it.each([
		['101', 31],
		["Brian O'Neill", 31],
		['ada@example.com', 28],
	])('finds %s', async (text, id) => {
		const { rows, sent } = await run(user('delete', record('name', text)));
		expect(rows).toEqual([{ deleted: true, Id: id }]);
		expect(sent.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
	});

	it('finds users by number on old and new versions alike', async () => {
		for (const version of ['20.0.7.100', '20.0.10.100']) {
			const { rows } = await run(user('get', { ...record('name', '100'), options: { select: 'Id,Number' } }), { version });
			expect(rows).toEqual([{ Id: 28, Number: '100' }]);
			const byNumber = await run(user('getByNumber', { ...fields({ Number: '100' }), options: { select: 'Id' } }), { version });
			expect(byNumber.rows).toEqual([{ Id: 28 }]);
		}
	});

	it('says that nobody has a number, on old and new versions', async () => {
		const { error, sent } = await run(user('delete', record('name', '999')));
		expect(error?.message).toBe('The PBX has no user with Number "999"');
		expect(error?.description).toContain('"Get Many Users" shows what exists');
		expect(sent.map(({ method }) => method)).toEqual(['GET']);
		for (const version of ['20.0.7.100', '20.0.10.100']) {
			const byNumber = await run(user('getByNumber', fields({ Number: '999' })), { version });
			expect(byNumber.error?.message).toBe("The PBX has no user with Number '999'");
		}
	});

	it('does nothing where a name is not unique', async () => {
		const rows: Row[] = [
			{ Id: 1, Name: 'Sales', Number: '800' },
			{ Id: 2, Name: 'Sales', Number: '801' },
		];
		const { error, pbx } = await run({ resource: 'queue', operation: 'delete', ...record('name', 'Sales') }, { rows: { Queues: rows } });
		expect(error?.message).toBe('The PBX has more than one of the queues with Number or Name "Sales"');
		expect(pbx.rows('Queues')).toHaveLength(2);
	});

	it('refuses an empty record', async () => {
		const { error } = await run(user('get', record('id', '={{ "" }}')));
		expect(error?.message).toBe('Record is empty');
		expect(error?.description).toMatch(/^Pick a user from the list, type its ID, number or name/);
	});
});

describe('functions and actions', () => {
	const period = { periodFrom: '2026-03-01T00:00:00Z', periodTo: '2026-03-31' };

	it('puts every argument into the path, in order, with defaults for what was left empty', async () => {
		const { sent, rows } = await run({
			resource: 'reportCallLogData',
			operation: 'getCallLogData',
			...fields({ ...period, sourceFilter: "o'b" }),
		});
		expect(sent[0]?.path).toBe(
			"/ReportCallLogData/Pbx.GetCallLogData(periodFrom=2026-03-01T00:00:00Z,periodTo=2026-03-31T04:00:00Z,sourceType=0,sourceFilter='o''b'," +
				"destinationType=0,destinationFilter='',callsType=0,callTimeFilterType=0,callTimeFilterFrom='0:00:0'," +
				"callTimeFilterTo='0:00:0',hidePcalls=false)?$select=CdrId,StartTime,Direction,SourceDn,SourceDisplayName," +
				'SourceCallerId,DestinationDn,DestinationDisplayName,DestinationCallerId,Answered,Status,TalkingDuration&$top=50&$count=true',
		);
		expect(rows.map(({ CdrId }) => CdrId)).toEqual(['c1', 'c2']);
	});

	it('asks for an argument that has no default', async () => {
		const { error, sent } = await run({ resource: 'reportCallLogData', operation: 'getCallLogData', ...fields({}) });
		expect(error?.message).toBe('Period From is empty');
		expect(sent).toEqual([]);
	});

	it('sends an empty object where an action has no parameters, and says what was acted on', async () => {
		const { sent, rows } = await run({ resource: 'queue', operation: 'resetQueueStatistics', ...record('id', 40) });
		expect(sent).toEqual([{ method: 'POST', path: '/Queues(40)/Pbx.ResetQueueStatistics', body: '{}' }]);
		expect(rows).toEqual([{ success: true, Id: 40 }]);
	});

	it('puts the fields of a wrapped parameter into their wrapper', async () => {
		const { sent } = await run({ resource: 'service', operation: 'stop', ...fields({ ServiceNames: '3CXTunnel, 3CXFax' }) });
		expect(sent[0]?.body).toBe('{"options":{"ServiceNames":["3CXTunnel","3CXFax"]}}');
	});

	it('hangs up', async () => {
		const { pbx, rows } = await run({ resource: 'activeCall', operation: 'dropCall', ...record('id', '2') });
		expect(rows).toEqual([{ success: true, Id: '2' }]);
		expect(pbx.rows('ActiveCalls').map(({ Id }) => Id)).toEqual([1]);
	});

	it('reports failures inside an answer that is otherwise good', async () => {
		const { error, pbx } = await run(user('batchDelete', fields({ ids: [28, 999] })));
		expect(error?.message).toBe(
			'"Delete Many Users" left something undone: 999: it was not found on the PBX (WARNINGS.XAPI.NOT_FOUND)',
		);
		expect(pbx.rows('Users').map(({ Id }) => Id)).toEqual([31, 32]);
		const good = await run(user('batchDelete', fields({ ids: '28, 31' })));
		expect(good.rows).toEqual([{ success: true }]);
	});

	it('gives single values a name', async () => {
		const { rows } = await run({ resource: 'defs', operation: 'hasSystemOwner' });
		expect(rows).toEqual([{ value: true }]);
	});
});

describe('lists', () => {
	it('simplifies unless raw data is asked for, and never shows a secret', async () => {
		const simplified = await run(user('getAll'));
		expect(simplified.sent[0]?.path).toContain('$select=Id,Number,FirstName');
		expect(Object.keys(simplified.rows[0] ?? {})).not.toContain('AuthPassword');
		const raw = await run(user('getAll', { options: { simplify: false } }));
		expect(raw.sent[0]?.path).toBe('/Users?$top=50&$count=true');
		const selected = await run(user('getAll', { options: { select: 'Number' } }));
		expect(selected.rows[0]).toEqual({ Number: '100' });
	});

	it('refuses an option that a list does not offer', async () => {
		const { error } = await run({
			resource: 'conferenceSettings',
			operation: 'getOnboardMeetings',
			options: { select: 'MeetingId' },
		});
		expect(error?.message).toBe('"Get Ongoing Meetings" does not offer Select');
	});

	it('lists what a navigation property leads to', async () => {
		const { rows } = await run({ resource: 'queue', operation: 'getAgents', ...record('name', 'Sales'), returnAll: true });
		expect(rows).toEqual([{ Id: 1, Number: '100', Name: 'Ada Byron' }]);
	});
});

describe('files', () => {
	const recording = { resource: 'recording', operation: 'downloadRecording', ...fields({ recId: 7 }) };

	it('become binary items with the name and type that the PBX gives', async () => {
		const { items, sent } = await run(recording);
		expect(sent[0]?.path).toBe('/Recordings/Pbx.DownloadRecording(recId=7)');
		expect(items[0]?.json).toEqual({ fileName: 'DownloadRecording.wav', mimeType: 'audio/wav' });
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'DownloadRecording.wav', mimeType: 'audio/wav' });
		expect(Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').subarray(0, 4).toString()).toBe('RIFF');
	});

	it('go into the field that is chosen', async () => {
		const { items } = await run({ ...recording, options: { binaryPropertyName: 'sound' } });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['sound']);
	});

	it('may be JSON after all, which becomes items', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({
			url: /DownloadCallLog/,
			answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[{"CdrId":"c1"}]}' },
		});
		const parameters = {
			resource: 'reportCallLogData',
			operation: 'downloadReport',
			...fields({ periodFrom: '2026-03-01T00:00:00Z', periodTo: '2026-03-02T00:00:00Z' }),
		};
		const execution = await runNode(engine, { parameters: parameters as never, credential });
		expect(outputOf(execution, '3CX')).toEqual([{ json: { CdrId: 'c1' }, pairedItem: { item: 0 } }]);
	});

	it('tell the reasons of a refusal', async () => {
		const { engine, credential, pbx } = await setUp();
		const body = JSON.stringify({ error: { message: 'WARNINGS.XAPI.FILE_NOT_FOUND' } });
		pbx.addFault({ url: /Download/, answer: { status: 400, headers: { 'content-type': 'application/json' }, body } });
		const execution = await runNode(engine, { parameters: recording as never, credential });
		expect(execution.data.resultData.error?.message).toBe(
			'The PBX refused "Download Recording" as not valid (HTTP 400): there is no such file on the PBX ' +
				'(WARNINGS.XAPI.FILE_NOT_FOUND)',
		);
	});

	it('are asked for with a new token where the old one died', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({ url: /Download/, killToken: true });
		const execution = await runNode(engine, { parameters: recording as never, credential });
		expect(outputOf(execution, '3CX')[0]?.json.mimeType).toBe('audio/wav');
	});
});

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

describe('versions of 3CX', () => {
	it('says that an operation came later than the PBX', async () => {
		const { error } = await run({ resource: 'aiSettings', operation: 'get' }, { version: '20.0.7.100' });
		expect(error?.message).toBe('"Get AI Settings" came with 3CX 20.0.10, and this PBX runs 20.0.7.100 (HTTP 404)');
		expect(error?.description).toBe('Update the PBX, or use another operation.');
	});

	it('says that the PBX is newer than what the node knows', async () => {
		const { engine, credential, pbx } = await setUp({ version: '20.0.12.5' });
		pbx.addFault({ url: /Defs/, answer: { status: 404, headers: { 'X-3CX-Version': '20.0.12.5' } } });
		const execution = await runNode(engine, { parameters: { resource: 'defs', operation: 'hasSystemOwner' }, credential });
		expect(execution.data.resultData.error?.description).toContain(
			'it runs 20.0.12.5, newer than what this node knows (20.0.10)',
		);
	});
});
