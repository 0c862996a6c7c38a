import type { ReadParameter } from '../../input/itemInput';
import { readBoolean } from '../../input/options';
import { asText } from '../../input/asText';
import type { Row } from '../../transport/pages';
import { converge, type Goal } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findAll, findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { choice, optionalText, optionalTexts, refuseParameter, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import { memberGoal, queueAgents, ringGroupMembers } from '../queues/memberList';
import { adding } from '../queues/memberPlans';
import type { Job } from '../types';
import { findOrCreateUser, type Identity } from './createUser';
import { departmentGoal, roles, type Role } from './departments';
import { GET_USER, UPDATE_USER } from './profiles';

interface Wanted extends Identity {
	department: string;
	role?: Role;
	queues: string[];
	ringGroups: string[];
	ifExists: 'update' | 'skip';
	sendWelcomeEmail: boolean;
}

/** @throws ParameterRefused where Email is no address or Extension Number no number. */
function readWanted(read: ReadParameter): Wanted {
	const email = requiredText(read, 'email', 'Email');
	if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
		refuseParameter(`Email must be one email address but is "${email}"`, 'The user is recognized by it in later runs.');
	}
	const number = optionalText(read, 'extensionNumber', 'Extension Number');
	if (!/^\d*$/.test(number)) refuseParameter('Extension Number must have digits only', 'Leave it empty for the first free one.');
	const role = choice(read, 'role', 'Role', { '': 'Keep (User If New)', ...roles }, '');
	return {
		email,
		number,
		firstName: optionalText(read, 'firstName', 'First Name'),
		lastName: optionalText(read, 'lastName', 'Last Name'),
		department: optionalText(read, 'department', 'Department'),
		...(role === '' ? {} : { role }),
		queues: optionalTexts(read, 'queues', 'Queues'),
		ringGroups: optionalTexts(read, 'ringGroups', 'Ring Groups'),
		ifExists: choice(read, 'ifExists', 'If User Exists', { update: 'Update', skip: 'Skip' }, 'update'),
		sendWelcomeEmail: readBoolean(read('sendWelcomeEmail', true), 'Send Welcome Email', true),
	};
}

/** What the job goes by besides the user, looked up before anything is changed. */
interface Places {
	department?: Named;
	queues: Named[];
	ringGroups: Named[];
}

async function findPlaces(run: JobRun, { department, queues, ringGroups }: Wanted): Promise<Places> {
	return {
		...(department === '' ? {} : { department: await findOne(run, 'department', department, 'Department') }),
		queues: await findAll(run, 'queue', queues, 'Queues'),
		ringGroups: await findAll(run, 'ringGroup', ringGroups, 'Ring Groups'),
	};
}

interface UserNames {
	FirstName: string;
	LastName: string;
}

/** The goal of having the names that were given. */
function namesGoal(run: JobRun, user: Named, { firstName, lastName }: Wanted): Goal<UserNames> {
	return {
		read: async () => {
			const row = await run.sendForRow(GET_USER, { key: user.id, query: { $select: 'Id,FirstName,LastName' } });
			return { state: { FirstName: asText(row.FirstName), LastName: asText(row.LastName) } };
		},
		plan: ({ FirstName, LastName }) => ({
			FirstName: firstName === '' ? FirstName : firstName,
			LastName: lastName === '' ? LastName : lastName,
		}),
		isSame: (one, other) => one.FirstName === other.FirstName && one.LastName === other.LastName,
		write: async (names) => {
			await run.send(UPDATE_USER, { key: user.id, body: { Id: user.id, ...names } });
		},
		describe: (_, wanted) => `Renamed ${labelOf(user)} to ${wanted.FirstName} ${wanted.LastName}`,
		notReached: () => run.refusal(GET_USER, `The name of ${labelOf(user)} isn't what the node set`, 'Check the user, then run the node again.'),
	};
}

async function joinAll(run: JobRun, user: Named, { queues, ringGroups }: Places): Promise<void> {
	const lists = [...queues.map((owner) => ({ owner, list: queueAgents })), ...ringGroups.map((owner) => ({ owner, list: ringGroupMembers }))];
	for (const { owner, list } of lists) {
		const goal = memberGoal(run, list, owner, adding([user]));
		await inTurn(run.connection, `${list.kind} ${owner.id}`, async () => await converge(run, goal));
	}
}

async function readSummary(run: JobRun, user: Named): Promise<Row> {
	const row = await run.sendForRow(GET_USER, {
		key: user.id,
		query: { $select: 'Id,Number,FirstName,LastName,EmailAddress,Enabled', $expand: 'Groups($expand=Rights)' },
	});
	const { Id, Number, FirstName, LastName, EmailAddress, Enabled, Groups } = row;
	const departments = (Array.isArray(Groups) ? (Groups as Row[]) : []).map(({ Name, Rights }) => ({
		Name,
		RoleName: (Rights as Row | null)?.RoleName ?? null,
	}));
	return { Id, Number, FirstName, LastName, EmailAddress, Enabled, Departments: departments };
}

function refuseOtherNumber(run: JobRun, user: Named, { email, number }: Wanted): void {
	if (number === '' || number === user.number) return;
	throw run.refusal(
		'GET /Users',
		`${email} already belongs to ${labelOf(user)}, and the number of an extension can't be changed`,
		'Leave Extension Number empty to update this user, or delete the user first.',
	);
}

async function apply(run: JobRun, user: Named, wanted: Wanted, { isNew, places }: { isNew: boolean; places: Places }): Promise<void> {
	await inTurn(run.connection, `user ${user.id}`, async () => {
		if (!isNew) await converge(run, namesGoal(run, user, wanted));
		const { department } = places;
		if (department) await converge(run, departmentGoal(run, user, { department, role: wanted.role, isOnlyOne: isNew }));
	});
	await joinAll(run, user, places);
	if (!isNew || !wanted.sendWelcomeEmail) return;
	await run.send('POST /Users({Id})/Pbx.SendWelcomeEmail', { key: user.id });
	run.did(`Sent the welcome email to ${wanted.email}`);
}

/**
 * Brings a person onto the PBX: creates the user unless there is one with the email address, puts it into department, queues
 * and ring groups, and sends the welcome email last, and only to a user created in this run.
 */
export const onboardUser: Job = async (connection, { read }) => {
	const wanted = readWanted(read);
	const run = new JobRun(connection);
	const places = await findPlaces(run, wanted);
	// Two items must not get the same free number, nor create the same person twice.
	const { record: user, isNew } = await inTurn(connection, 'new users', async () => await findOrCreateUser(run, wanted));
	if (!isNew) refuseOtherNumber(run, user, wanted);
	const before = isNew ? null : await readSummary(run, user);
	if (!isNew && wanted.ifExists === 'skip') run.note(`${wanted.email} already belongs to ${labelOf(user)}`);
	else await apply(run, user, wanted, { isNew, places });
	const after = run.hasChanged ? await readSummary(run, user) : before;
	return outcomeOf(run, { about: { user: labelOf(user), created: isNew }, before, after });
};
