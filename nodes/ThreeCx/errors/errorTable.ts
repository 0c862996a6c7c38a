import { askedToWait, durationInWords, SECOND_MS } from './duration';
import { detailsInWords, isWebPage, type Failure } from './failure';
import type { NewerPart } from './newerParts';
import type { Subject } from './subject';

/** The text of an error: what happened, what to do. */
export interface Explanation {
	message: string;
	description: string;
}

interface Rule extends Record<'message' | 'description', (subject: Subject, failure: Failure) => string> {
	applies: (failure: Failure, subject: Subject) => boolean;
}

const status =
	(...codes: number[]) =>
	({ status: actual }: Failure) =>
		actual !== undefined && codes.includes(actual);
const code =
	(...codes: string[]) =>
	(failure: Failure) =>
		failure.status === undefined && failure.code !== undefined && codes.includes(failure.code);

const describeRecord = ({ noun, key }: Subject) => (key ? `${noun} "${key.value}"` : noun);
const keyLabel = ({ key }: Subject) => key?.displayName ?? 'the parameters';
/** Whether a PBX is older than a version, as far as both are known. */
const isOlder = (version: string | undefined, than: string | undefined) =>
	version !== undefined && than !== undefined && version.localeCompare(than, 'en', { numeric: true }) < 0;
/** The release that a PBX runs, without the number of its build: `20.0.7.100` is a `20.0.7`. */
const releaseOf = ({ version }: Failure) => version?.split('.').slice(0, 3).join('.');
/** What is known of versions, behind "does not offer this operation". */
function versionHint({ minimumVersion, lastVersionWithout, partialVersion, knownVersion }: Subject, failure: Failure): string {
	const release = releaseOf(failure);
	if (isOlder(knownVersion, release)) {
		return `: it runs ${failure.version}, newer than what this node knows (${knownVersion})`;
	}
	if (partialVersion !== undefined && release === partialVersion) return `: not every build of ${partialVersion} has it`;
	const mayLack = lastVersionWithout !== undefined && (release === undefined || isOlder(release, minimumVersion));
	return mayLack ? `, which came after ${lastVersionWithout}` : '';
}
/** Whether a PBX may be too new for a path that is gone. */
function isGone({ lastVersionWith, isLastVersionPartial }: Subject, failure: Failure): boolean {
	if (lastVersionWith === undefined) return false;
	const release = releaseOf(failure);
	return release === undefined || isOlder(lastVersionWith, release) || (isLastVersionPartial === true && release === lastVersionWith);
}
/** What a request contains that came after the release of a PBX, as a sentence in front of a remedy. */
function newerThanPbx(parts: readonly NewerPart[] = [], failure: Failure): string {
	const release = releaseOf(failure);
	const newer = release === undefined ? [] : parts.filter(({ lastVersionWithout }) => !isOlder(lastVersionWithout, release));
	if (newer.length === 0) return '';
	const listed = newer.map(({ what, lastVersionWithout }) => `${what} after 3CX ${lastVersionWithout}`);
	return `This PBX runs ${failure.version}: ${listed.join(', ')}. `;
}
const reasons = ({ body }: Failure) => detailsInWords(body);
/** `: <reasons>` where the PBX gave some. */
const reasonSuffix = (failure: Failure) => (reasons(failure) === '' ? '' : `: ${reasons(failure)}`);
/** The PBX's reasons as a sentence in front of a remedy. */
const pbxSays = (failure: Failure) => (reasons(failure) === '' ? '' : `The PBX says: ${reasons(failure)}. `);
/** ` and asks to wait 60 minutes` where it does. */
function askedWaitInWords(retryAfter: string | undefined): string {
	const milliseconds = askedToWait(retryAfter, Date.now());
	return milliseconds < SECOND_MS ? '' : ` and asks to wait ${durationInWords(milliseconds)}`;
}
const readAgain = ({ listName, noun }: Subject) =>
	listName ? `Read the ${noun} again with "${listName}"` : `Read the ${noun} again`;

const runAgain = ({ isRead }: Subject) =>
	isRead ? 'Run the node again.' : 'The request may have taken effect. Check before running it again.';

