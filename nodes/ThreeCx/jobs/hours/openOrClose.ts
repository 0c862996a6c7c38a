import { asText } from '../../input/asText';
import { toDateTime } from '../../request/dateTime';
import { clock } from '../../timing/clock';
import { converge, type Goal } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { choice, refuseParameter, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';
import type { ItemInput } from '../../input/itemInput';

/** What a department can be set to, as 3CX stores it. `HasForcedMask` is an internal flag and never sent. */
const modes = {
	Default: 'Follow Schedule',
	ForceOpened: 'Open',
	ForceClosed: 'Closed',
	ForceBreak: 'Break',
	ForceHoliday: 'Holiday',
	ForceCustomOperator: 'Custom Operator',
};

type Mode = keyof typeof modes;

/** Whether a department is open, and until when that holds. */
interface Override {
	mode: string;
	/** UTC; undefined for no end. */
	until?: string;
}

const GET = 'GET /Groups({Id})';

/** 3CX's date for "never": the first moment of its calendar. */
const isNever = (text: string) => text === '' || text.startsWith('0001-');

const instantOf = (text: string) => new Date(text).toISOString().replace('.000Z', 'Z');

/** The mode without the internal flag that may stand beside it. */
const modeIn = (text: string) => text.split(/,\s*/).find((part) => part !== 'HasForcedMask') ?? 'Default';

/**
 * The end of the override, in UTC; a date without zone is in the time zone of the workflow.
 *
 * @throws ParameterRefused if it isn't a date and time, or is in the past.
 */
function readUntil({ read, timeZone }: ItemInput): string | undefined {
	const given = read('until', '');
	if (given === '' || given === null || given === undefined) return undefined;
	const until = toDateTime(given, timeZone);
	if (until === undefined) return refuseParameter('Until must be a date and time', 'Enter one such as 2026-12-24T18:00:00, or leave it empty.');
	if (Date.parse(until) > clock.now()) return instantOf(until);
	return refuseParameter('Until is in the past', 'Enter a later time, or leave it empty for no end.');
}

function overrideGoal(run: JobRun, department: Named, wanted: Override): Goal<Override> {
	return {
		read: async () => {
			const row = await run.sendForRow(GET, {
				key: department.id,
				query: { $select: 'Id,CurrentGroupHours,OverrideExpiresAt' },
			});
			const until = asText(row.OverrideExpiresAt);
			const mode = modeIn(asText(row.CurrentGroupHours));
			const etag = asText(row['@odata.etag']);
			return {
				state: { mode, ...(mode === 'Default' || isNever(until) ? {} : { until: instantOf(until) }) },
				...(etag === '' ? {} : { etag }),
			};
		},
		plan: () => wanted,
		isSame: (one, other) => one.mode === other.mode && one.until === other.until,
		write: async ({ mode, until }, etag) => {
			const body = { Id: department.id, CurrentGroupHours: mode, OverrideExpiresAt: until ?? null };
			await run.send('PATCH /Groups({Id})', { key: department.id, etag, body });
		},
		describe: (_, { mode, until }) =>
			`Set department ${labelOf(department)} to ${modes[mode as Mode]}${until === undefined ? '' : ` until ${until}`}`,
		notReached: ({ mode }) =>
			run.refusal(
				GET,
				`Department ${labelOf(department)} is ${mode} although it was set to ${wanted.mode}`,
				'Someone else may have changed it in the meantime. Check the department, then run the node again.',
			),
	};
}

const shown = ({ mode, until }: Override) => ({ CurrentGroupHours: mode, OverrideExpiresAt: until ?? null });

/** Opens or closes a department now, until a time or without end, or lets it follow its schedule again. */
export const openOrCloseDepartment: Job = async (connection, input) => {
	const departmentText = requiredText(input.read, 'department', 'Department');
	const mode = choice<Mode>(input.read, 'officeMode', 'Set To', modes, 'ForceClosed');
	const until = mode === 'Default' ? undefined : readUntil(input);
	const run = new JobRun(connection);
	const department = await findOne(run, 'department', departmentText, 'Department');
	const goal = overrideGoal(run, department, { mode, ...(until === undefined ? {} : { until }) });
	const { before, after } = await inTurn(connection, `department ${department.id}`, async () => await converge(run, goal));
	return outcomeOf(run, { about: { department: labelOf(department) }, before: shown(before), after: shown(after) });
};
