import { deleteUnusedLogos } from './deleteUnusedLogos';
import { getUnusedLogos } from './getUnusedLogos';
import type { Job } from './types';

/** What each row of `catalog/jobs.ts` does, by `resource.operation`. */
export const jobs: Record<string, Job> = {
	'phoneLogo.deleteUnused': deleteUnusedLogos,
	'phoneLogo.getUnused': getUnusedLogos,
};