const CERTIFICATE_CODES = [
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** How each answer of the API reads, most special first. */
const answerRules: Rule[] = [
	{
		applies: ({ contentType, body, status: actual }) =>
			isWebPage(contentType, body) && (actual === undefined || actual < 500) && actual !== 401 && actual !== 403,
		message: ({ host }, { status: actual }) =>
			`${host} returned a web page instead of API data${actual ? ` (HTTP ${actual})` : ''}`,
		description: () =>
			'The Base URL in the 3CX API credential probably points to something other than the PBX, such as a proxy, a login ' +
			'page or another port. Open the same address in a browser: you should see the 3CX web client.',
	},
	{
		applies: status(304),
		message: ({ host }) => `${host} responded "not modified" instead of data (HTTP 304)`,
		description: () =>
			'The node never sends conditional requests, so a cache or proxy between n8n and the PBX responded. ' +
			'Exclude /xapi from its caching.',
	},
	{
		applies: ({ status: actual }) => actual !== undefined && actual >= 300 && actual < 400,
		message: ({ host }, { status: actual }) => `${host} responded with a redirect (HTTP ${actual})`,
		description: (_, { location }) =>
			`Redirects aren't followed, so that the access token stays with the PBX. ${
				location ? `The redirect leads to ${location}. ` : ''
			}Enter the final address of the PBX as the Base URL in the 3CX API credential.`,
	},
	{
		applies: status(400),
		message: ({ operationName }, failure) =>
			`The PBX rejected "${operationName}" as invalid (HTTP 400)${reasonSuffix(failure)}`,
		description: ({ key, parameters, newerParts }, failure) => {
			const named = [key?.displayName, parameters].filter((name) => name !== undefined && name !== '');
			const isQuery = parameters?.startsWith('Filter') ?? false;
			return (
				`${newerThanPbx(newerParts, failure)}Check ${named.length > 0 ? named.join(' and ') : 'the parameters of the node'}.` +
				(isQuery ? ' Property names are case-sensitive. Put text inside a filter in single quotes.' : '')
			);
		},
	},
	{
		applies: (failure, { isUser }) => isUser === true && failure.status === 401,
		message: ({ host }) => `The PBX at ${host} didn't accept the sign-in (HTTP 401)`,
		description: () =>
			'Open the 3CX OAuth2 API credential and sign in again. If the PBX refuses only this operation, the role of the 3CX ' +
			'user is too low for it.',
	},
	{
		applies: status(401),
		message: ({ host }) => `The PBX at ${host} didn't accept the access token (HTTP 401)`,
		description: () =>
			'Open the 3CX API credential and test it. In the 3CX Admin Console, under Integrations > API, check that the client ' +
			'still exists and has this API key. Use a separate API client for each n8n credential: when 3CX issues a new ' +
			'token, it invalidates the previous one. If Client ID is empty, the API Key itself is sent as the token and ' +
			'expires within an hour. Enter the Client ID so that the token is renewed.',
	},
	{
		applies: (failure, { isUser }) => isUser === true && failure.status === 403,
		message: ({ operationName }, failure) =>
			`The 3CX user who signed in isn't allowed to use "${operationName}" (HTTP 403)${reasonSuffix(failure)}`,
		description: () =>
			'Check the role of this user in the 3CX Admin Console (some data needs System Owner) and its console restrictions, or ' +
			'sign in as another user in the 3CX OAuth2 API credential.',
	},
	{
		applies: status(403),
		message: ({ operationName }, failure) =>
			`The API client isn't allowed to use "${operationName}" (HTTP 403)${reasonSuffix(failure)}`,
		description: () =>
			'In the 3CX Admin Console, under Integrations > API, check three settings of the client: "3CX Configuration API ' +
			`Access" is selected, the department isn't "System Wide" (it lowers the role to User), and the role is high ` +
			'enough (some data needs System Owner). The license must include the Configuration API as well.',
	},
	{
		applies: (failure, { lastVersionWithout }) =>
			status(404, 405)(failure) && lastVersionWithout !== undefined && failure.version !== undefined && !isOlder(lastVersionWithout, releaseOf(failure)),
		message: ({ operationName, lastVersionWithout }, { version, status: actual }) =>
			`"${operationName}" needs a 3CX version newer than ${lastVersionWithout}; this PBX runs ${version} (HTTP ${actual})`,
		description: () => 'Update the PBX, or use another operation.',
	},
	{
		applies: (failure, subject) => failure.status === 404 && isGone(subject, failure),
		message: ({ lastVersionWith, isLastVersionPartial }) =>
			`3CX removed this path: ${isLastVersionPartial ? 'some builds of ' : ''}3CX ${lastVersionWith} had it last (HTTP 404)`,
		description: ({ successorName }) =>
			successorName === undefined
				? 'Look for an operation of the node that does the same, or see the API documentation of your version.'
				: `Use "${successorName}" instead.`,
	},
	{
		applies: status(404),
		message: (subject) =>
			subject.key
				? `The PBX has no ${describeRecord(subject)} (HTTP 404)`
				: `The PBX doesn't know "${subject.operationName}" (HTTP 404)`,
		description: (subject, failure) =>
			pbxSays(failure) +
			(subject.key
				? `Check ${keyLabel(subject)}: it must match exactly, and the ${subject.noun} may have been deleted already. ${
						subject.listName ? `"${subject.listName}" shows what exists. ` : ''
					}If this happens for every record, your 3CX version doesn't support this operation${versionHint(subject, failure)}.`
				: `Your 3CX version may not support this operation${versionHint(subject, failure)}, or Base URL points to another ` +
					'system: test the 3CX API credential.'),
	},
	{
		applies: status(405),
		message: ({ operationName }) => `The PBX doesn't support "${operationName}" (HTTP 405)`,
		description: () => 'This operation may not exist in your 3CX version.',
	},
	{
		applies: status(412),
		message: (subject) =>
			`The ${describeRecord(subject)} has changed since its ETag was read (HTTP 412), so it was left unchanged`,
		description: (subject) =>
			`If Match contains an outdated ETag. ${readAgain(subject)} and use its current "@odata.etag", or leave ` +
			'If Match empty to ignore changes.',
	},
	{
		applies: status(428),
		message: (subject) => `The PBX requires an ETag for the ${describeRecord(subject)} (HTTP 428)`,
		description: (subject) =>
			`Fill in If Match. ${readAgain(subject)} and map its "@odata.etag", or enter * to ignore changes.`,
	},
	{
		applies: status(429),
		message: ({ host }, { retryAfter }) =>
			`The PBX at ${host} is receiving too many requests${askedWaitInWords(retryAfter)} (HTTP 429)`,
		description: (_, { retryAfter }) =>
			`${retryAfter ? 'Nothing more is sent until then. ' : ''}Run the workflow later or less often, or lower the option ` +
			'Max Parallel Requests.',
	},
	{
		applies: status(502, 503, 504),
		message: ({ host }, { status: actual, retryAfter }) =>
			`${host} couldn't reach the PBX behind it${askedWaitInWords(retryAfter)} (HTTP ${actual})`,
		description: () =>
			'The PBX is restarting, updating or overloaded, or the proxy in front of it is. Try again in a few minutes; ' +
			'for scheduled workflows turn on Retry On Fail in the node settings.',
	},
	{
		applies: ({ status: actual }) => actual !== undefined && actual >= 500 && actual < 600,
		message: ({ operationName }, failure) =>
			`The PBX couldn't complete "${operationName}" (HTTP ${failure.status})${reasonSuffix(failure)}`,
		description: ({ isRead }) =>
			`${
				isRead
					? 'Run the node again.'
					: 'The request may have taken effect. Check the result in the 3CX Admin Console before running it again.'
			} If it keeps happening, check the PBX event log.`,
	},
	{
		applies: ({ status: actual }) => actual !== undefined,
		message: ({ operationName }, failure) =>
			`The PBX rejected "${operationName}" (HTTP ${failure.status})${reasonSuffix(failure)}`,
		description: (_, failure) => `${pbxSays(failure)}Check the parameters of the node and test the 3CX API credential.`,
	},
];

/** How a connection that never got an answer reads. */
const connectionRules: Rule[] = [
	{
		applies: code('ECONNREFUSED'),
		message: ({ host }) => `${host} refuses connections`,
		description: () =>
			'Check the port in Base URL (443 for hosted PBXs, usually 5001 for self-hosted ones), that the PBX is running ' +
			'and that a firewall lets n8n through.',
	},
	{
		applies: code('ENOTFOUND', 'EAI_AGAIN'),
		message: ({ host }) => `The host name ${host} couldn't be resolved`,
		description: () =>
			'Check the spelling of Base URL in the 3CX API credential, and that the machine n8n runs on can resolve this name.',
	},
	{
		applies: code('ETIMEDOUT', 'ECONNABORTED'),
		message: ({ host }) => `${host} didn't respond in time`,
		description: (subject) => `The PBX is overloaded, or a firewall drops the connection. ${runAgain(subject)}`,
	},
	{
		applies: code('EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'),
		message: ({ host }) => `There is no network route to ${host}`,
		description: () => 'Check Base URL, and the network, VPN or firewall between n8n and the PBX.',
	},
	{
		applies: code('ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'),
		message: ({ host }) => `${host} closed the connection before responding`,
		description: (subject) => `The PBX is restarting, or a proxy cut the connection. ${runAgain(subject)}`,
	},
	{
		applies: ({ status: actual, code: reason = '' }) =>
			actual === undefined && /^(Z_|ERR_BROTLI|ERR__ERROR_|ERR_PADDING|ZSTD_)/.test(reason),
		message: ({ host }) => `The response from ${host} couldn't be decompressed`,
		description: () =>
			'It arrived damaged or cut short, probably by a proxy between n8n and the PBX. Run the node again; if it keeps happening, turn ' +
			'off compression in the proxy.',
	},
	{
		applies: code(...CERTIFICATE_CODES),
		message: ({ host }, failure) => `The TLS certificate of ${host} isn't trusted (${failure.code})`,
		description: () =>
			"Use the host name on the certificate and make sure it hasn't expired. For a test system with a self-signed " +
			'certificate, turn on "Ignore SSL Issues" in the 3CX API credential.',
	},
	{
		applies: ({ status: actual, code: reason }) =>
			actual === undefined && /^(EPROTO|ERR_SSL|ERR_TLS|HPE_)/.test(reason ?? ''),
		message: ({ host }, failure) => `${host} doesn't use the protocol in Base URL (${failure.code})`,
		description: () => 'Check whether Base URL must start with https:// or http://, and its port.',
	},
];

/** Puts a failure into words: the first rule that applies. Undefined for what is neither answer nor connection. */
export function explain(subject: Subject, failure: Failure): Explanation | undefined {
	const rule = [...connectionRules, ...answerRules].find(({ applies }) => applies(failure, subject));
	return rule && { message: rule.message(subject, failure), description: rule.description(subject, failure) };
}
