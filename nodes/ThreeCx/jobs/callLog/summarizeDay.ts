import { jsonItems } from '../../response/items';
import { isoTime } from '../../response/values';
import { JobRun } from '../common/jobRun';
import { readDay } from '../common/period';
import type { Job } from '../types';
import { readCalls } from './readCalls';
import { summaryOf } from './summary';

/** Sums the calls of a day up in one item. */
export const summarizeDay: Job = async (connection, input) => {
	const day = readDay(input);
	const run = new JobRun(connection);
	const calls = await readCalls(run, day, input.timeZone);
	const about = { from: isoTime(day.from), to: isoTime(day.to), timeZone: input.timeZone };
	return jsonItems([{ ...about, ...summaryOf(calls) }]);
};
