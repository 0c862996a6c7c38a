import { operations } from '../../../nodes/ThreeCx/catalog';
import { fieldsOfType } from '../../../nodes/ThreeCx/catalog/facts/fields';
import { jsonOf } from '../../engine';
import { setUp } from '../../engine/setUp';
import { runNode } from '../../engine/threeCx';
import type { Row } from '../../pbx';
import { fields, json, record, run } from './runOperation';

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

	it('leaves a list alone that an expression gives nothing for, and empties one on purpose', async () => {
		const queue = { resource: 'queue', operation: 'update', ...record('id', 40) };
		const blank = await run({ ...queue, ...fields({ ComfortPrompts: '={{ "" }}', Name: 'Sales' }) });
		expect(JSON.parse(blank.sent[0]?.body ?? '')).toEqual({ Name: 'Sales' });
		const emptied = await run({ ...queue, ...fields({ ComfortPrompts: '={{ [] }}' }) });
		expect(JSON.parse(emptied.sent[0]?.body ?? '')).toEqual({ ComfortPrompts: [] });
	});

	it('sends no field that was removed from the form, though some versions of n8n store false for it', async () => {
		const schema = ['Mobile', 'Enabled', 'Require2FA'].map((id) => ({ id, displayName: id, removed: id !== 'Mobile' }));
		const { fields: form } = fields({ Mobile: '5', Enabled: false, Require2FA: false });
		const { sent } = await run(user('update', { ...record('id', 28), bodyMode: 'fields', fields: { ...form, schema } }));
		expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ Mobile: '5' });
	});

	it.each(['EmailAddress', 'Email Address', ['Nonsense']])('takes fields to clear as text too, and refuses unknown ones (%j)', async (clearFields) => {
		const { sent, error } = await run(user('update', { ...record('id', 28), ...fields({}), options: { clearFields } }));
		if (clearFields === 'EmailAddress') expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ EmailAddress: null });
		else expect(error?.message).toBe(`"${String(clearFields)}" can't be cleared by "Update User"`);
	});

	it('clears fields beside JSON', async () => {
		const { sent } = await run(user('update', { ...record('id', 28), ...json({ Mobile: '5' }), options: { clearFields: ['EmailAddress'] } }));
		expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ Mobile: '5', EmailAddress: null });
	});

	it('refuses an update that changes nothing', async () => {
		const { error, sent } = await run(user('update', { ...record('id', 28), ...fields({ Mobile: null }) }));
		expect(error?.message).toBe('No field is set, so there is nothing to change');
		expect(sent).toEqual([]);
	});

	it.each([
		[fields({ Enabled: 'perhaps' }), 'Enabled must be true or false'],
		[fields({ PrimaryGroupId: 'one' }), 'Primary Department ID must be a whole number within 32 bits'],
		[fields({ QueueStatus: 'Asleep' }), 'Queue Status must be one of '],
		[fields({ Hours: 'always' }), 'Hours must be a JSON object'],
		[{ bodyMode: 'json', body: '{"Number":' }, 'JSON is invalid'],
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
			'The PBX rejected "Create User" as invalid (HTTP 400): Number: already in use; choose another value ' +
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
		const odd = await run(user('getByNumber', fields({ Number: '10)' })));
		expect(odd.error?.message).toBe("The PBX has no user with Number '10)'");
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
		expect(error?.message).toBe('More than one queue matches "Sales"');
		expect(pbx.rows('Queues')).toHaveLength(2);
	});

	it.each([
		['id', '={{ "" }}'],
		['id', ' '],
		['name', '={{ $json.first }} {{ $json.last }}'],
		['name', '\u00a0'],
	])('refuses an empty record (mode %s, %j)', async (mode, value) => {
		const { error, sent } = await run(user('delete', record(mode, value)), { items: [{ first: '', last: '' }] });
		expect(error?.message).toBe('Record is empty');
		expect(error?.description).toMatch(/^Choose a user from the list, enter its ID, number or name/);
		expect(sent).toEqual([]);
	});
});

