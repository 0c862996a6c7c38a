import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import { createOnce } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { refuseParameter, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';
import { holidayText, readHoliday, type Holiday } from './holidayLines';
import { groupOf, readHolidays, shownHoliday, type StoredHoliday } from './holidayRows';

/** By what holidays are the same: the name, for dated ones with the year. */
const identityOf = ({ Name, IsRecurrent, Year }: Holiday) => JSON.stringify([Name.toLowerCase(), IsRecurrent, Year]);

const TIMES = ['P0D', 'PT0S', ''];
/** A duration as written by different versions: nothing since midnight is `P0D` or `PT0S`, a whole day `P1D` or `PT24H`. */
const normalTime = (text: string) => (TIMES.includes(text) ? 'P0D' : text.replace(/^PT24H$/, 'P1D').replace(/(?<=M)0S$/, ''));

/** What a holiday is, days and times included. */
const contentOf = (holiday: Holiday) => {
	const { Day, Month, DayEnd, MonthEnd, YearEnd, TimeOfStartDate, TimeOfEndDate } = holiday;
	return JSON.stringify([identityOf(holiday), Day, Month, DayEnd, MonthEnd, YearEnd, normalTime(TimeOfStartDate), normalTime(TimeOfEndDate)]);
};

/** The first holiday of each identity. */
const byIdentity = (holidays: readonly StoredHoliday[]) => new Map([...holidays].reverse().map((holiday) => [identityOf(holiday), holiday]));

/**
 * Reads the lines of Holidays.
 *
 * @throws ParameterRefused for an invalid line, naming it, and for two with the same name in one year.
 */
function readHolidayLines(read: ReadParameter): Holiday[] {
	const given = read('holidays', '');
	const texts = (Array.isArray(given) ? given : requiredText(read, 'holidays', 'Holidays').split('\n')) as unknown[];
	const lines = texts.map((text) => asText(text).trim()).filter((line) => line !== '');
	if (lines.length === 0) refuseParameter('Holidays is empty', 'Enter at least one line.');
	const holidays = lines.map(
		(line) =>
			readHoliday(line) ??
			refuseParameter(
				`Holidays has a line that can't be read: "${line}"`,
				"Write day and name, e.g. 2026-12-24..2026-12-26 Christmas, 01-01 New Year's Day (every year), or 2026-12-24 13:00-24:00 Christmas Eve.",
			),
	);
	const seen = new Set<string>();
	const repeated = holidays.find((holiday) => seen.size === seen.add(identityOf(holiday)).size);
	if (repeated) refuseParameter(`Holidays has "${repeated.Name}" twice`, 'Give each its own name.');
	return holidays;
}

async function create(run: JobRun, group: string, holiday: Holiday): Promise<void> {
	const find = async () => byIdentity(await readHolidays(run, group)).get(identityOf(holiday));
	await createOnce<Holiday>(run, {
		find,
		create: async () => {
			await run.send('POST /Holidays', { body: { Group: group, ...holiday, HolidayPrompt: '' } });
			return holiday;
		},
		describe: () => `Added ${holidayText(holiday)}`,
	});
}

async function update(run: JobRun, { Id }: StoredHoliday, holiday: Holiday): Promise<void> {
	await run.send('PATCH /Holidays({Id})', { key: Id, body: { Id, ...holiday } });
	run.did(`Changed to ${holidayText(holiday)}`);
}

/** Adds holidays to a department, and changes the days of those that are there under their name. */
export const addHolidays: Job = async (connection, { read }) => {
	const departmentText = requiredText(read, 'department', 'Department');
	const holidays = readHolidayLines(read);
	const run = new JobRun(connection);
	const department = await findOne(run, 'department', departmentText, 'Department');
	const group = groupOf(run, department);
	const meant = new Set(holidays.map(identityOf));
	const isMeant = (stored: Holiday) => meant.has(identityOf(stored));
	return await inTurn(connection, `holidays ${group}`, async () => {
		const before = (await readHolidays(run, group)).filter(isMeant);
		const known = byIdentity(before);
		for (const holiday of holidays) {
			const stored = known.get(identityOf(holiday));
			if (!stored) await create(run, group, holiday);
			else if (contentOf(stored) !== contentOf(holiday)) await update(run, stored, holiday);
		}
		const after = run.hasChanged ? (await readHolidays(run, group)).filter(isMeant) : before;
		const contents = new Set(after.map(contentOf));
		const missing = holidays.find((holiday) => !contents.has(contentOf(holiday)));
		if (missing) {
			throw run.refusal(
				'GET /Holidays',
				`${holidayText(missing)} wasn't stored as the node sent it`,
				'Check the holidays of the department in the 3CX Admin Console.',
			);
		}
		return outcomeOf(run, {
			about: { department: labelOf(department) },
			before: before.map(shownHoliday),
			after: after.map(shownHoliday),
		});
	});
};
