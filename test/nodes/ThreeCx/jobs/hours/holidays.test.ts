import { readHoliday } from '../../../../../nodes/ThreeCx/jobs/hours/holidayLines';
import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const whole = { TimeOfStartDate: 'P0D', TimeOfEndDate: 'P1D' };
const dated = (Id: number, Name: string, Year: number, others: Row = {}): Row => ({
	Id,
	Group: 'GRP0001',
	Name,
	IsRecurrent: false,
	Day: 24,
	Month: 12,
	Year,
	DayEnd: 26,
	MonthEnd: 12,
	YearEnd: Year,
	...whole,
	...others,
});
const newYear: Row = {
	Id: 9,
	Group: 'GRP0001',
	Name: "New Year's Day",
	IsRecurrent: true,
	Day: 1,
	Month: 1,
	Year: 0,
	DayEnd: 1,
	MonthEnd: 1,
	YearEnd: 0,
	...whole,
};

const setting = (Holidays: Row[]): PbxOptions => ({
	rows: { Groups: [{ Id: 2, Number: 'GRP0001', Name: 'Sales' }, { Id: 5, Number: '', Name: 'Nameless' }], Holidays },
});
const department = { __rl: true, mode: 'list', value: 'Sales' };
const add = (holidays: unknown, others: object = {}) => ({ resource: 'holiday', operation: 'addHolidays', department, holidays, ...others });
const removePast = (others: object = {}) => ({ resource: 'holiday', operation: 'removePast', dryRun: false, ...others });

describe('lines of holidays', () => {
	const day = (Year: number, Month: number, Day: number) => ({ Year, Month, Day, YearEnd: Year, MonthEnd: Month, DayEnd: Day });

	it.each([
		['2026-12-25 Christmas Day', { Name: 'Christmas Day', IsRecurrent: false, ...day(2026, 12, 25), ...whole }],
		['2026-12-24..2026-12-26  Christmas, all of it', { Name: 'Christmas, all of it', IsRecurrent: false, ...day(2026, 12, 24), DayEnd: 26, ...whole }],
		['02-29 Leap day', { Name: 'Leap day', IsRecurrent: true, ...day(0, 2, 29), ...whole }],
		['12-31..01-01 Turn of the year', { Name: 'Turn of the year', IsRecurrent: true, ...day(0, 12, 31), MonthEnd: 1, DayEnd: 1, ...whole }],
		['2026-12-24 13:30-24:00 Eve', { Name: 'Eve', IsRecurrent: false, ...day(2026, 12, 24), TimeOfStartDate: 'PT13H30M', TimeOfEndDate: 'P1D' }],
		['2026-12-24 00:00-09:00 Late start', { Name: 'Late start', IsRecurrent: false, ...day(2026, 12, 24), TimeOfStartDate: 'P0D', TimeOfEndDate: 'PT9H' }],
	])('reads %s', (line, holiday) => {
		expect(readHoliday(line)).toEqual(holiday);
	});

	it.each([
		'Christmas',
		'2026-12-25',
		'2026-02-30 No day',
		'13-01 No month',
		'2026-12-26..2026-12-24 Backwards',
		'2026-12-24..12-26 Mixed',
		'2026-12-24 25:00-26:00 No time',
		'2026-12-24 13:00-12:00 Backwards',
	])('reads nothing in %s', (line) => {
		expect(readHoliday(line)).toBeUndefined();
	});
});

