import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const ada: Row = {
	Id: 28,
	Number: '100',
	FirstName: 'Ada',
	LastName: 'Byron',
	DisplayName: 'Ada Byron',
	EmailAddress: 'ada@example.com',
	Enabled: true,
	Groups: [{ GroupId: 2, Number: 'GRP0001', Name: 'Sales', Rights: { RoleName: 'managers', CanIntercom: true } }],
};
const taken = ['101', '102'].map((Number, index) => ({ Id: 40 + index, Number, DisplayName: `User ${Number}`, EmailAddress: null }));
const rows: Record<string, Row[]> = {
	Groups: [
		{ Id: 1, Number: 'GRP0000', Name: 'DEFAULT' },
		{ Id: 2, Number: 'GRP0001', Name: 'Sales' },
		{ Id: 3, Number: 'GRP0002', Name: 'Support' },
		{ Id: 9, Number: '', Name: '___FAVORITES___100' },
	],
	Queues: [{ Id: 40, Number: '800', Name: 'Sales', Agents: [{ Number: '100', SkillGroup: '2' }], Managers: [] }],
	RingGroups: [{ Id: 50, Number: '900', Name: 'Reception', Members: [{ Number: '100' }] }],
	Peers: [{ Id: 41, Number: '102', Name: 'User 102', Type: 'Extension' }],
};
const setting = (others: PbxOptions = {}): PbxOptions => ({ users: [ada, ...taken], rows, ...others });

const job = (parameters: object = {}) => ({
	resource: 'user',
	operation: 'onboard',
	email: 'grace@example.com',
	firstName: 'Grace',
	lastName: 'Hopper',
	...parameters,
});
const everywhere = {
	department: { __rl: true, mode: 'list', value: 'Sales' },
	role: 'managers',
	queues: '800',
	ringGroups: 'reception',
};

const CREATE = { method: 'POST', url: /\/Users$/ };

