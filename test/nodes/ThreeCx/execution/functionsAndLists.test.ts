import { operations } from '../../../../nodes/ThreeCx/catalog';
import { fieldsOfType } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { jsonOf } from '../../../engine';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import { fields, json, record, run } from './runOperation';

const user = (operation: string, parameters: object = {}) => ({ resource: 'user', operation, ...parameters });

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
