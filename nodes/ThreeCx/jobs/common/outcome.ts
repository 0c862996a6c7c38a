import type { OutputItem, OutputJson } from '../../response/items';
import type { Reached } from './converge';
import type { JobRun } from './jobRun';

/** The name that a job adds to its outcome in a dry run, and whether it would change anything. */
const dryRunNote = ({ wouldChange }: Pick<Reached<unknown>, 'wouldChange'>): OutputJson => ({ dryRun: true, wouldChange });

/**
 * What every job puts out: whether anything changed, what it was about, how it was before, how it is after, and the steps.
 *
 * @param about what names the record, e.g. `{ queue: '800 Sales' }`.
 * @param dryRun whether a dry run would change something; undefined for a real run.
 */
export function outcomeOf(
	run: JobRun,
	{ about, before, after, dryRun }: { about: OutputJson; before: unknown; after: unknown; dryRun?: boolean },
): OutputItem[] {
	const json = {
		changed: run.hasChanged,
		...(dryRun === undefined ? {} : dryRunNote({ wouldChange: dryRun })),
		...about,
		before,
		after,
		steps: run.steps,
	};
	return [{ json }];
}