describe('Onboard User', () => {
	it('creates with the first free number, joins everything, and sends the welcome email last', async () => {
		const { rows: items, writes, again } = await runJob(job(everywhere), setting());
		expect(writes).toEqual([
			{ method: 'POST', path: '/Users', body: { Id: 0, Number: '103', EmailAddress: 'grace@example.com', FirstName: 'Grace', LastName: 'Hopper' } },
			{ method: 'PATCH', path: '/Users(42)', body: { Id: 42, Groups: [{ GroupId: 2, Rights: { RoleName: 'managers' } }] } },
			{ method: 'PATCH', path: '/Queues(40)', body: { Id: 40, Agents: [{ Number: '100', SkillGroup: '2' }, { Number: '103' }] } },
			{ method: 'PATCH', path: '/RingGroups(50)', body: { Id: 50, Members: [{ Number: '100' }, { Number: '103' }] } },
			{ method: 'POST', path: '/Users(42)/Pbx.SendWelcomeEmail', body: {} },
		]);
		expect(items).toMatchObject([
			{
				changed: true,
				user: '103 Grace Hopper',
				created: true,
				before: null,
				after: { Id: 42, Number: '103', EmailAddress: 'grace@example.com', Departments: [{ RoleName: 'managers' }] },
				steps: [
					'Created user 103 Grace Hopper',
					'Assigned 103 Grace Hopper to department Sales as managers',
					'Agents of queue 800 Sales: added 103 Grace Hopper',
					'Members of ring group 900 Reception: added 103 Grace Hopper',
					'Sent the welcome email to grace@example.com',
				],
			},
		]);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows[0]).toMatchObject({ changed: false, created: false });
	});

	it('uses a given number and sends no email if told so', async () => {
		const { writes } = await runJob(job({ extensionNumber: '150', sendWelcomeEmail: false }), setting());
		expect(writes.map(({ path, body }) => [path, (body as Row).Number])).toEqual([['/Users', '150']]);
	});

	it('updates a user with the email address: only what differs, rights and other departments kept', async () => {
		const parameters = { ...everywhere, email: 'ADA@example.com', firstName: 'Augusta', lastName: '', department: 'Support', role: '' };
		const { rows: items, writes, again } = await runJob(job(parameters), setting());
		expect(writes).toEqual([
			{ method: 'PATCH', path: '/Users(28)', body: { Id: 28, FirstName: 'Augusta', LastName: 'Byron' } },
			{
				method: 'PATCH',
				path: '/Users(28)',
				body: { Id: 28, Groups: [{ GroupId: 2, Rights: { RoleName: 'managers', CanIntercom: true } }, { GroupId: 3, Rights: { RoleName: 'users' } }] },
			},
		]);
		expect(items[0]).toMatchObject({ changed: true, created: false, before: { FirstName: 'Ada' }, after: { FirstName: 'Augusta' } });
		expect((await again()).writes).toEqual([]);
	});

	it('keeps the role of a member unless one is chosen', async () => {
		const { writes } = await runJob(job({ email: 'ada@example.com', firstName: '', lastName: '', department: 'Sales', role: '' }), setting());
		expect(writes).toEqual([]);
		const promoted = await runJob(job({ email: 'ada@example.com', firstName: '', lastName: '', department: 'Sales', role: 'group_owners' }), setting());
		expect(promoted.writes.map(({ body }) => body)).toEqual([{ Id: 28, Groups: [{ GroupId: 2, Rights: { RoleName: 'group_owners' } }] }]);
	});

	it('skips a user that exists', async () => {
		const { rows: items, writes } = await runJob(job({ ...everywhere, email: 'ada@example.com', ifExists: 'skip' }), setting());
		expect(writes).toEqual([]);
		expect(items[0]).toMatchObject({ changed: false, created: false, steps: ['ada@example.com already belongs to 100 Ada Byron'] });
	});

	it('creates once where the response is lost, and still sends the email', async () => {
		const { pbx, rows: items, writes } = await runJob(job(), { ...setting(), faults: [{ ...CREATE, drop: 'after' }] });
		expect(writes.map(({ path }) => path)).toEqual(['/Users', expect.stringMatching(/SendWelcomeEmail$/) as unknown]);
		expect(pbx.rows('Users').filter(({ EmailAddress }) => EmailAddress === 'grace@example.com')).toHaveLength(1);
		expect(items[0]?.steps).toContain('The response was lost; looking again showed that it was created');
	});

	it('does not create again where the request was lost, and says so', async () => {
		const { error, writes } = await runJob(job(), { ...setting(), faults: [{ ...CREATE, drop: 'before' }] });
		expect(writes).toHaveLength(1);
		expect(error?.description).toMatch(/^The job stopped at "Create User"\. Nothing was changed before that\./);
	});

	it('takes the next number where someone else takes the free one meanwhile', async () => {
		const faults = [{ ...CREATE, run: (pbx: { insert: (set: string, row: Row) => void }) => { pbx.insert('Users', { Id: 77, Number: '103', DisplayName: 'Quick', EmailAddress: null }); } }];
		const { rows: items, writes } = await runJob(job({ sendWelcomeEmail: false }), { ...setting(), faults });
		expect(writes.map(({ body }) => (body as Row).Number)).toEqual(['103', '104']);
		expect(items[0]?.steps).toEqual(['Someone else took extension number 103 in the meantime', 'Created user 104 Grace Hopper']);
	});

	it('gives different numbers to the people of several items, and creates nobody twice', async () => {
		const items = ['a', 'b', 'c', 'a'].map((name) => ({ email: `${name}@example.com` }));
		const { pbx, rows: rowsOut } = await runJob(job({ email: '={{ $json.email }}', sendWelcomeEmail: false }), { ...setting(), items });
		expect(rowsOut.map(({ created }) => created)).toEqual([true, true, true, false]);
		const created = pbx.rows('Users').filter(({ EmailAddress }) => /^[abc]@/.test(String(EmailAddress)));
		expect(new Set(created.map(({ Number }) => Number))).toEqual(new Set(['103', '104', '105']));
	});

	it('says what was done before a step that failed', async () => {
		const { error } = await runJob(job(everywhere), { ...setting(), faults: [{ method: 'PATCH', url: /\/Queues/, answer: { status: 403 } }] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Update Queue" (HTTP 403)');
		expect(error?.description).toMatch(
			/^The job stopped at "Update Queue"\. Completed before that: Created user 103 Grace Hopper; Assigned 103 Grace Hopper to department Sales as managers\./,
		);
	});
});

describe('refusals, with nothing written', () => {
	const twoSales = { ...rows, Groups: [...(rows.Groups ?? []), { Id: 8, Number: 'GRP0008', Name: 'SALES' }] };

	it.each<[string, object, PbxOptions, string, string]>([
		['an email that is none', { email: 'grace' }, {}, 'Email must be one email address but is "grace"', 'The user is recognized by it in later runs. Nothing was sent to the PBX.'],
		['no email', { email: '={{ $json.nothing }}' }, {}, 'Email is empty', 'Fill Email.'],
		['a number with letters', { extensionNumber: '10a' }, {}, 'Extension Number must have digits only', 'Leave it empty for the first free one. Nothing was sent to the PBX.'],
		['an unknown role', { role: '={{ "boss" }}' }, {}, 'Role must be one of Keep (User If New), User, Receptionist, Department Administrator, Manager, Department Owner, System Administrator, System Owner', 'Choose from the list.'],
		['an unknown department', { department: 'Moon' }, {}, 'No department has the number or name "Moon"', '"Get Many Departments" shows what exists.'],
		['a hidden department', { department: '___FAVORITES___100' }, {}, 'No department has the number or name "___FAVORITES___100"', 'Check Department'],
		['a name that fits two departments', { department: 'sales' }, { rows: twoSales }, '"sales" matches 2 departments: GRP0001 Sales, GRP0008 SALES', 'Use the number in Department instead.'],
		['an unknown queue', { queues: '899' }, {}, 'No queue has the number or name "899"', 'Check Queues'],
		['an unknown ring group', { ringGroups: 'Moon' }, {}, 'No ring group has the number or name "Moon"', 'Check Ring Groups'],
		['a number that is taken', { extensionNumber: '102' }, {}, 'Extension number 102 belongs to Extension 102 User 102', 'Choose another Extension Number, or leave it empty for the first free one.'],
		['another number for a user that exists', { email: 'ada@example.com', extensionNumber: '150' }, {}, "ada@example.com already belongs to 100 Ada Byron, and the number of an extension can't be changed", 'Leave Extension Number empty to update this user, or delete the user first.'],
		['an email address of two users', { email: 'x@example.com' }, { users: [1, 2].map((Id) => ({ Id, Number: `10${Id}`, DisplayName: `X ${Id}`, EmailAddress: 'x@example.com' })) }, '"x@example.com" matches 2 users: 101 X 1, 102 X 2', 'Use the number in Email instead.'],
		['no free number', {}, { results: { 'GET /Users/Pbx.GetFirstAvailableExtensionNumber()': { Number: null } } }, 'The PBX has no free extension number', 'Enter an Extension Number, or check the license.'],
	])('%s', async (_name, parameters, options, message, description) => {
		const { error, writes } = await runJob(job(parameters), setting(options));
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(writes).toEqual([]);
	});

	it('say where a role was not kept', async () => {
		const faults = [{ method: 'PATCH', url: /\/Users/, times: 2, answer: { status: 204 } }];
		const { error } = await runJob(job({ email: 'ada@example.com', firstName: '', lastName: '', department: 'Sales', role: 'system_owners' }), { ...setting(), faults });
		expect(error?.message).toBe("100 Ada Byron isn't in department Sales with the role that was set");
		expect(error?.description).toContain("The PBX has: Sales (managers). The API client can't assign a role above its own.");
	});
});
