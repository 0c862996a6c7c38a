import type { Pbx, PbxOptions, Row } from '../../../../pbx';
import { manyUsers, runJob } from '../runJob';

const agent = (number: number, SkillGroup = '1') => ({ Id: number, Number: String(number), Name: `User ${number}`, SkillGroup });
const queue = (Id: number, Agents: Row[], Name = 'Sales') => ({
	Id,
	Number: String(760 + Id),
	Name,
	PollingStrategy: 'RingAll',
	Agents,
	Managers: [],
});

const setting = (Agents: Row[] = [agent(200, '2')], others: Row[] = []): PbxOptions => ({
	users: [...manyUsers(60), { Id: 300, Number: '300', DisplayName: "Brian O'Neill", EmailAddress: 'brian@example.com' }],
	rows: { Queues: [queue(40, Agents), ...others] },
});

const job = (operation: string, people: unknown, others: object = {}) => ({
	resource: 'queue',
	operation,
	queue: { __rl: true, mode: 'name', value: '800' },
	people,
	...others,
});

const PATCH_QUEUE = { method: 'PATCH', url: /\/Queues\(40\)/ };
const GET_QUEUE = { method: 'GET', url: /\/Queues\(40\)/ };
const agentsOf = (pbx: { rows: (set: string) => Row[] }, id = 40) =>
	(pbx.rows('Queues').find(({ Id }) => Id === id)?.Agents as Row[]).map(({ Number }) => Number);

describe('Add Queue Agents', () => {
	it('adds people by number, name and email address, and keeps the skill groups of the others', async () => {
		const { rows, writes, again } = await runJob(job('addAgents', '201, USER 202; brian@example.com, 201'), setting());
		expect(writes).toEqual([
			{
				method: 'PATCH',
				path: '/Queues(40)',
				body: {
					Id: 40,
					Agents: [{ Number: '200', SkillGroup: '2' }, { Number: '201' }, { Number: '202' }, { Number: '300' }],
				},
			},
		]);
		expect(rows).toMatchObject([
			{
				changed: true,
				queue: '800 Sales',
				before: [{ Number: '200', Name: 'User 200', SkillGroup: '2' }],
				after: [{ Number: '200' }, { Number: '201' }, { Number: '202' }, { Number: '300' }],
			},
		]);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows).toMatchObject([{ changed: false, steps: [] }]);
	});

	it('says in one sentence who was added to what', async () => {
		const { rows } = await runJob(job('addAgents', '201'), setting());
		expect(rows[0]?.steps).toEqual(['Agents of queue 800 Sales: added 201 User 201']);
	});

	it('finds the queue by its name', async () => {
		const { rows } = await runJob(job('addAgents', '201', { queue: 'sales' }), setting());
		expect(rows[0]).toMatchObject({ changed: true, queue: '800 Sales' });
	});

	it('gives a skill group to these agents only', async () => {
		const { writes, again } = await runJob(job('addAgents', '200, 201', { skillGroup: '3' }), setting([agent(200), agent(202)]));
		expect(writes[0]?.body).toMatchObject({
			Agents: [
				{ Number: '200', SkillGroup: '3' },
				{ Number: '202', SkillGroup: '1' },
				{ Number: '201', SkillGroup: '3' },
			],
		});
		expect((await again()).writes).toEqual([]);
	});

	it('adds to a queue of 40 agents without losing one', async () => {
		const forty = Array.from({ length: 40 }, (_, index) => agent(200 + index, String((index % 3) + 1)));
		const { pbx, rows } = await runJob(job('addAgents', '300'), setting(forty));
		const stored = pbx.rows('Queues')[0]?.Agents as Row[];
		expect(stored.map(({ Number, SkillGroup }) => [Number, SkillGroup]).slice(0, 40)).toEqual(
			forty.map(({ Number, SkillGroup }) => [Number, SkillGroup]),
		);
		expect(stored).toHaveLength(41);
		expect(rows[0]?.after).toHaveLength(41);
	});

	it('does not let ten items with five in flight overwrite each other', async () => {
		const items = Array.from({ length: 10 }, (_, index) => ({ agent: String(201 + index) }));
		const faults = [{ ...GET_QUEUE, latencyMs: 5, times: Number.POSITIVE_INFINITY }];
		const { pbx, rows } = await runJob(job('addAgents', '={{ $json.agent }}', { options: { inFlight: 5 } }), { ...setting(), items, faults });
		expect(rows.map(({ changed }) => changed)).toEqual(items.map(() => true));
		expect(agentsOf(pbx).sort()).toEqual(['200', ...items.map(({ agent: number }) => number)]);
	});

	it('works on different queues at the same time', async () => {
		const items = [{ queue: '800' }, { queue: '801' }, { queue: '802' }];
		const options = setting([], [queue(41, [], 'Support'), queue(42, [], 'Billing')]);
		const faults = [{ method: 'PATCH', gather: 2, times: Number.POSITIVE_INFINITY }];
		const { pbx } = await runJob(job('addAgents', '201', { queue: '={{ $json.queue }}' }), { ...options, items, faults });
		expect(pbx.maxInFlight).toBeGreaterThan(1);
		expect([40, 41, 42].map((id) => agentsOf(pbx, id))).toEqual([['201'], ['201'], ['201']]);
	});
});

