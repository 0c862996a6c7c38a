import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { Row } from '../../transport/pages';
import type { JobRun } from '../common/jobRun';
import { labelOf, type Named } from '../common/lookUp';

export const GET_USER = 'GET /Users({Id})';
export const UPDATE_USER = 'PATCH /Users({Id})';

/** The names that every extension's statuses have, whatever a person calls the custom ones. */
export const STATUS_NAMES = ['Available', 'Away', 'Out of office', 'Custom 1', 'Custom 2'];

/** A status of a user, which 3CX calls a forwarding profile. */
export interface Profile {
	/** As the PBX has it, to be written back whole. */
	row: Row;
	name: string;
	/** What the user calls it; empty for none. */
	customName: string;
}

/** What a user's statuses are at the moment. */
export interface UserStatus {
	current: string;
	profiles: Profile[];
}

/** A copy without OData's annotations, which a body must not repeat. */
export function withoutAnnotations(value: unknown): unknown {
	if (Array.isArray(value)) return (value as unknown[]).map(withoutAnnotations);
	if (!isRecord(value)) return value;
	const kept = Object.entries(value).filter(([name]) => !name.includes('@odata.'));
	return Object.fromEntries(kept.map(([name, content]) => [name, withoutAnnotations(content)]));
}

/**
 * Reads a user's statuses and which one is set.
 *
 * @throws StepBrokenOff where the PBX leaves them out: a list that is left out is not an empty one.
 */
export async function readStatus(run: JobRun, user: Named): Promise<{ state: UserStatus; etag?: string }> {
	const row = await run.sendForRow(GET_USER, {
		key: user.id,
		query: { $select: 'Id,CurrentProfileName', $expand: 'ForwardingProfiles' },
	});
	const profiles = row.ForwardingProfiles;
	if (!Array.isArray(profiles) || !profiles.every(isRecord)) {
		throw run.refusal(
			GET_USER,
			`The PBX didn't return the statuses of ${labelOf(user)}`,
			'The API client may not be allowed to see them.',
		);
	}
	const etag = asText(row['@odata.etag']);
	return {
		state: {
			current: asText(row.CurrentProfileName),
			profiles: profiles.map((profile) => ({
				row: profile,
				name: asText(profile.Name),
				customName: asText(profile.CustomName),
			})),
		},
		...(etag === '' ? {} : { etag }),
	};
}

/**
 * The status that a text names, by its own name or by what the user calls it.
 *
 * @throws StepBrokenOff where there is none, naming those that exist.
 */
export function findProfile(run: JobRun, user: Named, { profiles }: UserStatus, text: string): Profile {
	const wanted = text.toLowerCase();
	const found =
		profiles.find(({ name }) => name.toLowerCase() === wanted) ??
		profiles.find(({ customName }) => customName.toLowerCase() === wanted);
	if (found) return found;
	const names = profiles.map(({ name, customName }) => (customName === '' || customName === name ? name : `${name} (${customName})`));
	throw run.refusal(GET_USER, `${labelOf(user)} has no status "${text}"`, `It has ${names.join(', ')}. Check Status.`);
}
