/** JSON text read, or why it cannot be. A result rather than an error, because callers say different things about it. */
export type JsonReading = { value: unknown } | { reason: string };

/** Reads JSON text; a mark in front, which some servers and editors put before UTF-8, is no part of it. */
export function readJson(text: string): JsonReading {
	try {
		return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown };
	} catch (error) {
		return { reason: error instanceof Error ? error.message : 'It cannot be read' };
	}
}
