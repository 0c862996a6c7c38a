import { converge, type Goal } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';
import { findProfile, GET_USER, readStatus, UPDATE_USER, type UserStatus } from './profiles';

function statusGoal(run: JobRun, user: Named, text: string): Goal<UserStatus> {
	return {
		read: async () => await readStatus(run, user),
		plan: (state) => ({ ...state, current: findProfile(run, user, state, text).name }),
		isSame: (one, other) => one.current === other.current,
		write: async ({ current }, etag) => {
			await run.send(UPDATE_USER, { key: user.id, etag, body: { Id: user.id, CurrentProfileName: current } });
		},
		describe: (before, wanted) =>
			`Changed the status of ${labelOf(user)}${before.current === '' ? '' : ` from ${before.current}`} to ${wanted.current}`,
		notReached: ({ current }) =>
			run.refusal(
				GET_USER,
				`The status of ${labelOf(user)} is ${current} although it was set`,
				'Office hours or the user may have changed it in the meantime. Run the node again.',
			),
	};
}

/** Sets the status of a user, as the user would in the 3CX app. */
export const setUserStatus: Job = async (connection, { read }) => {
	const userText = requiredText(read, 'user', 'User');
	const status = requiredText(read, 'status', 'Status');
	const run = new JobRun(connection);
	const user = await findOne(run, 'user', userText, 'User');
	const goal = statusGoal(run, user, status);
	const { before, after } = await inTurn(connection, `user ${user.id}`, async () => await converge(run, goal));
	return outcomeOf(run, {
		about: { user: labelOf(user) },
		before: { CurrentProfileName: before.current },
		after: { CurrentProfileName: after.current },
	});
};
