import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const to = (Number: string) => ({ To: 'Extension', Number, External: '' });
const route = (Number: string) => ({ IsPromptEnabled: false, Prompt: '', Route: to(Number) });
const rights = (RoleName: string) => [{ GroupId: 1, Number: 'GRP0000', Name: 'DEFAULT', Rights: { RoleName } }];
const away = (Number: string) => ({ Id: 2, Name: 'Away', AvailableRoute: null, AwayRoute: { External: to(Number), Internal: to(Number) } });

const user = (Id: number, Number: string, DisplayName: string, others: Row = {}): Row => ({
	Id,
	Number,
	DisplayName,
	EmailAddress: `${Number}@example.com`,
	Enabled: true,
	ForwardingProfiles: [away('999')],
	Groups: rights('users'),
	...others,
});

const ada = user(28, '100', 'Ada Byron', { OutboundCallerID: '+12025550100' });
const owner = user(30, '130', 'Olga Owner', { Groups: rights('system_owners') });
const others = [
	user(31, '101', "Brian O'Neill", { ForwardingProfiles: [away('100')] }),
	user(32, '102', 'Chloé Durand', { Blfs: '<BLF type="blf" number="100"/>' }),
	user(33, '103', 'Dan Ely', { Blfs: '<BLF type="blf" number="1001"/>', ForwardingProfiles: [away('1000')] }),
	owner,
];

const agent = (Number: string) => ({ Number, SkillGroup: '1' });
const memberships = {
	Queues: [
		{ Id: 40, Number: '800', Name: 'Sales', Agents: [agent('101'), agent('100')], Managers: [{ Number: '100' }] },
		{ Id: 41, Number: '801', Name: 'Support', Agents: [agent('101')], Managers: [] },
	],
	RingGroups: [{ Id: 50, Number: '900', Name: 'Reception', Members: [{ Number: '100' }, { Number: '101' }] }],
	Receptionists: [],
	InboundRules: [],
	Groups: [{ Id: 1, Number: 'GRP0000', Name: 'DEFAULT' }],
};
const routed = {
	...memberships,
	Receptionists: [{ Id: 60, Number: '700', Name: 'Main menu', TimeoutForwardDN: '100', Forwards: [{ Id: 1, Input: '1', ForwardDN: '100' }] }],
	InboundRules: [{ Id: 1, RuleName: 'Direct line', OfficeHoursDestination: to('100'), HolidaysDestination: { To: 'VoiceMail', Number: '100' } }],
	Groups: [{ Id: 1, Number: 'GRP0000', Name: 'DEFAULT', OutOfOfficeRoute: route('100') }],
};

const setting = (rows: Record<string, Row[]> = memberships, users: Row[] = [ada, ...others]): PbxOptions => ({ users, rows });

const job = (operation: string, parameters: object = {}) => ({
	resource: 'user',
	operation,
	user: { __rl: true, mode: 'name', value: '100' },
	...parameters,
});
const offboard = (parameters: object = {}) => job('offboard', { dryRun: false, ...parameters });

