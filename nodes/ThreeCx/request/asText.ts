/** A primitive as text; nothing, lists and objects as empty text. For values of unknown type from n8n or the PBX. */
export function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