describe('Add Holidays From List', () => {
	it('adds what is missing, changes what differs, and leaves the rest alone', async () => {
		const stored = [newYear, dated(1, 'Christmas', 2098), dated(2, 'Christmas', 2099, { DayEnd: 25 }), dated(3, 'Other', 2099)];
		const lines = "01-01 New Year's Day\n\n2099-12-24..2099-12-26 Christmas\n2099-05-01 May Day";
		const { rows, writes, again } = await runJob(add(lines), setting(stored));
		expect(writes).toEqual([
			{ method: 'PATCH', path: '/Holidays(2)', body: expect.objectContaining({ Id: 2, Day: 24, DayEnd: 26, Year: 2099 }) as unknown },
			{
				method: 'POST',
				path: '/Holidays',
				body: {
					Group: 'GRP0001',
					Name: 'May Day',
					IsRecurrent: false,
					Day: 1,
					Month: 5,
					Year: 2099,
					DayEnd: 1,
					MonthEnd: 5,
					YearEnd: 2099,
					TimeOfStartDate: 'P0D',
					TimeOfEndDate: 'P1D',
					HolidayPrompt: '',
				},
			},
		]);
		expect(rows[0]).toMatchObject({
			changed: true,
			department: 'GRP0001 Sales',
			before: [{ Id: 2, DayEnd: 25 }, { Name: "New Year's Day" }],
			steps: ['Changed to 2099-12-24..2099-12-26 Christmas', 'Added 2099-05-01 May Day'],
		});
		expect((await again()).writes).toEqual([]);
	});

	it('takes a list, and one holiday for each item', async () => {
		const { pbx } = await runJob(add(['2099-05-01 May Day', '2099-05-02 Day after']), setting([]));
		expect(pbx.rows('Holidays')).toHaveLength(2);
		const items = ['2099-05-01', '2099-05-02'].map((date, index) => ({ date, name: `Day ${index}` }));
		const each = await runJob(add('={{ $json.date + " " + $json.name }}'), { ...setting([]), items });
		expect(each.pbx.rows('Holidays').map(({ Name }) => Name)).toEqual(['Day 0', 'Day 1']);
	});

	it('adds once where the response is lost', async () => {
		const faults = [{ method: 'POST', url: /\/Holidays/, drop: 'after' as const }];
		const { pbx, rows } = await runJob(add('2099-05-01 May Day'), { ...setting([]), faults });
		expect(pbx.rows('Holidays')).toHaveLength(1);
		expect(rows[0]?.steps).toEqual(['The response was lost; looking again showed that it was created', 'Added 2099-05-01 May Day']);
	});

	it('counts times as the same however the PBX writes them', async () => {
		const { writes } = await runJob(add('2099-12-24..2099-12-26 Christmas'), setting([dated(1, 'Christmas', 2099, { TimeOfStartDate: 'PT0S', TimeOfEndDate: 'PT24H' })]));
		expect(writes).toEqual([]);
	});

	it.each<[string, object, string, string]>([
		['a line that is none', add('2099-05-01 May Day\nChristmas'), 'Holidays has a line that can\'t be read: "Christmas"', 'Write day and name, e.g. 2026-12-24..2026-12-26 Christmas'],
		['a name that comes twice', add('2099-05-01 May Day\n2099-05-02 may day'), 'Holidays has "may day" twice', 'Give each its own name. Nothing was sent to the PBX.'],
		['no line', add('={{ [] }}'), 'Holidays is empty', 'Enter at least one line. Nothing was sent to the PBX.'],
		['a department without number', add('2099-05-01 May Day', { department: 'Nameless' }), 'Department Nameless has no number, and 3CX keeps holidays by it', 'Set its holidays in the 3CX Admin Console.'],
	])('refuses %s', async (_name, parameters, message, description) => {
		const { error, writes } = await runJob(parameters, setting([]));
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(writes).toEqual([]);
	});

	it('says where the PBX keeps something else', async () => {
		const faults = [{ method: 'PATCH', answer: { status: 204 } }];
		const { error } = await runJob(add('2099-12-24..2099-12-25 Christmas'), { ...setting([dated(1, 'Christmas', 2099)]), faults });
		expect(error?.message).toBe("2099-12-24..2099-12-25 Christmas wasn't stored as the node sent it");
		expect(error?.description).toContain('Check the holidays of the department in the 3CX Admin Console.');
	});
});

describe('Remove Past Holidays', () => {
	const stored = [newYear, dated(1, 'Christmas', 2001), dated(2, 'Christmas', 2099), dated(3, 'Elsewhere', 2001, { Group: 'GRP0002' }), dated(4, 'Undated', 0)];

	it('only reports unless Dry Run is turned off', async () => {
		const { rows, writes } = await runJob(removePast({ dryRun: true }), setting(stored));
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: false, dryRun: true, wouldChange: true, department: 'All', before: [{ Id: 1 }, { Id: 3 }], after: [] });
	});

	it('removes dated holidays that are over, of one department or of all', async () => {
		const one = await runJob(removePast({ department }), setting(stored));
		expect(one.writes.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /Holidays(1)']);
		const all = await runJob(removePast(), setting(stored));
		expect(all.pbx.rows('Holidays').map(({ Id }) => Id).sort()).toEqual([2, 4, 9]);
		expect(all.rows[0]?.steps).toEqual(['Removed 2001-12-24..2001-12-26 Christmas', 'Removed 2001-12-24..2001-12-26 Elsewhere']);
		expect((await all.again()).writes).toEqual([]);
	});

	it('does not mind one that is gone already', async () => {
		const faults = [{ method: 'DELETE', run: (pbx: { remove: (set: string, key: unknown) => boolean }) => { pbx.remove('Holidays', 1); } }];
		const { error, rows } = await runJob(removePast({ department }), { ...setting(stored), faults });
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ changed: false, after: [] });
	});

	it('says what could not be removed', async () => {
		const faults = [{ method: 'DELETE', url: /\(1\)/, answer: { status: 500 } }];
		const { error } = await runJob(removePast(), { ...setting(stored), faults });
		expect(error?.message).toBe("2001-12-24..2001-12-26 Christmas couldn't be removed");
		expect(error?.description).toMatch(/^The job stopped at "Get Many Holidays"\. Completed before that: Removed 2001-12-24\.\.2001-12-26 Elsewhere\. Run the node again\.$/);
	});
});
