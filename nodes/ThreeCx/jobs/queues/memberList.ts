import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import type { Goal } from '../common/converge';
import type { JobRun } from '../common/jobRun';
import { labelOf, type KindName, type Named } from '../common/lookUp';

/** One entry in a list of agents, managers or members. */
export interface Member {
	number: string;
	name: string;
	/** Skill group of a queue's agent; undefined where the PBX gives none. */
	skillGroup?: string;
}

/** A list of extensions inside a queue or ring group. */
export interface MemberList {
	kind: KindName & ('queue' | 'ringGroup');
	get: string;
	update: string;
	property: 'Agents' | 'Managers' | 'Members';
	/** `agents` */
	plural: string;
	/** Whether the order of the list means something, as the order in which a ring group rings. */
	isOrdered: boolean;
}

export const queueAgents: MemberList = {
	kind: 'queue',
	get: 'GET /Queues({Id})',
	update: 'PATCH /Queues({Id})',
	property: 'Agents',
	plural: 'agents',
	isOrdered: false,
};
export const queueManagers: MemberList = { ...queueAgents, property: 'Managers', plural: 'managers' };
export const ringGroupMembers: MemberList = {
	kind: 'ringGroup',
	get: 'GET /RingGroups({Id})',
	update: 'PATCH /RingGroups({Id})',
	property: 'Members',
	plural: 'members',
	isOrdered: true,
};

const memberFrom = ({ Number, Name, SkillGroup }: Row): Member => ({
	number: asText(Number),
	name: asText(Name),
	...(asText(SkillGroup) === '' ? {} : { skillGroup: asText(SkillGroup) }),
});

/** As the output shows it. */
export const shown = (members: readonly Member[]): Row[] =>
	members.map(({ number, name, skillGroup }) => ({
		Number: number,
		Name: name,
		...(skillGroup === undefined ? {} : { SkillGroup: skillGroup }),
	}));

/** As the PBX takes it. What else an entry has is the PBX's own; the skill group would be reset if it were left out. */
const written = (members: readonly Member[]): Row[] =>
	members.map(({ number, skillGroup }) => ({ Number: number, ...(skillGroup === undefined ? {} : { SkillGroup: skillGroup }) }));

/** What tells two lists apart: numbers and skill groups, and the order where it means something. */
function signature(members: readonly Member[], { isOrdered }: MemberList): string {
	const entries = members.map(({ number, skillGroup = '' }) => `${number}/${skillGroup}`);
	return (isOrdered ? entries : entries.sort()).join();
}

/** `added 101 Brian O'Neill; removed 102 Chloé Durand` */
function difference(before: readonly Member[], after: readonly Member[]): string {
	const without = (some: readonly Member[], others: readonly Member[]) => {
		const numbers = new Set(others.map(({ number }) => number));
		return some.filter(({ number }) => !numbers.has(number)).map(labelOf);
	};
	const added = without(after, before);
	const removed = without(before, after);
	const parts = [
		...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
		...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
	];
	return parts.length > 0 ? parts.join('; ') : 'changed order or skill groups';
}

async function readMembers(run: JobRun, list: MemberList, id: number): Promise<{ state: Member[]; etag?: string }> {
	const row = await run.sendForRow(list.get, { key: id, query: { $select: 'Id,Number,Name', $expand: list.property } });
	const entries = row[list.property];
	// A list that is left out is not an empty one: writing it would remove everybody.
	if (!Array.isArray(entries) || !entries.every(isRecord)) {
		throw run.refusal(
			list.get,
			`The PBX didn't return the ${list.plural} of ${asText(row.Number)}`,
			"The API client may not be allowed to see them. The list wasn't changed.",
		);
	}
	const etag = asText(row['@odata.etag']);
	return { state: entries.map(memberFrom), ...(etag === '' ? {} : { etag }) };
}

/**
 * The goal of changing a list of a queue or ring group. The PBX replaces such a list whole, so all entries are written.
 *
 * @param plan the wanted list, from the current one.
 */
export function memberGoal(run: JobRun, list: MemberList, owner: Named, plan: (members: Member[]) => Member[]): Goal<Member[]> {
	const { kind, plural, property } = list;
	const ownerLabel = `${kind === 'queue' ? 'queue' : 'ring group'} ${labelOf(owner)}`;
	return {
		read: async () => await readMembers(run, list, owner.id),
		plan,
		isSame: (one, other) => signature(one, list) === signature(other, list),
		write: async (members, etag) => {
			await run.send(list.update, { key: owner.id, etag, body: { Id: owner.id, [property]: written(members) } });
		},
		describe: (before, after) => `${property} of ${ownerLabel}: ${difference(before, after)}`,
		notReached: (found) =>
			run.refusal(
				list.get,
				`The ${plural} of ${ownerLabel} aren't what the node set`,
				`Reading back found ${found.length === 0 ? 'none' : found.map(labelOf).join(', ')}. Someone else may be changing them: run the node again.`,
			),
	};
}
