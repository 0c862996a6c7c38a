import { readOptions, readSwitch } from '../request/options';
import { readLogos, readNameFilter } from './logoUsage';
import type { Job } from './types';

/** The logos that nothing refers to; with Include Used Logos all of them, with where each is used. */
export const getUnusedLogos: Job = async (connection, read) => {
	const isMeant = readNameFilter(read);
	const includeUsed = readSwitch(readOptions(read).includeUsed, 'Include Used Logos', false);
	const logos = (await readLogos(connection)).filter(({ filename }) => isMeant(filename));
	return logos
		.filter(({ usedBy }) => includeUsed || usedBy.length === 0)
		.map(({ row, usedBy }) => ({ ...row, used: usedBy.length > 0, usedBy }));
};
