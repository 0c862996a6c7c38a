import type { Named } from '../common/lookUp';
import type { Member } from './memberList';

const has = (members: readonly Pick<Named, 'number'>[], { number }: Pick<Named, 'number'>): boolean =>
	members.some((member) => member.number === number);

const memberOf = ({ number, name }: Named, skillGroup?: string): Member => ({
	number,
	name,
	...(skillGroup === undefined ? {} : { skillGroup }),
});

/** How people come into a list. */
export interface Placement {
	/** Skill group of the added agents, also of those already there; undefined leaves it to the PBX. */
	skillGroup?: string;
	/** Place of the first added one, counted from 1; undefined for the end. Those already there stay where they are. */
	position?: number;
}

/** Adds people that are not there yet; all others keep their place and skill group. */
export const adding =
	(people: readonly Named[], { skillGroup, position }: Placement = {}) =>
	(members: readonly Member[]): Member[] => {
		const isMeant = ({ number }: Member) => people.some((person) => person.number === number);
		const kept = members.map((member) => (skillGroup !== undefined && isMeant(member) ? { ...member, skillGroup } : member));
		const added = people.filter((person) => !has(members, person)).map((person) => memberOf(person, skillGroup));
		const at = position === undefined ? kept.length : Math.min(position - 1, kept.length);
		return [...kept.slice(0, at), ...added, ...kept.slice(at)];
	};

/** Removes people; all others keep their place and skill group. */
export const removing =
	(people: readonly Pick<Named, 'number'>[]) =>
	(members: readonly Member[]): Member[] =>
		members.filter(({ number }) => !people.some((person) => person.number === number));

/** Exactly these people, in this order. Who is there already keeps the skill group. */
export const settingInOrder =
	(people: readonly Named[]) =>
	(members: readonly Member[]): Member[] =>
		people.map((person) => members.find(({ number }) => number === person.number) ?? memberOf(person));

/** Exactly these people, for a list whose order means nothing: who is there already keeps place and skill group. */
export const setting =
	(people: readonly Named[], placement: Placement = {}) =>
	(members: readonly Member[]): Member[] =>
		adding(people, placement)(removing(members.filter((member) => !has(people, member)))(members));