describe('Find Where User Is Used', () => {
	it('names every place', async () => {
		const { rows, writes } = await runJob(job('whereUsed'), setting(routed));
		expect(writes).toEqual([]);
		expect(rows).toEqual([
			{
				user: '100 Ada Byron',
				used: true,
				usedIn: [
					{ kind: 'queueAgent', number: '800', name: 'Sales', where: 'Agents' },
					{ kind: 'queueManager', number: '800', name: 'Sales', where: 'Managers' },
					{ kind: 'ringGroupMember', number: '900', name: 'Reception', where: 'Members' },
					{ kind: 'digitalReceptionist', number: '700', name: 'Main menu', where: 'TimeoutForwardDN' },
					{ kind: 'digitalReceptionist', number: '700', name: 'Main menu', where: 'Forwards' },
					{ kind: 'inboundRule', number: '', name: 'Direct line', where: 'OfficeHoursDestination' },
					{ kind: 'inboundRule', number: '', name: 'Direct line', where: 'HolidaysDestination' },
					{ kind: 'department', number: 'GRP0000', name: 'DEFAULT', where: 'OutOfOfficeRoute' },
					{ kind: 'forwarding', number: '101', name: "Brian O'Neill", where: 'ForwardingProfiles' },
					{ kind: 'blf', number: '102', name: 'Chloé Durand', where: 'Blfs' },
					{ kind: 'outboundCallerId', number: '100', name: '+12025550100', where: 'OutboundCallerID' },
				],
				lastSystemOwner: false,
			},
		]);
	});

	it('says where a user is not used, and who is the last System Owner', async () => {
		const { rows } = await runJob(job('whereUsed', { user: 'Olga Owner' }), setting(routed));
		expect(rows).toEqual([{ user: '130 Olga Owner', used: false, usedIn: [], lastSystemOwner: true }]);
	});

	it('stops where a part may not be read', async () => {
		const faults = [{ url: /\/InboundRules/, answer: { status: 403 } }];
		const { error } = await runJob(job('whereUsed'), { ...setting(), faults });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Get Many Inbound Rules" (HTTP 403)');
		expect(error?.description).toMatch(/^The job stopped at "Get Many Inbound Rules"\. Nothing was changed before that\./);
	});
});

