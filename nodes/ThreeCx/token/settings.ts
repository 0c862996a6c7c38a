import { createHash } from 'crypto';
import { asText } from '../input/asText';
import { pbxOrigin } from '../input/baseUrl';

/** Name of the credential type this node authenticates with. */
export const CREDENTIAL_TYPE = 'threeCxApi';

/** The fields of the credential that decide which token is the right one. */
export interface PbxSettings {
	/** Scheme, host and port, e.g. `https://pbx.example.com:5001`. */
	origin: string;
	/** Empty: the API key is itself the bearer token. */
	clientId: string;
	apiKey: string;
	allowUnauthorizedCerts: boolean;
}

/**
 * Reads the settings out of a credential's fields.
 *
 * @throws BaseUrlRefused where Base URL cannot be used.
 */
export function readSettings(credentials: Record<string, unknown>): PbxSettings {
	return {
		origin: pbxOrigin(asText(credentials.baseUrl)),
		clientId: asText(credentials.clientId).trim(),
		apiKey: asText(credentials.apiKey).trim(),
		allowUnauthorizedCerts: credentials.allowUnauthorizedCerts === true,
	};
}

/** The settings of the last request and what they came to: every request of an execution asks for the same. */
let last = { text: '', fingerprint: '' };

/** Hash of the settings that a token belongs to, so that an old token is never used after an edit. */
export function fingerprintOf({ origin, clientId, apiKey }: PbxSettings): string {
	const text = JSON.stringify([origin, clientId, apiKey]);
	if (text !== last.text) last = { text, fingerprint: createHash('sha256').update(text).digest('hex') };
	return last.fingerprint;
}
