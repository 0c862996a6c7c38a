import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const department = (others: Row = {}): Row => ({
	Id: 2,
	Number: 'GRP0001',
	Name: 'Sales',
	CurrentGroupHours: 'Default',
	OverrideExpiresAt: '0001-01-01T00:00:00Z',
	...others,
});
const setting = (others: Row = {}): PbxOptions => ({ rows: { Groups: [department(others)] } });

const job = (parameters: object = {}) => ({
	resource: 'department',
	operation: 'openOrClose',
	department: { __rl: true, mode: 'list', value: 'Sales' },
	...parameters,
});

const UNTIL = '2099-12-24T18:00:00Z';

describe('Open or Close Department', () => {
	it('closes until a time, and writes nothing the second time', async () => {
		const { rows, writes, again } = await runJob(job({ until: '2099-12-24T13:00:00-05:00' }), setting());
		expect(writes).toEqual([
			{ method: 'PATCH', path: '/Groups(2)', body: { Id: 2, CurrentGroupHours: 'ForceClosed', OverrideExpiresAt: UNTIL } },
		]);
		expect(rows).toEqual([
			{
				changed: true,
				department: 'GRP0001 Sales',
				before: { CurrentGroupHours: 'Default', OverrideExpiresAt: null },
				after: { CurrentGroupHours: 'ForceClosed', OverrideExpiresAt: UNTIL },
				steps: [`Set department GRP0001 Sales to Closed until ${UNTIL}`],
			},
		]);
		expect((await again()).writes).toEqual([]);
	});

	it('opens without end, and takes the end of an earlier override away', async () => {
		const { writes, again } = await runJob(job({ officeMode: 'ForceOpened' }), setting({ CurrentGroupHours: 'ForceOpened', OverrideExpiresAt: UNTIL }));
		expect(writes.map(({ body }) => body)).toEqual([{ Id: 2, CurrentGroupHours: 'ForceOpened', OverrideExpiresAt: null }]);
		expect((await again()).writes).toEqual([]);
	});

	it('goes back to the schedule, whatever Until says', async () => {
		const { writes, again } = await runJob(
			job({ officeMode: '={{ "follow schedule" }}', until: '2000-01-01T00:00:00Z' }),
			setting({ CurrentGroupHours: 'ForceClosed, HasForcedMask', OverrideExpiresAt: UNTIL }),
		);
		expect(writes.map(({ body }) => body)).toEqual([{ Id: 2, CurrentGroupHours: 'Default', OverrideExpiresAt: null }]);
		expect((await again()).writes).toEqual([]);
	});

	it.each<[string, object, string, string]>([
		['a time that is over', { until: '2000-01-01T00:00:00Z' }, 'Until is in the past', 'Enter a later time, or leave it empty for no end. Nothing was sent to the PBX.'],
		['a text that is no time', { until: 'tomorrow' }, 'Until must be a date and time', 'Enter one such as 2026-12-24T18:00:00, or leave it empty. Nothing was sent to the PBX.'],
		['an unknown mode', { officeMode: '={{ "Lunch" }}' }, 'Set To must be one of Follow Schedule, Open, Closed, Break, Holiday, Custom Operator', 'Choose from the list. Nothing was sent to the PBX.'],
	])('refuses %s', async (_name, parameters, message, description) => {
		const { error, sent } = await runJob(job(parameters), setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toBe(description);
		expect(sent).toEqual([]);
	});

	it('refuses a name that fits two departments, naming both', async () => {
		const rows = { Groups: [department(), department({ Id: 3, Number: 'GRP0002' })] };
		const { error, writes } = await runJob(job(), { rows });
		expect(error?.message).toBe('"Sales" matches 2 departments: GRP0001 Sales, GRP0002 Sales');
		expect(writes).toEqual([]);
	});

	it('says where the PBX keeps another state', async () => {
		const faults = [{ method: 'PATCH', times: 2, answer: { status: 204 } }];
		const { error } = await runJob(job(), { ...setting(), faults });
		expect(error?.message).toBe('Department GRP0001 Sales is Default although it was set to ForceClosed');
		expect(error?.description).toContain('Someone else may have changed it in the meantime. Check the department, then run the node again.');
	});
});
