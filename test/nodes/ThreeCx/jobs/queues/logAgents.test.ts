import { manyUsers, runJob } from '../runJob';

const job = (people: string, queueStatus = 'LoggedIn', others: object = {}) => ({
	resource: 'queue',
	operation: 'logAgents',
	people,
	queueStatus,
	...others,
});

const [first = {}, second = {}, ...rest] = manyUsers(5);
const users = [{ ...first, QueueStatus: 'LoggedIn' }, second, ...rest];
const PATCH_USER = { method: 'PATCH', url: /\/Users\(201\)/ };

describe('Log Queue Agents In or Out', () => {
	it('writes only for those whose status differs', async () => {
		const { rows, writes, again } = await runJob(job('200, User 201'), { users });
		expect(writes).toEqual([{ method: 'PATCH', path: '/Users(201)', body: { Id: 201, QueueStatus: 'LoggedIn' } }]);
		expect(rows).toEqual([
			{
				changed: true,
				before: [
					{ Number: '200', Name: 'User 200', QueueStatus: 'LoggedIn' },
					{ Number: '201', Name: 'User 201', QueueStatus: 'LoggedOut' },
				],
				after: [
					{ Number: '200', Name: 'User 200', QueueStatus: 'LoggedIn' },
					{ Number: '201', Name: 'User 201', QueueStatus: 'LoggedIn' },
				],
				steps: ['Logged 201 User 201 in to all queues'],
			},
		]);
		expect((await again()).writes).toEqual([]);
	});

	it('logs out, with the status written as in the editor', async () => {
		const { rows, writes } = await runJob(job('200', '={{ "logged out" }}'), { users });
		expect(writes.map(({ body }) => body)).toEqual([{ Id: 200, QueueStatus: 'LoggedOut' }]);
		expect(rows[0]?.steps).toEqual(['Logged 200 User 200 out of all queues']);
	});

	it('refuses a status that does not exist', async () => {
		const { error, sent } = await runJob(job('200', '={{ "away" }}'), { users });
		expect(error?.message).toBe('Queue Status must be one of Logged In, Logged Out');
		expect(error?.description).toBe('Choose from the list. Nothing was sent to the PBX.');
		expect(sent).toEqual([]);
	});

	it('says what was done before the step that failed', async () => {
		const faults = [{ ...PATCH_USER, answer: { status: 403 } }];
		const { error } = await runJob(job('202, 201'), { users, faults });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Update User" (HTTP 403)');
		expect(error?.description).toMatch(
			/^The job stopped at "Update User"\. Completed before that: Logged 202 User 202 in to all queues\. In the 3CX Admin Console/,
		);
	});

	it('says where the PBX keeps the old status', async () => {
		const faults = [{ ...PATCH_USER, times: 2, answer: { status: 204 } }];
		const { error, writes } = await runJob(job('201'), { users, faults });
		expect(writes).toHaveLength(2);
		expect(error?.message).toBe('201 User 201 was set to LoggedIn but is LoggedOut');
		expect(error?.description).toBe(
			'The job stopped at "Get User". Nothing was changed before that. The agent or the office hours may have changed it ' +
				'in the meantime. Check the user, then run the node again.',
		);
	});
});