describe('what others do meanwhile', () => {
	const overwrite = (Agents: Row[]) => ({
		run: (pbx: { remove: (set: string, key: unknown) => boolean; insert: (set: string, row: Row) => void }) => {
			pbx.remove('Queues', 40);
			pbx.insert('Queues', queue(40, Agents));
		},
	});

	it('is written again where reading back shows that the change is gone', async () => {
		// The second reading is the one after the write.
		const faults = [{ ...GET_QUEUE, after: 1, ...overwrite([agent(205)]) }];
		const { pbx, rows, writes } = await runJob(job('addAgents', '201'), { ...setting(), faults });
		expect(writes).toHaveLength(2);
		expect(agentsOf(pbx)).toEqual(['205', '201']);
		expect(rows[0]?.steps).toEqual([
			'The change was missing when it was read back, so it was made again',
			'Agents of queue 800 Sales: added 201 User 201',
		]);
	});

	it('ends the job where it happens twice', async () => {
		const faults = [1, 1].map((after) => ({ ...GET_QUEUE, after, ...overwrite([agent(205)]) }));
		const { error, writes } = await runJob(job('addAgents', '201'), { ...setting(), faults });
		expect(writes).toHaveLength(2);
		expect(error?.message).toBe("The agents of queue 800 Sales aren't what the node set");
		expect(error?.description).toBe(
			'The job stopped at "Get Queue". Nothing was changed before that. Reading back found 205 User 205. Someone else may be ' +
				'changing them: run the node again.',
		);
	});

	it('is kept where the PBX sends ETags', async () => {
		const faults = [{ ...PATCH_QUEUE, ...overwrite([agent(200, '2'), agent(205)]) }];
		const { pbx, rows } = await runJob(job('addAgents', '201'), { ...setting(), etags: 'optional', faults });
		expect(agentsOf(pbx)).toEqual(['200', '205', '201']);
		expect(rows[0]?.changed).toBe(true);
	});

	it('is reported where it came after the write', async () => {
		const faults = [{ ...GET_QUEUE, after: 1, ...overwrite([agent(205), agent(201)]) }];
		const { rows, writes } = await runJob(job('addAgents', '201'), { ...setting(), faults });
		expect(writes).toHaveLength(1);
		expect(rows[0]?.steps).toContain('Someone else made another change in the meantime');
	});
});

