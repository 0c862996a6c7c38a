import { deleteUnusedLogos } from './phoneLogos/deleteUnusedLogos';
import { getUnusedLogos } from './phoneLogos/getUnusedLogos';
import type { Job } from './types';

/** What each row of `catalog/jobs.ts` does, by `resource.operation`. */
export const jobs: Record<string, Job> = {
	'phoneLogo.deleteUnused': deleteUnusedLogos,
	'phoneLogo.getUnused': getUnusedLogos,
};