describe('Offboard User', () => {
	it('only reports unless Dry Run is turned off', async () => {
		const { rows, writes } = await runJob(job('offboard'), setting());
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({
			changed: false,
			dryRun: true,
			wouldChange: true,
			user: '100 Ada Byron',
			action: 'disable',
			before: { Enabled: true, usedIn: [{ kind: 'queueAgent' }, { kind: 'queueManager' }, { kind: 'ringGroupMember' }, { kind: 'forwarding' }, { kind: 'blf' }, { kind: 'outboundCallerId' }] },
			after: { Enabled: false, usedIn: [{ kind: 'forwarding' }, { kind: 'blf' }, { kind: 'outboundCallerId' }] },
		});
	});

	it('removes memberships, forwards to a colleague, replaces credentials and disables, in this order', async () => {
		const { pbx, rows, writes, again } = await runJob(offboard({ colleague: { __rl: true, mode: 'list', value: '101' } }), setting());
		expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'PATCH /Queues(40)',
			'PATCH /Queues(40)',
			'PATCH /RingGroups(50)',
			'PATCH /Users(28)',
			'POST /Users(28)/Pbx.Regenerate',
			'PATCH /Users(28)',
		]);
		expect(writes.map(({ body }) => body)).toEqual([
			{ Id: 40, Agents: [agent('101')] },
			{ Id: 40, Managers: [] },
			{ Id: 50, Members: [{ Number: '101' }] },
			{ Id: 28, ForwardingProfiles: [away('101')] },
			{ opts: expect.objectContaining({ SipAuth: true, WebclientPassword: true, SendWelcomeEmail: false }) as unknown },
			{ Id: 28, Enabled: false },
		]);
		expect(rows[0]?.steps).toEqual([
			'Agents of queue 800 Sales: removed 100',
			'Managers of queue 800 Sales: removed 100',
			'Members of ring group 900 Reception: removed 100',
			'Calls to 100 Ada Byron in status Away now go to Extension 101',
			'Replaced the credentials of 100 Ada Byron',
			'Disabled 100 Ada Byron',
		]);
		expect(pbx.rows('Users')[0]?.Enabled).toBe(false);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows[0]?.changed).toBe(false);
	});

	it('deletes, and a second run finds nothing to do', async () => {
		const users = [ada, ...others.filter(({ Number }) => Number !== '101')];
		const { pbx, rows, writes, again } = await runJob(offboard({ offboardAction: 'delete' }), setting(memberships, users));
		expect(writes.at(-1)).toEqual({ method: 'POST', path: '/Users/Pbx.BatchDelete', body: { ids: [28] } });
		expect(rows[0]).toMatchObject({ changed: true, after: null });
		expect(pbx.rows('Users').map(({ Id }) => Id)).not.toContain(28);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows[0]).toMatchObject({
			changed: false,
			before: null,
			after: null,
			steps: ['No user has the extension number, name, or email address "100", so there is nothing to do'],
		});
	});

	it('counts a delete whose response was lost', async () => {
		const faults = [{ url: /BatchDelete/, drop: 'after' as const }];
		const { rows } = await runJob(offboard({ offboardAction: 'delete', deleteIfUsed: true }), { ...setting(routed), faults });
		expect(rows[0]).toMatchObject({ changed: true });
		expect(rows[0]?.steps).toContain('Deleted 100 Ada Byron');
	});

	it('keeps memberships if told to', async () => {
		const { writes } = await runJob(offboard({ removeMemberships: false }), setting());
		expect(writes.map(({ path }) => path)).toEqual(['/Users(28)/Pbx.Regenerate', '/Users(28)']);
	});

	it('refuses to delete where calls would lead nowhere, before anything is changed', async () => {
		const { error, writes } = await runJob(offboard({ offboardAction: 'delete' }), setting(routed));
		expect(error?.message).toBe(
			'100 Ada Byron is still used: digitalReceptionist 700 Main menu (TimeoutForwardDN), digitalReceptionist 700 Main menu ' +
				'(Forwards), inboundRule Direct line (OfficeHoursDestination), inboundRule Direct line (HolidaysDestination), ' +
				"department GRP0000 DEFAULT (OutOfOfficeRoute), forwarding 101 Brian O'Neill (ForwardingProfiles)",
		);
		expect(error?.description).toBe(
			'The job stopped at "Delete Many Users". Nothing was changed before that. Calls would lead nowhere. Change these first, or ' +
				'turn on Delete Even If Used.',
		);
		expect(writes).toEqual([]);
	});

	it.each(['disable', 'delete'])('refuses to %s the last System Owner', async (offboardAction) => {
		const { error, writes } = await runJob(offboard({ user: '130', offboardAction }), setting());
		expect(error?.message).toBe('130 Olga Owner is the last enabled System Owner');
		expect(error?.description).toContain('Give another user the role System Owner first.');
		expect(writes).toEqual([]);
	});

	it("says why the PBX didn't delete, and what was done before", async () => {
		const results = { 'POST /Users/Pbx.BatchDelete': [{ ExtensionNumber: '100', Error: 'WARNINGS.XAPI.IN_USE' }] };
		const { error } = await runJob(offboard({ offboardAction: 'delete', deleteIfUsed: true }), { ...setting(), results });
		expect(error?.message).toMatch(/^The PBX didn't delete 100 Ada Byron: .*\(WARNINGS\.XAPI\.IN_USE\)$/);
		expect(error?.description).toBe(
			'The job stopped at "Delete Many Users". Completed before that: Agents of queue 800 Sales: removed 100; Managers of queue 800 Sales: removed 100; ' +
				'Members of ring group 900 Reception: removed 100. Resolve this, then run the node again.',
		);
	});

	it('says where a user is still there after deleting', async () => {
		const results = { 'POST /Users/Pbx.BatchDelete': [] };
		const { error } = await runJob(offboard({ offboardAction: 'delete', deleteIfUsed: true }), { ...setting(), results });
		expect(error?.message).toBe('100 Ada Byron is still there after deleting');
		expect(error?.description).toContain('Run the node again, or delete the user in the 3CX Admin Console.');
	});

	it('says where the PBX keeps a user enabled', async () => {
		const faults = [{ method: 'PATCH', url: /\/Users\(28\)/, times: 2, answer: { status: 204 } }];
		const { error } = await runJob(offboard(), { ...setting(), faults });
		expect(error?.message).toBe('100 Ada Byron is still enabled');
		expect(error?.description).toContain('Disable the user in the 3CX Admin Console.');
	});

	it('refuses an action that does not exist', async () => {
		const { error, sent } = await runJob(offboard({ offboardAction: '={{ "archive" }}' }), setting());
		expect(error?.message).toBe('Action must be one of Disable, Delete');
		expect(sent).toEqual([]);
	});
});