describe('functions and actions', () => {
	const period = { periodFrom: '2026-03-01T00:00:00Z', periodTo: '2026-03-31' };

	it('puts every argument into the path, in order, with defaults for what was left empty', async () => {
		const calls = [{ at: new Date('2026-03-02T09:15:00Z'), legs: [{ from: '0012025550123', to: '100', talks: 252 }] }];
		const Contacts = [{ Id: 1, FirstName: "Sinead O'Brien", PhoneNumber: '0012025550123' }];
		const { sent, rows } = await run(
			{ resource: 'callLog', operation: 'getCallLog', ...fields({ ...period, sourceFilter: "o'b" }) },
			{ calls, rows: { Contacts } },
		);
		expect(sent[0]?.path).toBe(
			"/ReportCallLogData/Pbx.GetCallLogData(periodFrom=2026-03-01T00:00:00Z,periodTo=2026-03-31T04:00:00Z,sourceType=0,sourceFilter='o''b'," +
				"destinationType=0,destinationFilter='',callsType=0,callTimeFilterType=0,callTimeFilterFrom='0:00:0'," +
				"callTimeFilterTo='0:00:0',hidePcalls=false)?$top=50&$count=true",
		);
		expect(rows.map(({ SourceDisplayName }) => SourceDisplayName)).toEqual(["Sinead O'Brien"]);
	});

	it('asks for an argument that has no default', async () => {
		const { error, sent } = await run({ resource: 'callLog', operation: 'getCallLog', ...fields({}) });
		expect(error?.message).toBe('Start is empty');
		expect(sent).toEqual([]);
	});

	it('sends an empty object where an action has no parameters, and says what was acted on', async () => {
		const { sent, rows } = await run({ resource: 'queue', operation: 'resetStatistics', ...record('id', 40) });
		expect(sent).toEqual([{ method: 'POST', path: '/Queues(40)/Pbx.ResetQueueStatistics', body: '{}' }]);
		expect(rows).toEqual([{ success: true, Id: 40 }]);
	});

	it('puts the fields of a wrapped parameter into their wrapper', async () => {
		const { sent } = await run({ resource: 'pbxService', operation: 'stop', ...fields({ ServiceNames: '3CXTunnel, 3CXFax' }) });
		expect(sent[0]?.body).toBe('{"options":{"ServiceNames":["3CXTunnel","3CXFax"]}}');
	});

	it('hangs up', async () => {
		const { pbx, rows } = await run({ resource: 'call', operation: 'dropCall', ...record('id', '2') });
		expect(rows).toEqual([{ success: true, Id: 2 }]);
		expect(pbx.rows('ActiveCalls').map(({ Id }) => Id)).toEqual([1]);
	});

	it('reports failures inside an answer that is otherwise good', async () => {
		const { error, pbx } = await run(user('deleteMany', fields({ ids: [28, 999] })));
		expect(error?.message).toBe(
			`"Delete Many Users" failed for some entries: 999: it wasn't found on the PBX (WARNINGS.XAPI.NOT_FOUND)`,
		);
		expect(pbx.rows('Users').map(({ Id }) => Id)).toEqual([31, 32]);
		const good = await run(user('deleteMany', fields({ ids: '28, 31' })));
		expect(good.rows).toEqual([{ success: true }]);
	});

	const deleteFiles = { resource: 'aiSettings', operation: 'deleteVectorStoreFiles', ...fields({ VectorId: 'vs', FileIds: ['a'] }) };
	const fileResult = (more: object) => ({ ExternalFileId: 'f-1', FileName: 'faq.pdf', Status: 'deleted', Error: null, ...more });
	const withResults = (...rows: object[]) => ({ results: { 'POST /AISettings/Pbx.BatchDeleteFiles': rows } });

	it.each([
		['an error', { Error: 'No such file' }, 'faq.pdf: No such file'],
		['an error that is an object', { Error: { code: 404 } }, 'faq.pdf: {"code":404}'],
		['a status only', { Status: 'Failed' }, 'faq.pdf: Failed'],
	])('reports a file that was not handled, told by %s', async (_by, more, expected) => {
		const { error } = await run(deleteFiles, withResults(fileResult({ FileName: 'good.pdf' }), fileResult(more)));
		expect(error?.message).toBe(`"Delete Many Vector Store Files" failed for some entries: ${expected}`);
	});

	it('puts out the rows of a report in which nothing failed', async () => {
		const { rows, error } = await run(deleteFiles, withResults(fileResult({})));
		expect(error).toBeUndefined();
		expect(rows).toEqual([fileResult({})]);
	});

	it('knows how each list of an action tells of failures', () => {
		const reports = operations.filter(({ output }) => output === 'report');
		expect(reports.map(({ path, failures }) => [path, failures])).toEqual([
			['/AISettings/Pbx.BatchDeleteFiles', { error: 'Error', subject: 'FileName', status: 'Status' }],
			['/Users/Pbx.BatchDelete', { error: 'Error', subject: 'ExtensionNumber', status: undefined }],
		]);
		// No other answer of an action holds rows with an error of their own.
		const inside = operations.filter(({ kind, output, answer = '' }) => {
			const lists = fieldsOfType(answer).filter(({ isCollection }) => isCollection);
			return kind === 'action' && output !== 'report' && lists.some(({ type }) => fieldsOfType(type).some(({ name }) => /error|fail/i.test(name)));
		});
		expect(inside.map(({ path }) => path)).toEqual([]);
	});

	it('reports them where API Request calls the same path', async () => {
		const request = { resource: 'apiRequest', operation: 'sendPost', path: '/Users/Pbx.BatchDelete', body: '{"ids":[28,999]}' };
		const { error } = await run(request);
		expect(error?.message).toBe(
			`"Delete Many Users" failed for some entries: 999: it wasn't found on the PBX (WARNINGS.XAPI.NOT_FOUND)`,
		);
	});

	it('puts out nothing where a look-up finds nothing', async () => {
		const { rows, error } = await run(user('findDuplicateEmails', fields({ emails: 'ada@example.com' })), {
			results: { 'POST /Users/Pbx.GetDuplicatedEmails': [] },
		});
		expect(error).toBeUndefined();
		expect(rows).toEqual([]);
	});

	it('puts out nothing where a function answers null', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({ url: /GetPhoneRegistrar/, answer: { status: 204 } });
		const parameters = { ...user('getRegistration', fields({ mac: '001565000001' })), resource: 'phone' };
		const execution = await runNode(engine, { parameters: parameters, credential });
		expect(execution.data.resultData.error).toBeUndefined();
		expect(jsonOf(execution, '3CX')).toEqual([]);
	});

	it('takes the result of a test for a result, good or bad', async () => {
		const result = { Success: false, Error: 'Mailbox {0} is not available', Parameters: ['ops@example.com'] };
		const { rows, error } = await run({ resource: 'emailSettings', operation: 'sendTestEmail', ...fields({ email: 'ops@example.com', settings: {} }) }, {
			results: { 'POST /MailSettings/Pbx.TestEmail': result },
		});
		expect(error).toBeUndefined();
		expect(rows).toEqual([result]);
	});

	it.each([['={{ "" }}'], [null], [undefined]])('asks for the number of a user to get by number (%s)', async (Number) => {
		const { error, sent } = await run(user('getByNumber', fields({ Number })));
		expect(error?.message).toBe('Number is empty');
		expect(sent).toEqual([]);
	});

	it('asks for an argument that an expression leaves empty', async () => {
		const { error, sent } = await run({ resource: 'contact', operation: 'findByNumber', ...fields({ number: '={{ "" }}' }) });
		expect(error?.message).toBe('Number is empty');
		expect(sent).toEqual([]);
	});

	it('refuses names in JSON that are no argument, rather than asking for everything', async () => {
		const { error, sent } = await run({
			resource: 'activityLog',
			operation: 'getLogs',
			...json({ startDate: '2026-03-01', endDate: '2026-03-02', Extension: '100' }),
		});
		expect(error?.message).toBe('"Get Activity Log" has no argument "Extension"; did you mean "extension"?');
		expect(error?.description).toBe('It has period, startDate, endDate, extension, call, severity. Nothing was sent to the PBX.');
		expect(sent).toEqual([]);
	});

	it('gives single values a name', async () => {
		const { rows } = await run({ resource: 'user', operation: 'checkSystemOwner' });
		expect(rows).toEqual([{ value: true }]);
	});
});

