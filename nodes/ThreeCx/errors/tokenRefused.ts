import { NodeApiError, UserError } from 'n8n-workflow';
import type { Explanation } from './errorTable';

/** No token is to be had: wrong key, PBX out of reach. */
export class TokenRefused extends UserError {
	constructor(
		readonly explanation: Explanation,
		/**
		 * HTTP status or network code. Not named `httpCode`, `status` or `code`: n8n would take it for its own and put a
		 * stock sentence in place of the message.
		 */
		readonly reason: string | null,
		/** How long the PBX asks to wait, as it wrote it. */
		readonly retryAfter?: string,
	) {
		// n8n's credential test shows nothing but the message.
		super(`${explanation.message}. ${explanation.description}`, { description: explanation.description });
	}
}

/**
 * Finds our own token refusal in the NodeApiError that n8n wraps it into: as its cause, or, where n8n 1.x dropped the
 * cause, by the texts, the message of which ends with the description.
 */
export function tokenRefusalIn(error: unknown): Pick<TokenRefused, 'explanation' | 'reason'> | undefined {
	if (error instanceof TokenRefused) return error;
	if (!(error instanceof NodeApiError)) return undefined;
	if (error.cause instanceof TokenRefused) return error.cause;
	const { message, description } = error;
	const ending = `. ${description}`;
	if (!description || !message.endsWith(ending)) return undefined;
	return { explanation: { message: message.slice(0, -ending.length), description }, reason: error.httpCode };
}
