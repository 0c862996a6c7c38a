import { createHash } from 'crypto';

/** A short name for a text, for what is stored: 72 bits, so that two in a window are never the same in practice. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);
