import { createHash, timingSafeEqual } from 'crypto';
import { asText } from '../input/asText';

const MIN_LENGTH = 20;

/** Characters that neither XML, nor an HTTP header, nor an expression of a CRM template reads as anything else. */
const SAFE_SECRET = /^[\w.~-]+$/;

/** The secret of a 3CX CRM credential, without spaces around it. */
export const readSecret = (data: Readonly<Record<string, unknown>>): string => asText(data.secret).trim();

/** What is wrong with a secret, as a sentence without a period; undefined where nothing is. */
export function weaknessOf(secret: string): string | undefined {
	if (secret.length < MIN_LENGTH) return `The secret has fewer than ${MIN_LENGTH} characters`;
	if (!SAFE_SECRET.test(secret)) return 'The secret has characters other than letters, digits, and . _ ~ -';
	return undefined;
}

export const SECRET_REMEDY = `Open the 3CX CRM credential and enter at least ${MIN_LENGTH} random letters and digits. A password manager can generate them.`;

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether the Authorization header of a post is `Bearer` and the secret. Takes the same time whichever character is wrong:
 * digests of equal length are compared. A secret that is too weak fits nothing, so an empty one opens no door.
 */
export function isAuthorized(authorization: unknown, secret: string): boolean {
	const given = /^Bearer +(\S+)$/i.exec(asText(authorization))?.[1] ?? '';
	return timingSafeEqual(digest(given), digest(secret)) && weaknessOf(secret) === undefined;
}
