import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import type { Goal } from '../common/converge';
import type { JobRun } from '../common/jobRun';
import { labelOf, type Named } from '../common/lookUp';
import { GET_USER, UPDATE_USER, withoutAnnotations } from './profiles';

/** Roles as 3CX stores them, and as its Admin Console names them. */
export const roles = {
	users: 'User',
	receptionists: 'Receptionist',
	group_admins: 'Department Administrator',
	managers: 'Manager',
	group_owners: 'Department Owner',
	system_admins: 'System Administrator',
	system_owners: 'System Owner',
};

export type Role = keyof typeof roles;

/** A user's place in a department. */
export interface Membership {
	groupId: number;
	name: string;
	role: string;
	/** All rights as the PBX has them, to be written back. */
	rights: Row;
}

export interface DepartmentChange {
	department: Named;
	/** Undefined keeps the role of a member, and makes a new one a User. */
	role?: Role;
	/** Whether other departments go: the one that the PBX gives to a new user. */
	isOnlyOne: boolean;
}

async function readMemberships(run: JobRun, user: Named): Promise<{ state: Membership[]; etag?: string }> {
	const row = await run.sendForRow(GET_USER, { key: user.id, query: { $select: 'Id,Number', $expand: 'Groups($expand=Rights)' } });
	const groups = row.Groups;
	if (!Array.isArray(groups) || !groups.every(isRecord)) {
		throw run.refusal(GET_USER, `The PBX didn't return the departments of ${labelOf(user)}`, 'The API client may not be allowed to see them.');
	}
	const etag = asText(row['@odata.etag']);
	const state = groups.map((group) => {
		const rights = isRecord(group.Rights) ? group.Rights : {};
		return { groupId: Number(group.GroupId), name: asText(group.Name), role: asText(rights.RoleName), rights };
	});
	return { state, ...(etag === '' ? {} : { etag }) };
}

function plan({ department, role, isOnlyOne }: DepartmentChange, memberships: readonly Membership[]): Membership[] {
	const current = memberships.find(({ groupId }) => groupId === department.id);
	const wanted = role ?? current?.role ?? 'users';
	// A role stands for its rights, so the rights of another role are not carried over.
	const own: Membership =
		current?.role === wanted
			? current
			: { groupId: department.id, name: department.name, role: wanted, rights: { RoleName: wanted } };
	if (isOnlyOne) return [own];
	return current ? memberships.map((membership) => (membership === current ? own : membership)) : [...memberships, own];
}

const signature = (memberships: readonly Membership[]) => memberships.map(({ groupId, role }) => `${groupId}/${role}`).sort().join();

/** The goal of being in a department with a role. The PBX replaces the list whole, and takes the role from `Rights`. */
export function departmentGoal(run: JobRun, user: Named, change: DepartmentChange): Goal<Membership[]> {
	return {
		read: async () => await readMemberships(run, user),
		plan: (memberships) => plan(change, memberships),
		isSame: (one, other) => signature(one) === signature(other),
		write: async (memberships, etag) => {
			const Groups = memberships.map(({ groupId, rights }) => ({ GroupId: groupId, Rights: withoutAnnotations(rights) }));
			await run.send(UPDATE_USER, { key: user.id, etag, body: { Id: user.id, Groups } });
		},
		describe: (_, wanted) => {
			const own = wanted.find(({ groupId }) => groupId === change.department.id);
			return `Assigned ${labelOf(user)} to department ${change.department.name} as ${own?.role ?? ''}`;
		},
		notReached: (found) =>
			run.refusal(
				GET_USER,
				`${labelOf(user)} isn't in department ${change.department.name} with the role that was set`,
				`The PBX has: ${found.map(({ name, role }) => `${name} (${role})`).join(', ') || 'no department'}. The API client can't assign a role above its own.`,
			),
	};
}
