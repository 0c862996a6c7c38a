import type { Row } from '../../transport/pages';
import { asText } from '../../input/asText';
import { converge } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findPeople, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { choice, requiredTexts } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';

const statuses = { LoggedIn: 'Logged In', LoggedOut: 'Logged Out' };

const GET = 'GET /Users({Id})';

const shown = ({ number, name }: Named, QueueStatus: string): Row => ({ Number: number, Name: name, QueueStatus });

async function logAgent(run: JobRun, agent: Named, status: string) {
	const goal = {
		read: async () => {
			const row = await run.sendForRow(GET, { key: agent.id, query: { $select: 'Id,QueueStatus' } });
			return { state: asText(row.QueueStatus) };
		},
		plan: () => status,
		isSame: (one: string, other: string) => one === other,
		write: async (QueueStatus: string) => {
			await run.send('PATCH /Users({Id})', { key: agent.id, body: { Id: agent.id, QueueStatus } });
		},
		describe: () => `Logged ${labelOf(agent)} ${status === 'LoggedIn' ? 'in to' : 'out of'} all queues`,
		notReached: (found: string) =>
			run.refusal(
				GET,
				`${labelOf(agent)} was set to ${status} but is ${found}`,
				'The agent or the office hours may have changed it in the meantime. Check the user, then run the node again.',
			),
	};
	return await inTurn(run.connection, `user ${agent.id}`, async () => await converge(run, goal));
}

/**
 * Logs agents in or out. The API has one login for all queues of an extension; a login for a single queue exists only in
 * 3CX's own apps.
 */
export const logAgents: Job = async (connection, { read }) => {
	const texts = requiredTexts(read, 'people', 'Extensions');
	const status = choice(read, 'queueStatus', 'Queue Status', statuses, 'LoggedIn');
	const run = new JobRun(connection);
	const before: Row[] = [];
	const after: Row[] = [];
	for (const agent of await findPeople(run, texts, 'Extensions')) {
		const reached = await logAgent(run, agent, status);
		before.push(shown(agent, reached.before));
		after.push(shown(agent, reached.after));
	}
	return outcomeOf(run, { about: {}, before, after });
};
