import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import { jsonItems } from '../../response/items';
import type { Row } from '../../transport/pages';
import { JobRun } from '../common/jobRun';
import { findOne, labelOf, type Named } from '../common/lookUp';
import { requiredText } from '../common/parameters';
import type { Job } from '../types';
import { places, queryFor, usesByUser, usesIn, type Use } from './uses';

const USERS = 'GET /Users';
const OWNER_ROLE = 'system_owners';

/** Where a user is used, and what makes deleting it dangerous. */
export interface Usage {
	uses: Use[];
	/** Whether no other enabled user has the role System Owner. */
	isLastOwner: boolean;
}

/** Whether a user is a System Owner in any department. */
function isOwner({ Groups }: Row): boolean {
	const groups = Array.isArray(Groups) ? Groups.filter(isRecord) : [];
	return groups.some(({ Rights }) => isRecord(Rights) && asText(Rights.RoleName) === OWNER_ROLE);
}

/**
 * Reads everything that may use an extension.
 *
 * @throws StepBrokenOff where any part can't be read: what wasn't seen can't be called unused.
 */
export async function readUsage(run: JobRun, user: Named): Promise<Usage> {
	const found: Use[][] = [];
	for (const place of places) {
		const rows = await run.rows(place.request, { query: queryFor(place) });
		found.push(rows.flatMap((row) => usesIn(row, user.number, place)));
	}
	const users = await run.rows(USERS, {
		query: {
			$select: 'Id,Number,DisplayName,Enabled,OutboundCallerID,Blfs',
			$expand: 'ForwardingProfiles,Groups($expand=Rights)',
		},
	});
	const own = users.find(({ Id }) => Id === user.id);
	const others = users.filter(({ Id }) => Id !== user.id);
	found.push(others.flatMap((other) => usesByUser(other, user.number)));
	const callerId = asText(own?.OutboundCallerID);
	if (callerId !== '') found.push([{ kind: 'outboundCallerId', number: user.number, name: callerId, where: 'OutboundCallerID' }]);
	const isLastOwner = own !== undefined && isOwner(own) && !others.some((other) => other.Enabled !== false && isOwner(other));
	return { uses: found.flat(), isLastOwner };
}

/** Lists where a user is used, before it is changed or deleted. */
export const whereUsed: Job = async (connection, { read }) => {
	const text = requiredText(read, 'user', 'User');
	const run = new JobRun(connection);
	const user = await findOne(run, 'user', text, 'User');
	const { uses, isLastOwner } = await readUsage(run, user);
	return jsonItems([{ user: labelOf(user), used: uses.length > 0, usedIn: uses, lastSystemOwner: isLastOwner }]);
};
