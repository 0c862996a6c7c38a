import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions, ITriggerFunctions } from 'n8n-workflow';
import { asText } from '../input/asText';
import { authenticationOf, type Authentication } from '../input/authentication';
import { MOST } from '../pace/gradientLimit';
import { Lane, paceOf } from '../pace/pace';
import { CREDENTIAL_TYPE, fingerprintOf, readSettings, type PbxSettings } from '../token/settings';
import { tokensOf } from '../token/tokenRegistry';
import { readUserSignIn, USER_CREDENTIAL_TYPE } from '../token/userSignIn';

/** The n8n contexts that can send. */
export type SendingContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | ITriggerFunctions;

/** What holds for all requests of an execution. */
export interface SendOptions {
	/** How long an answer may take, in milliseconds. */
	timeout: number;
	/** How long to wait in all for a PBX that cannot take a request, in milliseconds; 0 for not at all. */
	waitForPbx: number;
	/** How many requests may be under way at a time at most; within that, the pace of the PBX decides. */
	inFlight: number;
}

/**
 * What holds unless the node's options say otherwise. As many requests in flight as the PBX takes: bench/requestsInFlight.ts
 * compares that with fixed numbers. A restart of 3CX takes half a minute to two minutes; half a minute more is for the last
 * wait and the first requests after it, which come late.
 */
export const DEFAULT_SEND_OPTIONS: SendOptions = { timeout: 60_000, waitForPbx: 150_000, inFlight: MOST };

/** For the editor, where somebody is looking at a list that loads. */
export const EDITOR_SEND_OPTIONS: SendOptions = { timeout: 20_000, waitForPbx: 2_000, inFlight: 5 };

/** One PBX as one execution sees it. */
export interface Connection {
	context: SendingContext;
	authentication: Authentication;
	settings: PbxSettings;
	fingerprint: string;
	/** What of the credential must not appear in any message. */
	secrets: readonly string[];
	/** The token as it was stored at the beginning; another process may have got it. */
	storedToken: string;
	options: SendOptions;
	/** Every request goes through it, whichever item or list it is for. */
	lane: Lane;
	/** Renewals in a row after which the PBX still did not accept the token. */
	failedRenewals: number;
	/** Set once the PBX refused the API key, or several fresh tokens: further items fail at once instead of hammering it. */
	unauthorized?: Unauthorized;
	/** Whether the PBX is known to have answered with these settings at some time, in any process. */
	isProven: boolean;
	/** What a request waited for in vain: until then (milliseconds since 1970) others fail with it at once. */
	gaveUp?: { failure: unknown; waited: number; until: number };
	/** A request waited all its time in vain and nothing was answered since: others do not wait any more. */
	isOutOfPatience: boolean;
}

/** The PBX did not accept the token. */
export class Unauthorized {
	constructor(readonly error: Error) {}
}

/** What a credential says, whichever of the two it is. */
type Identity = Pick<Connection, 'settings' | 'fingerprint' | 'secrets' | 'storedToken' | 'isProven'>;

async function apiClientOf(context: SendingContext): Promise<Identity> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const settings = readSettings(credentials);
	const fingerprint = fingerprintOf(settings);
	const storedToken = asText(credentials.accessToken);
	return {
		settings,
		fingerprint,
		storedToken,
		secrets: [settings.apiKey, storedToken],
		isProven: storedToken !== '' && credentials.tokenFingerprint === fingerprint,
	};
}

async function userOf(context: SendingContext): Promise<Identity> {
	const { settings, accessToken, secrets } = readUserSignIn(await context.getCredentials(USER_CREDENTIAL_TYPE));
	return { settings, fingerprint: fingerprintOf(settings), storedToken: accessToken, secrets, isProven: true };
}

const identities: Record<Authentication, (context: SendingContext) => Promise<Identity>> = { apiKey: apiClientOf, oAuth2: userOf };

/**
 * Reads the credential that the node's parameter "Authentication" chooses, and prepares to send.
 *
 * @param options those of the editor unless a running node gives its own.
 * @throws BaseUrlRefused where the credential's Base URL cannot be used; TokenRefused where no user has signed in with it.
 */
export async function openConnection(context: SendingContext, options = EDITOR_SEND_OPTIONS): Promise<Connection> {
	const authentication = authenticationOf(context.getNode());
	const identity = await identities[authentication](context);
	return {
		context,
		authentication,
		...identity,
		options,
		lane: new Lane(paceOf(identity.fingerprint), options.inFlight),
		failedRenewals: 0,
		isOutOfPatience: false,
	};
}

/** What must not appear in any message about a connection. */
export function secretsOf({ secrets, fingerprint }: Connection): string[] {
	return [...secrets, ...tokensOf(fingerprint)];
}

/** Aborted when the execution is canceled. The editor's lists cannot be. */
export function cancelSignal(context: SendingContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether an AI agent runs the node as a tool: it gets JSON only, and no files. */
export function isToolOfAgent(context: SendingContext): boolean {
	return 'isToolExecution' in context && context.isToolExecution();
}

/** Whether the execution was canceled, so that nothing more is to be sent. */
export function isCanceled(context: SendingContext): boolean {
	return cancelSignal(context)?.aborted === true;
}
