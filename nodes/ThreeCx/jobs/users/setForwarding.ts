import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import { quote } from '../../request/odata';
import { converge, type Goal } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { choice, refuseParameter, requiredText } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';
import { findProfile, GET_USER, readStatus, UPDATE_USER, withoutAnnotations, type Profile, type UserStatus } from './profiles';
import { destinationText, routesOf, withDestination, type Callers, type Condition, type Destination } from './routes';

const targets = { internal: 'Internal Number', external: 'External Number', voicemail: 'Voicemail', endCall: 'End Call' };
const callerKinds: Record<Callers, string> = { all: 'All', external: 'External', internal: 'Internal' };
const conditions: Record<Condition, string> = {
	all: 'Any',
	busy: 'Busy',
	noAnswer: 'No Answer',
	notRegistered: 'Not Registered',
};

const PEERS = 'GET /Peers';

/** What 3CX calls the kinds of internal numbers as destinations. */
const internalKinds = ['Extension', 'Queue', 'RingGroup', 'IVR', 'Fax', 'RoutePoint'];

/**
 * The destination behind an internal number.
 *
 * @throws StepBrokenOff where the PBX has no such number, or calls can't go to it.
 */
export async function internalDestination(run: JobRun, number: string, displayName: string): Promise<Destination> {
	const [peer] = await run.rows(PEERS, { query: { $filter: `Number eq ${quote(number)}`, $select: 'Id,Number,Name,Type' } });
	const type = asText(peer?.Type);
	if (internalKinds.includes(type)) return { To: type, Number: number, External: '' };
	throw run.refusal(
		PEERS,
		peer ? `Calls can't be forwarded to ${number}, which has the type ${type}` : `The PBX has no internal number "${number}"`,
		`Check ${displayName}. For a number outside the PBX choose External Number.`,
	);
}

interface Wanted {
	status: string;
	callers: Callers;
	condition: Condition;
	target: keyof typeof targets;
	number: string;
}

/** @throws ParameterRefused where a number is needed and not given, or given and not one. */
function readWanted(read: ReadParameter): Wanted {
	const status = requiredText(read, 'status', 'Status');
	const target = choice(read, 'forwardTo', 'Forward To', targets, 'internal');
	const needsNumber = ['internal', 'external'].includes(target);
	const number = needsNumber ? requiredText(read, 'forwardNumber', 'Forward Number') : '';
	if (needsNumber && !/^[+\d*#][\d*#() ./-]*$/.test(number)) {
		refuseParameter(
			`Forward Number must be a number but is "${number}"`,
			'Enter an extension or phone number, e.g. 101 or +12025550123.',
		);
	}
	return {
		status,
		target,
		number: number.replaceAll(/[() ./-]/g, ''),
		callers: choice(read, 'callers', 'Callers', callerKinds, 'all'),
		condition: choice(read, 'condition', 'When', conditions, 'all'),
	};
}

async function destinationFor(run: JobRun, user: Named, { target, number }: Wanted): Promise<Destination> {
	switch (target) {
		case 'internal':
			return await internalDestination(run, number, 'Forward Number');
		case 'external':
			return { To: 'External', Number: '', External: number };
		case 'voicemail':
			return { To: 'VoiceMail', Number: user.number, External: '' };
		default:
			return { To: 'None', Number: '', External: '' };
	}
}

/** Which profiles a change is about, and what of their routes. */
export interface RouteChange {
	isMeant: (state: UserStatus) => (profile: Profile) => boolean;
	destination: Destination;
	callers: Callers;
	condition: Condition;
}

/** The goal of forwarding calls in some of a user's statuses. The PBX replaces all of them, so all are written. */
export function forwardingGoal(run: JobRun, user: Named, change: RouteChange): Goal<UserStatus> {
	const { destination, callers, condition } = change;
	const routes = (state: UserStatus) =>
		JSON.stringify(state.profiles.filter(change.isMeant(state)).map((profile) => routesOf(profile, callers, condition)));
	return {
		read: async () => await readStatus(run, user),
		plan: (state) => {
			const isMeant = change.isMeant(state);
			const profiles = state.profiles.map((profile) =>
				isMeant(profile) ? withDestination(profile, destination, callers, condition) : profile,
			);
			return { ...state, profiles };
		},
		isSame: (one, other) => routes(one) === routes(other),
		write: async ({ profiles }, etag) => {
			const ForwardingProfiles = withoutAnnotations(profiles.map(({ row }) => row));
			await run.send(UPDATE_USER, { key: user.id, etag, body: { Id: user.id, ForwardingProfiles } });
		},
		describe: (_, wanted) => {
			const names = wanted.profiles.filter(change.isMeant(wanted)).map(({ name }) => name);
			return `Calls to ${labelOf(user)} in status ${names.join(', ')} now go to ${destinationText(destination)}`;
		},
		notReached: () =>
			run.refusal(
				GET_USER,
				`The forwarding of ${labelOf(user)} isn't what the node set`,
				'Someone else may be changing it, or the PBX keeps another destination. Check the user in the 3CX Admin Console.',
			),
	};
}

/** Sets where calls go in one status of a user. */
export const setForwarding: Job = async (connection, { read }) => {
	const userText = requiredText(read, 'user', 'User');
	const wanted = readWanted(read);
	const { callers, condition } = wanted;
	const run = new JobRun(connection);
	const user = await findOne(run, 'user', userText, 'User');
	const destination = await destinationFor(run, user, wanted);
	const isMeant = (state: UserStatus) => {
		const { name } = findProfile(run, user, state, wanted.status);
		return (profile: Profile) => profile.name === name;
	};
	const goal = forwardingGoal(run, user, { isMeant, destination, callers, condition });
	const { before, after } = await inTurn(connection, `user ${user.id}`, async () => await converge(run, goal));
	const shown = (state: UserStatus) => routesOf(findProfile(run, user, state, wanted.status), callers, condition);
	return outcomeOf(run, {
		about: { user: labelOf(user), status: findProfile(run, user, after, wanted.status).name },
		before: shown(before),
		after: shown(after),
	});
};