describe('lost responses', () => {
	it('count as done where reading back shows the change', async () => {
		const faults = [{ ...PATCH_QUEUE, drop: 'after' as const }];
		const { rows, writes, pbx, error } = await runJob(job('addAgents', '201', { options: { waitForPbx: 0 } }), { ...setting(), faults });
		expect(error?.message).toBeUndefined();
		expect(writes).toHaveLength(1);
		expect(agentsOf(pbx)).toEqual(['200', '201']);
		expect(rows[0]).toMatchObject({
			changed: true,
			steps: [
				'Agents of queue 800 Sales: added 201 User 201',
				'The response was lost; reading back showed that the change took effect',
			],
		});
	});

	it('are followed by a second write where the first one took no effect', async () => {
		const faults = [{ ...PATCH_QUEUE, drop: 'before' as const }];
		const { writes, pbx } = await runJob(job('addAgents', '201', { options: { waitForPbx: 0 } }), { ...setting(), faults });
		expect(writes).toHaveLength(2);
		expect(agentsOf(pbx)).toEqual(['200', '201']);
	});

	it('are never followed by the list that was read before: it is read again first', async () => {
		const faults = [
			{ ...PATCH_QUEUE, drop: 'before' as const },
			{ ...GET_QUEUE, after: 1, run: (pbx: Pbx) => { pbx.remove('Queues', 40); pbx.insert('Queues', queue(40, [agent(200, '2'), agent(205)])); } },
		];
		const { pbx, sent } = await runJob(job('addAgents', '201'), { ...setting(), faults });
		const onQueue = sent.filter(({ path }) => path.startsWith('/Queues(40)')).map(({ method }) => method);
		expect(onQueue).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
		expect(agentsOf(pbx)).toEqual(['200', '205', '201']);
	});

	it('end the job where the second write is lost as well', async () => {
		const faults = [{ ...PATCH_QUEUE, drop: 'before' as const, times: 2 }];
		const { error, pbx } = await runJob(job('addAgents', '201', { options: { waitForPbx: 0 } }), { ...setting(), faults });
		expect(error?.message).toMatch(/closed the connection before/);
		expect(error?.description).toMatch(/^The job stopped at "Update Queue"\. Nothing was changed before that\. /);
		expect(agentsOf(pbx)).toEqual(['200']);
	});
});

describe('Remove Queue Agents', () => {
	it('removes by number even where the user is gone, and by name', async () => {
		const { writes, again } = await runJob(
			job('removeAgents', '999, Brian O\'Neill'),
			setting([agent(999), agent(300), agent(200, '2')]),
		);
		expect(writes.map(({ body }) => body)).toEqual([{ Id: 40, Agents: [{ Number: '200', SkillGroup: '2' }] }]);
		expect((await again()).writes).toEqual([]);
	});

	it('can remove the last one', async () => {
		const { pbx, rows } = await runJob(job('removeAgents', '200'), setting());
		expect(agentsOf(pbx)).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: true, after: [] });
	});

	it('only reports in a dry run', async () => {
		const { rows, writes } = await runJob(job('removeAgents', '200', { dryRun: true }), setting());
		expect(writes).toEqual([]);
		expect(rows).toEqual([
			{
				changed: false,
				dryRun: true,
				wouldChange: true,
				queue: '800 Sales',
				before: [{ Number: '200', Name: 'User 200', SkillGroup: '2' }],
				after: [],
				steps: [],
			},
		]);
	});
});

describe('Set Queue Agents', () => {
	it('replaces the list and keeps skill group and place of who stays', async () => {
		const { writes, again } = await runJob(job('setAgents', ['205', '202', '200']), setting([agent(200, '3'), agent(201), agent(202, '2')]));
		expect(writes.map(({ body }) => body)).toEqual([
			{ Id: 40, Agents: [{ Number: '200', SkillGroup: '3' }, { Number: '202', SkillGroup: '2' }, { Number: '205' }] },
		]);
		expect((await again()).writes).toEqual([]);
	});

	it('refuses to empty the list', async () => {
		const { error, sent } = await runJob(job('setAgents', '={{ $json.nothing }}'), setting());
		expect(error?.message).toBe('Extensions is empty');
		expect(error?.description).toBe(
			'Enter at least one. If it is mapped, check that the expression resolves to a value for this item. Nothing was sent to the PBX.',
		);
		expect(sent).toEqual([]);
	});
});

