import type { PbxOptions } from '../../../../pbx';
import { manyUsers, runJob } from '../runJob';

const member = (number: number) => ({ Id: number, Number: String(number), Name: `User ${number}` });

const setting = (...numbers: number[]): PbxOptions => ({
	users: manyUsers(20),
	rows: { RingGroups: [{ Id: 50, Number: '900', Name: 'Reception', RingStrategy: 'Hunt', Members: numbers.map(member) }] },
});

const job = (operation: string, people: unknown, others: object = {}) => ({
	resource: 'ringGroup',
	operation,
	ringGroup: { __rl: true, mode: 'list', value: '900' },
	people,
	...others,
});

const written = (...numbers: number[]) => [{ Id: 50, Members: numbers.map((number) => ({ Number: String(number) })) }];

describe('Add Ring Group Members', () => {
	it.each([
		[0, [201, 202, 205, 206]],
		[1, [205, 206, 201, 202]],
		[2, [201, 205, 206, 202]],
		[9, [201, 202, 205, 206]],
	])('at position %d keeps the order of the others', async (position, expected) => {
		const { writes, rows, again } = await runJob(job('addMembers', '205, 206', { position }), setting(201, 202));
		expect(writes.map(({ body }) => body)).toEqual(written(...expected));
		expect(rows[0]).toMatchObject({ changed: true, ringGroup: '900 Reception' });
		expect((await again()).writes).toEqual([]);
	});

	it('leaves a member where it is', async () => {
		const { writes } = await runJob(job('addMembers', '202, 205', { position: 1 }), setting(201, 202));
		expect(writes.map(({ body }) => body)).toEqual(written(205, 201, 202));
	});

	it.each([-1, 1.5, 'first'])('refuses position %s', async (position) => {
		const { error, sent } = await runJob(job('addMembers', '205', { position: `={{ ${JSON.stringify(position)} }}` }), setting());
		expect(error?.message).toBe('Position must be a whole number');
		expect(error?.description).toBe('Use 1 for the first place, or 0 for the end. Nothing was sent to the PBX.');
		expect(sent).toEqual([]);
	});
});

describe('Remove Ring Group Members', () => {
	it('keeps the order of the others', async () => {
		const { writes, again } = await runJob(job('removeMembers', '202'), setting(203, 202, 201));
		expect(writes.map(({ body }) => body)).toEqual(written(203, 201));
		expect((await again()).writes).toEqual([]);
	});
});

describe('Set Ring Group Members', () => {
	it('uses the order that was given', async () => {
		const { writes, again, rows } = await runJob(job('setMembers', '203, 201'), setting(201, 202, 203));
		expect(writes.map(({ body }) => body)).toEqual(written(203, 201));
		expect(rows[0]?.steps).toEqual(['Members of ring group 900 Reception: removed 202 User 202']);
		expect((await again()).writes).toEqual([]);
	});

	it('writes where only the order differs', async () => {
		const { writes, rows } = await runJob(job('setMembers', '202, 201'), setting(201, 202));
		expect(writes.map(({ body }) => body)).toEqual(written(202, 201));
		expect(rows[0]?.steps).toEqual(['Members of ring group 900 Reception: changed order or skill groups']);
	});
});
