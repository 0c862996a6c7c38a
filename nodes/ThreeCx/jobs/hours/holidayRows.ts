import { asText } from '../../input/asText';
import { quote } from '../../request/odata';
import type { Row } from '../../transport/pages';
import type { JobRun } from '../common/jobRun';
import { labelOf, type Named } from '../common/lookUp';
import type { Holiday } from './holidayLines';

export const LIST_HOLIDAYS = 'GET /Holidays';

/** A holiday on the PBX. */
export interface StoredHoliday extends Holiday {
	Id: number;
}

const holidayFrom = (row: Row): StoredHoliday => ({
	Id: Number(row.Id),
	Name: asText(row.Name),
	IsRecurrent: row.IsRecurrent === true,
	Day: Number(row.Day),
	Month: Number(row.Month),
	Year: Number(row.Year),
	DayEnd: Number(row.DayEnd),
	MonthEnd: Number(row.MonthEnd),
	YearEnd: Number(row.YearEnd),
	TimeOfStartDate: asText(row.TimeOfStartDate),
	TimeOfEndDate: asText(row.TimeOfEndDate),
});

/**
 * The number of a department, by which 3CX keeps holidays.
 *
 * @throws StepBrokenOff where it has none.
 */
export function groupOf(run: JobRun, department: Named): string {
	if (department.number !== '') return department.number;
	throw run.refusal(
		'GET /Groups',
		`Department ${department.name} has no number, and 3CX keeps holidays by it`,
		'Set its holidays in the 3CX Admin Console.',
	);
}

/** The holidays of a department, or of all. */
export async function readHolidays(run: JobRun, group: string | undefined): Promise<StoredHoliday[]> {
	const query: Record<string, string> = group === undefined ? {} : { $filter: `Group eq ${quote(group)}` };
	return (await run.rows(LIST_HOLIDAYS, { query })).map(holidayFrom);
}

export const departmentText = (department: Named | undefined): string => (department ? labelOf(department) : 'All');

/** As the output shows it: what tells one from another. */
export const shownHoliday = ({ Id, Name, IsRecurrent, Day, Month, Year, DayEnd, MonthEnd, YearEnd }: StoredHoliday): Row => ({
	Id,
	Name,
	IsRecurrent,
	Day,
	Month,
	Year,
	DayEnd,
	MonthEnd,
	YearEnd,
});
