import type { Row } from '../../../pbx';
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
