import type { Named } from '../common/lookUp';
import type { Member } from './memberList';

const numbersOf = (members: readonly Pick<Named, 'number'>[]): ReadonlySet<string> => new Set(members.map(({ number }) => number));

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
		const meant = numbersOf(people);
		const present = numbersOf(members);
		const kept = members.map((member) => (skillGroup !== undefined && meant.has(member.number) ? { ...member, skillGroup } : member));
		const added = people.filter(({ number }) => !present.has(number)).map((person) => memberOf(person, skillGroup));
		const at = position === undefined ? kept.length : Math.min(position - 1, kept.length);
		return [...kept.slice(0, at), ...added, ...kept.slice(at)];
	};

/** Removes people; all others keep their place and skill group. */
export const removing =
	(people: readonly Pick<Named, 'number'>[]) =>
	(members: readonly Member[]): Member[] => {
		const removed = numbersOf(people);
		return members.filter(({ number }) => !removed.has(number));
	};

/** Exactly these people, in this order. Who is there already keeps the skill group. */
export const settingInOrder =
	(people: readonly Named[]) =>
	(members: readonly Member[]): Member[] => {
		const present = new Map(members.map((member) => [member.number, member]));
		return people.map((person) => present.get(person.number) ?? memberOf(person));
	};

/** Exactly these people, for a list whose order means nothing: who is there already keeps place and skill group. */
export const setting =
	(people: readonly Named[], placement: Placement = {}) =>
	(members: readonly Member[]): Member[] => {
		const meant = numbersOf(people);
		return adding(people, placement)(members.filter(({ number }) => meant.has(number)));
	};
