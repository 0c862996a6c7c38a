/** A primitive as text; nothing, lists and objects as empty text. For values of unknown type from n8n or the PBX. */
export function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The same for a value that may be a list, joined by commas; undefined where an object is in it, which has no text. */
export function joinedText(value: unknown): string | undefined {
	const parts = (Array.isArray(value) ? value : [value]) as unknown[];
	return parts.every((part) => typeof part !== 'object' || part === null) ? parts.map(asText).join(',') : undefined;
}
