import { AnswerRefused } from '../../errors/answerRefused';
import type { Thresholds } from '../../health/conditions';
import { readBoolean } from '../../input/options';
import type { ReadParameter } from '../../input/itemInput';
import { jsonItems } from '../../response/items';
import { clock } from '../../timing/clock';
import type { Row } from '../../transport/pages';
import { JobRun } from '../common/jobRun';
import { readWholeNumber } from '../common/parameters';
import { statusOf } from '../common/uncertain';
import type { Job } from '../types';
import { parts, systemProblems, type Part, type Problem, type ProblemFound } from './healthParts';

const FORBIDDEN = 403;

/** What reading a part came to. */
interface Look {
	part: Part;
	rows?: readonly Row[];
	/** Status of the response that refused it. */
	status?: number;
	failure?: unknown;
}

function readThresholds(read: ReadParameter): Thresholds {
	const days = readWholeNumber(read, 'backupDays', { displayName: 'Max Backup Age (Days)', fallback: 2, min: 1, max: 365 });
	const free = readWholeNumber(read, 'diskFreePercent', { displayName: 'Min Free Disk (%)', fallback: 10, min: 1, max: 99 });
	return {
		backupHours: days * 24,
		diskPercent: 100 - free,
		expiryDays: readWholeNumber(read, 'expiryDays', { displayName: 'Expiry Warning (Days)', fallback: 30, min: 1, max: 365 }),
	};
}

/** @throws where no response came: then nothing can be said of the PBX. */
async function look(run: JobRun, part: Part): Promise<Look> {
	const reading = part.isList ? run.rows(part.request) : run.sendForRow(part.request).then((row) => [row]);
	return await reading.then(
		(rows) => ({ part, rows }),
		(failure: unknown) => {
			const status = statusOf(failure);
			if (status === undefined || status === 401) throw failure;
			return { part, status, failure };
		},
	);
}

const unreadable = ({ part, status }: Look): Problem => ({
	severity: 'critical',
	part: part.name,
	what: `${part.name} couldn't be read (HTTP ${status})`,
	remedy: 'Run the node again. If it happens again, see the event log of the PBX; an older version of 3CX may not offer this part.',
});

/** @throws AnswerRefused where there is a critical one. */
function refuseCritical(problems: readonly Problem[]): void {
	const critical = problems.filter(({ severity }) => severity === 'critical');
	if (critical.length === 0) return;
	throw new AnswerRefused(
		`The PBX has ${critical.length === 1 ? 'a critical problem' : `${critical.length} critical problems`}: ${critical.map(({ what }) => what).join('; ')}`,
		`${critical.map(({ remedy }) => remedy).join(' ')} Turn off Fail If Critical to get the problems as output.`,
	);
}

/**
 * Looks at each part of the PBX by itself and reports what is wrong. A part that the client may not read is named; what
 * System Status knows of it counts in its place.
 */
export const checkHealth: Job = async (connection, { read }) => {
	const thresholds = readThresholds(read);
	const failsIfCritical = readBoolean(read('failIfCritical', false), 'Fail If Critical', false);
	const run = new JobRun(connection);
	const looks = await Promise.all(parts.map(async (part) => await look(run, part)));
	const seen = looks.filter(({ rows }) => rows !== undefined);
	if (seen.length === 0) throw looks[0]?.failure;

	const now = clock.now();
	const [status] = looks.find(({ part }) => part === parts[0])?.rows ?? [];
	const problems = looks.flatMap((entry): Problem[] => {
		const { part, rows } = entry;
		const named = (found: ProblemFound[]) => found.map((problem) => ({ ...problem, part: part.name }));
		if (rows) return named(part.problemsIn(rows, now, thresholds));
		return [
			...(entry.status === FORBIDDEN ? [] : [unreadable(entry)]),
			...(status ? named(systemProblems(part.inPlace ?? [], status, now, thresholds)) : []),
		];
	});
	problems.sort((one, other) => one.severity.localeCompare(other.severity));
	if (failsIfCritical) refuseCritical(problems);
	return jsonItems([
		{
			ok: problems.length === 0,
			problems: problems.map(({ severity, part, what, remedy }) => ({ severity, part, what, remedy })),
			checked: seen.map(({ part }) => part.name),
			notAllowed: looks
				.filter((entry) => entry.status === FORBIDDEN)
				.map(({ part }) => ({
					part: part.name,
					role: 'System Owner',
					remedy: 'In the 3CX Admin Console, under Integrations > API, give the API client the role System Owner.',
				})),
		},
	]);
};
