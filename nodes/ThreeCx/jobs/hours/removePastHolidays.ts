import { clock } from '../../timing/clock';
import { JobRun } from '../common/jobRun';
import { findOne } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { optionalText, readDryRun } from '../common/parameters';
import { inTurn } from '../common/turns';
import { mayHaveBeenDone, statusOf } from '../common/uncertain';
import type { Job } from '../types';
import { holidayText } from './holidayLines';
import { departmentText, groupOf, LIST_HOLIDAYS, readHolidays, shownHoliday, type StoredHoliday } from './holidayRows';

const GONE = 404;

/** Today in a time zone, as a number that can be compared: 20261224. */
function today(timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(clock.now());
	const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
	return part('year') * 10_000 + part('month') * 100 + part('day');
}

/** Whether a dated holiday is over. A recurring one never is, nor one without a full date. */
const isOver = ({ IsRecurrent, YearEnd, MonthEnd, DayEnd }: StoredHoliday, day: number) =>
	!IsRecurrent && YearEnd > 0 && MonthEnd > 0 && DayEnd > 0 && YearEnd * 10_000 + MonthEnd * 100 + DayEnd < day;

async function remove(run: JobRun, holiday: StoredHoliday): Promise<void> {
	const isGone = await run.send('DELETE /Holidays({Id})', { key: holiday.Id }).then(
		() => true,
		(failure: unknown) => {
			// Whether a lost delete took effect shows when the list is read again.
			if (statusOf(failure) === GONE || mayHaveBeenDone(failure)) return false;
			throw failure;
		},
	);
	if (isGone) run.did(`Removed ${holidayText(holiday)}`);
}

/** Removes the dated holidays that are over, of a department or of all. Recurring ones stay. */
export const removePastHolidays: Job = async (connection, { read, timeZone }) => {
	const text = optionalText(read, 'department', 'Department');
	const isDryRun = readDryRun(read, true);
	const run = new JobRun(connection);
	const department = text === '' ? undefined : await findOne(run, 'department', text, 'Department');
	const group = department && groupOf(run, department);
	const day = today(timeZone);
	return await inTurn(connection, 'past holidays', async () => {
		const past = (await readHolidays(run, group)).filter((holiday) => isOver(holiday, day));
		const about = { department: departmentText(department) };
		const before = past.map(shownHoliday);
		if (isDryRun) return outcomeOf(run, { about, before, after: [], dryRun: past.length > 0 });
		for (const holiday of past) await remove(run, holiday);
		const left = past.length === 0 ? [] : (await readHolidays(run, group)).filter((holiday) => isOver(holiday, day));
		const meant = new Set(past.map(({ Id }) => Id));
		const kept = left.filter(({ Id }) => meant.has(Id));
		if (kept.length > 0) {
			throw run.refusal(LIST_HOLIDAYS, `${kept.map(holidayText).join(', ')} couldn't be removed`, 'Run the node again.');
		}
		return outcomeOf(run, { about, before, after: left.map(shownHoliday) });
	});
};