describe('lists', () => {
	it('simplifies unless raw data is asked for, and never shows a secret', async () => {
		const simplified = await run(user('getAll'));
		expect(simplified.sent[0]?.path).toContain('$select=Id,Number,FirstName');
		expect(Object.keys(simplified.rows[0] ?? {})).not.toContain('AuthPassword');
		const raw = await run(user('getAll', { simplify: false }));
		expect(raw.sent[0]?.path).toBe('/Users?$orderby=Id&$top=50&$count=true');
		const selected = await run(user('getAll', { options: { select: 'Number' } }));
		expect(selected.rows[0]).toEqual({ Number: '100' });
	});

	it('leaves out an option that was set for another operation', async () => {
		const { error, sent } = await run({
			resource: 'conferenceSettings',
			operation: 'getOnboardMeetings',
			options: { select: 'MeetingId' },
		});
		expect(error).toBeUndefined();
		expect(sent[0]?.path).not.toContain('select');
	});

	it('takes switches as text, as expressions give them, and refuses anything else', async () => {
		const logos = Array.from({ length: 120 }, (_item, index) => ({ Filename: `${1000 + index}.png`, DisplayName: null }));
		const list = (parameters: object) => ({ resource: 'phoneLogo', operation: 'getAll', ...parameters });
		expect((await run(list({ returnAll: "={{ 'true' }}" }), { logos })).rows).toHaveLength(120);
		expect((await run(list({ returnAll: '={{ null }}' }), { logos })).rows).toHaveLength(50);
		const refused = await run(list({ returnAll: '={{ "perhaps" }}' }), { logos });
		expect(refused.error?.message).toBe('Return All must be true or false');
		expect(refused.error?.description).toBe('Check its value or expression. Nothing was sent to the PBX.');
		expect(refused.sent).toEqual([]);
		const raw = await run(user('getAll', { simplify: "={{ 'false' }}" }));
		expect(raw.sent[0]?.path).toBe('/Users?$orderby=Id&$top=50&$count=true');
	});

	it.each([
		[{ filter: '={{ ({ a: 1 }) }}' }, 'Filter must be text'],
		[{ select: '={{ [{ a: 1 }, "Id"] }}' }, 'Select must be text'],
	])('refuses the option %j rather than asking for everything', async (options, message) => {
		const { error, sent } = await run(user('getAll', { options }));
		expect(error?.message).toBe(message);
		expect(sent).toEqual([]);
	});

	it('lists what a navigation property leads to', async () => {
		const { rows } = await run({ resource: 'queue', operation: 'getAgents', ...record('name', 'Sales'), returnAll: true });
		expect(rows).toEqual([{ Id: 1, Number: '100', Name: 'Ada Byron' }]);
	});
});
