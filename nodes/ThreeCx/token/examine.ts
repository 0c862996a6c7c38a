import type { IHttpRequestHelper } from 'n8n-workflow';
import { detailsInWords, readFailure, type Failure } from '../errors/failure';
import { API_PATH } from '../input/baseUrl';
import { isRecord } from '../input/itemInput';
import { readJson } from '../input/json';
import type { PbxSettings } from './settings';

const EXAMINATION_TIMEOUT_MS = 20_000;

/** Readable by nearly every client that may use the API at all. */
const LEAST = '/Defs?$select=Id';
/** What workflows work with; a client that may read one of them is good for something. */
const USEFUL = ['/Users?$top=1&$select=Id', '/Groups?$top=1&$select=Id', '/PhoneLogos?$top=1'];

/** Whether an answer is the singleton that LEAST asks for, as OData writes it. */
const isDefs = (body: unknown) => isRecord(body) && ('Id' in body || '@odata.context' in body);

/** The roles in an access token: a JSON Web Token, whose second part is its claims (RFC 7519). Empty if it says none. */
export function rolesIn(token: string): string[] {
	const claims = readJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
	const { role = [] } = ('value' in claims ? (claims.value ?? {}) : {}) as { role?: unknown };
	return [role].flat().filter((name): name is string => typeof name === 'string');
}

/** Every role of 3CX above User, as access tokens call them. */
const ABOVE_USER = ['system_owners', 'system_admins', 'group_owners', 'managers', 'group_admins', 'receptionists'];

/** What a client that isn't allowed something gets: a weak role 403 for users, and 401 for departments. */
const isRefused = ({ status }: Failure) => status === 401 || status === 403;

/** Whether a token says which roles it has, and none of them is above User. */
const isUserOnly = (roles: readonly string[]) => roles.length > 0 && !roles.some((role) => ABOVE_USER.includes(role));

const inWords = (roles: readonly string[]) => (roles.length === 0 ? '' : ` The access token names these roles: ${roles.join(', ')}.`);

const pbxSays = (reasons: string) => (reasons === '' ? '' : ` The PBX says: ${reasons}.`);

/** Where the rights of an API client are set. */
const IN_CONSOLE = 'In the 3CX Admin Console, under Integrations > API,';
const HIGHER_ROLE = 'choose a department other than "System Wide", which lowers the role to User, and a higher role.';

/** Why a client may not use the API at all: the license, its role, or the access that was not granted. */
function withoutAccess({ body }: Failure, roles: readonly string[]): string {
	const reasons = detailsInWords(body);
	if (/licen[sc]e/i.test(reasons)) {
		return (
			`Client ID and API Key are right, but the license of the PBX doesn't include the Configuration API.${pbxSays(reasons)} ` +
			'The API needs an Enterprise license.'
		);
	}
	if (isUserOnly(roles)) {
		return `Client ID and API Key are right, but the client has no role above User.${inWords(roles)}${pbxSays(reasons)} ${IN_CONSOLE} ${HIGHER_ROLE}`;
	}
	return (
		`Client ID and API Key are right, but the client isn't allowed to use the Configuration API.${inWords(roles)}${pbxSays(reasons)} ` +
		`${IN_CONSOLE} select "3CX Configuration API Access" and ${HIGHER_ROLE} The license must include the API (Enterprise).`
	);
}

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
	const look = async (path: string): Promise<{ failure: Failure } | { body: unknown }> =>
		await send({
			method: 'GET',
			url: `${origin}${API_PATH}${path}`,
			headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
			skipSslCertificateValidation: allowUnauthorizedCerts,
			disableFollowRedirect: true,
			timeout: EXAMINATION_TIMEOUT_MS,
		}).then(
			(body: unknown) => ({ body }),
			(error: unknown) => ({ failure: readFailure(error) }),
		);
	const roles = rolesIn(token);
	const least = await look(LEAST);
	if ('failure' in least) return least.failure.status === 403 ? withoutAccess(least.failure, roles) : undefined;
	if (!isDefs(least.body)) {
		return (
			`${new URL(origin).host} responds, but not as the Configuration API of a 3CX PBX. Check Base URL in the credential: it ` +
			'may point to a proxy, a login page, or another system.'
		);
	}
	let reasons = '';
	for (const path of USEFUL) {
		const useful = await look(path);
		if ('body' in useful || !isRefused(useful.failure)) return undefined;
		reasons = detailsInWords(useful.failure.body) || reasons;
	}
	return (
		"Client ID and API Key are right and the client can use the Configuration API, but it isn't allowed to read users, " +
		`departments, or phone logos.${inWords(roles)}${pbxSays(reasons)} ${IN_CONSOLE} ${HIGHER_ROLE}`
	);
}