describe('managers', () => {
	it('are added, removed and set', async () => {
		const added = await runJob(job('addManagers', '201,202'), setting());
		expect(added.writes[0]?.body).toEqual({ Id: 40, Managers: [{ Number: '201' }, { Number: '202' }] });
		const options = setting();
		const withManagers = { ...options, rows: { Queues: [{ ...queue(40, []), Managers: [{ Number: '201' }, { Number: '202' }] }] } };
		const removed = await runJob(job('removeManagers', '201'), withManagers);
		expect(removed.writes[0]?.body).toEqual({ Id: 40, Managers: [{ Number: '202' }] });
		const set = await runJob(job('setManagers', '202'), withManagers);
		expect(set.writes[0]?.body).toEqual({ Id: 40, Managers: [{ Number: '202' }] });
	});
});

describe('refusals', () => {
	it.each([
		[
			'nobody has the name',
			job('addAgents', 'Bob, 201, Eve'),
			'No user has the extension number, name, or email address "Bob", "Eve"',
			'The job stopped at "Get Many Users". Nothing was changed before that. Check Extensions: names must match exactly. "Get Many Users" shows what exists.',
		],
		[
			'there is no such queue',
			job('addAgents', '201', { queue: '899' }),
			'No queue has the number or name "899"',
			'The job stopped at "Get Many Queues". Nothing was changed before that. Check Queue: names must match exactly. "Get Many Queues" shows what exists.',
		],
		['no queue is chosen', job('addAgents', '201', { queue: '={{ $json.nothing }}' }), 'Queue is empty', 'Fill Queue. If it is mapped, check that the expression resolves to a value for this item. Nothing was sent to the PBX.'],
		['extensions are an object', job('addAgents', '={{ ({ a: 1 }) }}'), 'Extensions must be text or a list of text values', 'Check the expression of Extensions. Nothing was sent to the PBX.'],
		['the queue is an object', job('addAgents', '201', { queue: '={{ ({ a: 1 }) }}' }), 'Queue must be text or a number', 'Check the expression of Queue. Nothing was sent to the PBX.'],
	])('where %s', async (_name, parameters, message, description) => {
		const { error, writes } = await runJob(parameters, setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toBe(description);
		expect(writes).toEqual([]);
	});

	it('where a name fits two, naming both', async () => {
		const users = [101, 102].map((Id) => ({ Id, Number: String(Id), DisplayName: 'Ada Byron', EmailAddress: null }));
		const { error, writes } = await runJob(job('addAgents', 'ada byron'), { ...setting(), users });
		expect(error?.message).toBe('"ada byron" matches 2 users: 101 Ada Byron, 102 Ada Byron');
		expect(error?.description).toBe(
			'The job stopped at "Get Many Users". Nothing was changed before that. Use the number in Extensions instead.',
		);
		expect(writes).toEqual([]);
	});

	it('where the PBX leaves out the list, rather than emptying it', async () => {
		const headers = { 'content-type': 'application/json' };
		const faults = [{ ...GET_QUEUE, answer: { status: 200, headers, body: '{"Id":40,"Number":"800","Name":"Sales"}' } }];
		const { error, writes } = await runJob(job('addAgents', '201'), { ...setting(), faults });
		expect(error?.message).toBe('The PBX didn\'t return the agents of 800');
		expect(error?.description).toBe(
			`The job stopped at "Get Queue". Nothing was changed before that. The API client may not be allowed to see them. The list wasn't changed.`,
		);
		expect(writes).toEqual([]);
	});

	it('where the role may not write', async () => {
		const { error } = await runJob(job('addAgents', '201'), { ...setting(), faults: [{ ...PATCH_QUEUE, answer: { status: 403 } }] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Update Queue" (HTTP 403)');
		expect(error?.description).toMatch(/^The job stopped at "Update Queue"\. Nothing was changed before that\. In the 3CX Admin Console/);
	});
});
