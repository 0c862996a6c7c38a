import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { asText } from '../input/asText';
import { Slots } from './pool';
import { CREDENTIAL_TYPE, fingerprintOf, readSettings, type PbxSettings } from '../token/settings';
import { tokensOf } from '../token/tokenRegistry';

/** The n8n contexts that can send. */
export type SendingContext = IExecuteFunctions | ILoadOptionsFunctions;

/** What holds for all requests of an execution. */
export interface SendOptions {
	/** How long an answer may take, in milliseconds. */
	timeout: number;
	/** How often a request is sent again that the PBX could not take. */
	retries: number;
	/** How many requests may be under way at a time. */
	inFlight: number;
}

/** What holds unless the node's options say otherwise. Five in flight: bench/requestsInFlight.ts shows what more would gain. */
export const DEFAULT_SEND_OPTIONS: SendOptions = { timeout: 60_000, retries: 3, inFlight: 5 };

/** One PBX as one execution sees it. */
export interface Connection {
	context: SendingContext;
	settings: PbxSettings;
	fingerprint: string;
	/** The token as it was stored at the beginning; another process may have got it. */
	storedToken: string;
	options: SendOptions;
	/** Every request takes one, whichever item or list it is for. */
	slots: Slots;
	/** Renewals in a row after which the PBX still did not accept the token. */
	failedRenewals: number;
	/** Set once the PBX refused the API key, or several fresh tokens: further items fail at once instead of hammering it. */
	unauthorized?: Unauthorized;
	/** Until when the PBX asked everybody to wait (429), in milliseconds since 1970. */
	pausedUntil: number;
}

/** The PBX did not accept the token. */
export class Unauthorized {
	constructor(readonly error: Error) {}
}

/**
 * Reads the credential and prepares to send.
 *
 * @throws BaseUrlRefused where the credential's Base URL cannot be used.
 */
export async function openConnection(context: SendingContext, options = DEFAULT_SEND_OPTIONS): Promise<Connection> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const settings = readSettings(credentials);
	return {
		context,
		settings,
		fingerprint: fingerprintOf(settings),
		storedToken: asText(credentials.accessToken),
		options,
		slots: new Slots(options.inFlight),
		failedRenewals: 0,
		pausedUntil: 0,
	};
}

/** What must not appear in any message about a connection. */
export function secretsOf({ settings, fingerprint, storedToken }: Connection): string[] {
	return [settings.apiKey, storedToken, ...tokensOf(fingerprint)];
}

/** Whether the execution was canceled, so that nothing more is to be sent. The editor's lists cannot be. */
export function isCanceled(context: SendingContext): boolean {
	return 'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
}
