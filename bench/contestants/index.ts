import { axiosContestants } from './axiosLoop';
import { nodeContestants } from './nodes';

/** Who is measured side by side, by the name in the tables. */
export const contestants = { ...nodeContestants, ...axiosContestants };

export type ContestantName = keyof typeof contestants;
