import { readOptions, readBoolean } from '../../input/options';
import { divideByName, readLogos, readNameFilter } from './logoUsage';
import type { ReadingJob } from '../types';

/** The logos that nothing refers to; with Include Used Logos all of them, with where each is used. */
export const getUnusedLogos: ReadingJob = async (connection, read) => {
	const matchesFilter = readNameFilter(read);
	const includeUsed = readBoolean(readOptions(read).includeUsed, 'Include Used Logos', false);
	const { logos } = await readLogos(connection);
	const { meant } = await divideByName(logos, matchesFilter);
	return meant
		.filter(({ usedBy }) => includeUsed || usedBy.length === 0)
		.map(({ row, usedBy }) => ({ ...row, used: usedBy.length > 0, usedBy }));
};
