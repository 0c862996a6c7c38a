import type { IHttpRequestHelper } from 'n8n-workflow';
import { detailsInWords, readFailure, type Failure } from '../errors/failure';
import { API_PATH } from '../input/baseUrl';
import { readJson } from '../input/json';
import type { PbxSettings } from './settings';

const EXAMINATION_TIMEOUT_MS = 20_000;

/** Readable by nearly every client that may use the API at all. */
const LEAST = '/Defs?$select=Id';
/** What workflows work with; a client that may read one of them is good for something. */
const USEFUL = ['/Users?$top=1&$select=Id', '/Groups?$top=1&$select=Id', '/PhoneLogos?$top=1'];

/** The roles in an access token: a JSON Web Token, whose second part is its claims (RFC 7519). Empty if it says none. */
export function rolesIn(token: string): string[] {
	const claims = readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
	const { role = [] } = ('value' in claims ? (claims.value ?? {}) : {}) as { role?: unknown };
	return [role].flat().filter((name): name is string => typeof name === 'string');
}

function inWords(roles: string[]): string {
	return roles.length === 0 ? '' : ` The access token names these roles: ${roles.join(', ')}.`;
}

const pbxSays = (failure: Failure) => {
	const reasons = detailsInWords(failure.body);
	return reasons === '' ? '' : ` The PBX says: ${reasons}.`;
};

/**
 * Tries what the API client may do, for the credential test.
 *
 * @returns what is missing, in words; undefined where nothing is, or where it is not about rights.
 */
export async function missingRights(
	{ origin, allowUnauthorizedCerts }: PbxSettings,
	token: string,
	send: IHttpRequestHelper['helpers']['httpRequest'],
): Promise<string | undefined> {
	const refusalOf = async (path: string): Promise<Failure | undefined> =>
		await send({
			method: 'GET',
			url: `${origin}${API_PATH}${path}`,
			headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
			skipSslCertificateValidation: allowUnauthorizedCerts,
			disableFollowRedirect: true,
			timeout: EXAMINATION_TIMEOUT_MS,
		}).then(() => undefined, readFailure);
	const roles = inWords(rolesIn(token));
	const least = await refusalOf(LEAST);
	if (least?.status === 403) {
		return (
			`Client ID and API Key are right, but the client isn't allowed to use the Configuration API.${roles}${pbxSays(least)} In the 3CX ` +
			'Admin Console, under Integrations > API, select "3CX Configuration API Access" and a department other than "System ' +
			'Wide", which lowers the role to User. The license must include the API (Enterprise).'
		);
	}
	if (least) return undefined;
	let last: Failure | undefined;
	for (const path of USEFUL) {
		last = await refusalOf(path);
		if (last?.status !== 403) return undefined;
	}
	return (
		"Client ID and API Key are right and the client can use the Configuration API, but it isn't allowed to read users, " +
		`departments, or phone logos.${roles}${last ? pbxSays(last) : ''} In the 3CX Admin Console, under Integrations > API, choose ` +
		'a department other than "System Wide", which lowers the role to User, and a higher role.'
	);
}
