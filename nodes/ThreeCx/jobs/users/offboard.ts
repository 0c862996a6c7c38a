import { isRecord, type ReadParameter } from '../../input/itemInput';
import { explainCode } from '../../errors/failure';
import { reportedFailures } from '../../response/rows';
import { readBoolean } from '../../input/options';
import type { Row } from '../../transport/pages';
import { operationOf } from '../common/apiCall';
import { converge, type Goal } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findIfAny, findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { choice, optionalText, readDryRun, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import { mayHaveBeenDone } from '../common/uncertain';
import { queueAgents, queueManagers, ringGroupMembers, memberGoal } from '../queues/memberList';
import { removing } from '../queues/memberPlans';
import type { Job } from '../types';
import { GET_USER, UPDATE_USER } from './profiles';
import { forwardingGoal } from './setForwarding';
import type { Use } from './uses';
import { readUsage, type Usage } from './whereUsed';

const DELETE = 'POST /Users/Pbx.BatchDelete';
const REGENERATE = 'POST /Users({Id})/Pbx.Regenerate';

const actions = { disable: 'Disable', delete: 'Delete' };

interface Wanted {
	action: keyof typeof actions;
	colleague: string;
	removeMemberships: boolean;
	deleteIfUsed: boolean;
}

const readWanted = (read: ReadParameter): Wanted => ({
	action: choice(read, 'offboardAction', 'Action', actions, 'disable'),
	colleague: optionalText(read, 'colleague', 'Forward To User'),
	removeMemberships: readBoolean(read('removeMemberships', true), 'Remove Memberships', true),
	deleteIfUsed: readBoolean(read('deleteIfUsed', false), 'Delete Even If Used', false),
});

const MEMBERSHIPS = { queueAgent: queueAgents, queueManager: queueManagers, ringGroupMember: ringGroupMembers };
const isMembership = (kind: string): kind is keyof typeof MEMBERSHIPS => Object.hasOwn(MEMBERSHIPS, kind);

/** What leads calls to an extension that is no longer there; keys and caller IDs do no harm. */
const isRoute = ({ kind }: Use) => !isMembership(kind) && kind !== 'blf' && kind !== 'outboundCallerId';

const describeUse = ({ kind, number, name, where }: Use) => `${kind} ${`${number} ${name}`.trim()} (${where})`;

function refuseToLoseOwner(run: JobRun, user: Named, { isLastOwner }: Usage): void {
	if (!isLastOwner) return;
	throw run.refusal(
		'GET /Users',
		`${labelOf(user)} is the last enabled System Owner`,
		'Give another user the role System Owner first.',
	);
}

function refuseDeadRoutes(run: JobRun, user: Named, { uses }: Usage, { action, deleteIfUsed, removeMemberships }: Wanted): void {
	const left = uses.filter((use) => isRoute(use) || (isMembership(use.kind) && !removeMemberships));
	if (action !== 'delete' || deleteIfUsed || left.length === 0) return;
	throw run.refusal(
		DELETE,
		`${labelOf(user)} is still used: ${left.map(describeUse).join(', ')}`,
		'Calls would lead nowhere. Change these first, or turn on Delete Even If Used.',
	);
}

async function removeMemberships(run: JobRun, user: Named, uses: readonly Use[]): Promise<void> {
	for (const { kind, number } of uses) {
		if (!isMembership(kind)) continue;
		const list = MEMBERSHIPS[kind];
		const owner = await findOne(run, list.kind, number, 'Queue or Ring Group');
		await inTurn(run.connection, `${list.kind} ${owner.id}`, async () => {
			await converge(run, memberGoal(run, list, owner, removing([user])));
		});
	}
}

/** Whether there was, or in a dry run would be, something to change. */
async function forwardAllCalls(run: JobRun, user: Named, colleague: Named, isDryRun: boolean): Promise<boolean> {
	const destination = { To: 'Extension', Number: colleague.number, External: '' };
	const goal = forwardingGoal(run, user, { isMeant: () => () => true, destination, callers: 'all', condition: 'all' });
	return (await converge(run, goal, isDryRun)).wouldChange;
}

async function readEnabled(run: JobRun, user: Named): Promise<boolean> {
	return (await run.sendForRow(GET_USER, { key: user.id, query: { $select: 'Id,Enabled' } })).Enabled !== false;
}

function enabledGoal(run: JobRun, user: Named): Goal<boolean> {
	return {
		read: async () => ({ state: await readEnabled(run, user) }),
		plan: () => false,
		isSame: (one, other) => one === other,
		write: async () => {
			// New credentials first: when the user is found disabled, they are known to be new.
			const opts = {
				WebclientPassword: true,
				SipAuth: true,
				DeskphonePassword: true,
				ConfigurationLink: true,
				VoicemailPIN: true,
				RpsKey: false,
				SendWelcomeEmail: false,
			};
			await run.send(REGENERATE, { key: user.id, body: { opts } });
			run.did(`Replaced the credentials of ${labelOf(user)}`);
			await run.send(UPDATE_USER, { key: user.id, body: { Id: user.id, Enabled: false } });
		},
		describe: () => `Disabled ${labelOf(user)}`,
		notReached: () => run.refusal(GET_USER, `${labelOf(user)} is still enabled`, 'Disable the user in the 3CX Admin Console.'),
	};
}

async function deleteUser(run: JobRun, user: Named): Promise<void> {
	const body = await run.send(DELETE, { body: { ids: [user.id] } }).catch((failure: unknown) => {
		// Whether it took effect shows when the user is looked for.
		if (mayHaveBeenDone(failure)) return undefined;
		throw failure;
	});
	const rows = isRecord(body) && Array.isArray(body.value) ? body.value.filter(isRecord) : [];
	const [failure] = reportedFailures(rows, operationOf(DELETE));
	if (failure) {
		throw run.refusal(DELETE, `The PBX didn't delete ${labelOf(user)}: ${explainCode(failure.reason)}`, 'Resolve this, then run the node again.');
	}
	const left = await findIfAny(run, 'user', user.number, 'User');
	if (left?.id === user.id) {
		throw run.refusal(DELETE, `${labelOf(user)} is still there after deleting`, 'Run the node again, or delete the user in the 3CX Admin Console.');
	}
	run.did(`Deleted ${labelOf(user)}`);
}

/**
 * Takes a user out of service: reports where it is used, removes it from queues and ring groups, then disables it, with calls
 * forwarded to a colleague, or deletes it. A user that doesn't exist is done already.
 */
export const offboardUser: Job = async (connection, { read }) => {
	const text = requiredText(read, 'user', 'User');
	const wanted = readWanted(read);
	const isDryRun = readDryRun(read, true);
	const run = new JobRun(connection);
	const user = await findIfAny(run, 'user', text, 'User');
	if (!user) {
		run.note(`No user has the extension number, name, or email address "${text}", so there is nothing to do`);
		return outcomeOf(run, { about: { user: text }, before: null, after: null, dryRun: isDryRun ? false : undefined });
	}
	const colleague = wanted.colleague === '' ? undefined : await findOne(run, 'user', wanted.colleague, 'Forward To User');
	const usage = await readUsage(run, user);
	const before: Row = { Enabled: await readEnabled(run, user), usedIn: usage.uses };
	refuseToLoseOwner(run, user, usage);
	refuseDeadRoutes(run, user, usage, wanted);
	const about = { user: labelOf(user), action: wanted.action };
	const kept = usage.uses.filter(({ kind }) => !wanted.removeMemberships || !isMembership(kind));
	const after = wanted.action === 'delete' ? null : { Enabled: false, usedIn: kept };
	if (isDryRun) {
		const wouldForward = wanted.action === 'disable' && colleague ? await forwardAllCalls(run, user, colleague, true) : false;
		const wouldChange = wanted.action === 'delete' || before.Enabled === true || kept.length < usage.uses.length || wouldForward;
		return outcomeOf(run, { about, before, after, dryRun: wouldChange });
	}
	if (wanted.removeMemberships) await removeMemberships(run, user, usage.uses);
	await inTurn(connection, `user ${user.id}`, async () => {
		if (wanted.action === 'delete') {
			await deleteUser(run, user);
			return;
		}
		if (colleague) await forwardAllCalls(run, user, colleague, false);
		await converge(run, enabledGoal(run, user));
	});
	return outcomeOf(run, { about, before, after });
};
