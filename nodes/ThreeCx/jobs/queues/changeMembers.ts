import type { ItemInput } from '../../input/itemInput';
import type { OutputItem } from '../../response/items';
import type { Connection } from '../../transport/connection';
import { converge } from '../common/converge';
import { JobRun } from '../common/jobRun';
import { findOne, findPeople, labelOf, type Named } from '../common/lookUp';
import { outcomeOf } from '../common/outcome';
import { optionalText, readDryRun, refuseParameter, requiredText, requiredTexts } from '../common/parameters';
import { inTurn } from '../common/turns';
import type { Job } from '../types';
import { memberGoal, queueAgents, queueManagers, ringGroupMembers, shown, type Member, type MemberList } from './memberList';
import { adding, removing, setting, settingInOrder, type Placement } from './memberPlans';

const PEOPLE = 'Extensions';

const ownerParameters = { queue: 'Queue', ringGroup: 'Ring Group' };

/** Who a person means, and how the list is to become. */
interface Change {
	find: (run: JobRun, texts: readonly string[]) => Promise<Named[]>;
	plan: (people: readonly Named[], placement: Placement) => (members: Member[]) => Member[];
	/** Whether someone may be removed, so that there is a dry run. */
	canRemove: boolean;
}

const findExisting: Change['find'] = async (run, texts) => await findPeople(run, texts, PEOPLE);

/** Who is to be removed may be gone from the PBX already: a number needs no user. */
async function findForRemoval(run: JobRun, texts: readonly string[]): Promise<Named[]> {
	const isNumber = (text: string) => /^\d+$/.test(text);
	const named = texts.filter((text) => !isNumber(text));
	const numbers = texts.filter(isNumber).map((number) => ({ id: 0, number, name: '' }));
	return [...numbers, ...(named.length === 0 ? [] : await findPeople(run, named, PEOPLE))];
}

const add: Change = { find: findExisting, plan: adding, canRemove: false };
const remove: Change = { find: findForRemoval, plan: (people) => removing(people), canRemove: true };
const set: Change = { find: findExisting, plan: setting, canRemove: true };
const setInOrder: Change = { find: findExisting, plan: (people) => settingInOrder(people), canRemove: true };

function readPosition(text: string): Placement {
	const position = Number(text);
	if (!Number.isSafeInteger(position) || position < 0) {
		refuseParameter('Position must be a whole number', 'Use 1 for the first place, or 0 for the end.');
	}
	return position === 0 ? {} : { position };
}

/** @throws ParameterRefused where Position is given and no whole number. */
function readPlacement({ read }: ItemInput, { property }: MemberList): Placement {
	if (property === 'Members') return readPosition(optionalText(read, 'position', 'Position'));
	const skillGroup = property === 'Agents' ? optionalText(read, 'skillGroup', 'Skill Group') : '';
	return skillGroup === '' ? {} : { skillGroup };
}

async function changeMembers(connection: Connection, input: ItemInput, list: MemberList, change: Change): Promise<OutputItem[]> {
	const { read } = input;
	const ownerParameter = ownerParameters[list.kind];
	const ownerText = requiredText(read, list.kind, ownerParameter);
	const texts = requiredTexts(read, 'people', PEOPLE);
	const placement = readPlacement(input, list);
	const isDryRun = change.canRemove && readDryRun(read, false);

	const run = new JobRun(connection);
	const people = await change.find(run, texts);
	const owner = await findOne(run, list.kind, ownerText, ownerParameter);
	const goal = memberGoal(run, list, owner, change.plan(people, placement));
	const { before, after, wouldChange } = await inTurn(
		connection,
		`${list.kind} ${owner.id}`,
		async () => await converge(run, goal, isDryRun),
	);
	return outcomeOf(run, {
		about: { [list.kind]: labelOf(owner) },
		before: shown(before),
		after: shown(after),
		dryRun: isDryRun ? wouldChange : undefined,
	});
}

const jobFor =
	(list: MemberList, change: Change): Job =>
	async (connection, input) =>
		await changeMembers(connection, input, list, change);

/** Jobs that change who is in a queue or ring group, by `resource.operation`. */
export const memberJobs: Readonly<Record<string, Job>> = {
	'queue.addAgents': jobFor(queueAgents, add),
	'queue.removeAgents': jobFor(queueAgents, remove),
	'queue.setAgents': jobFor(queueAgents, set),
	'queue.addManagers': jobFor(queueManagers, add),
	'queue.removeManagers': jobFor(queueManagers, remove),
	'queue.setManagers': jobFor(queueManagers, set),
	'ringGroup.addMembers': jobFor(ringGroupMembers, add),
	'ringGroup.removeMembers': jobFor(ringGroupMembers, remove),
	'ringGroup.setMembers': jobFor(ringGroupMembers, setInOrder),
};
