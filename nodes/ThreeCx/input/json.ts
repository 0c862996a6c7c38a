/** JSON text read, or why it cannot be. A result rather than an error, because callers say different things about it. */
export type JsonReading = { value: unknown } | { reason: string };

/** The API nests five levels deep, workflows a few more. */
const MAX_DEPTH = 200;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Array.from('"\\[]{}', (character) => character.charCodeAt(0));

/** Where the string that begins at `start` ends: at the next quote with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
	for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let backslashes = 0;
		while (text.charCodeAt(end - backslashes - 1) === BACKSLASH) backslashes++;
		if (backslashes % 2 === 0) return end;
	}
	return text.length;
}

/**
 * Whether JSON text nests deeper than `most`: then reading it takes seconds, and what reads it further ends in its stack.
 * Every answer goes through here, so it looks at codes, which take no new string each.
 */
function isNestedDeeper(text: string, most: number): boolean {
	let depth = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === QUOTE) index = endOfString(text, index);
		else if (code === OPEN_LIST || code === OPEN_OBJECT) {
			if (++depth > most) return true;
		} else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
	}
	return false;
}

/** Reads JSON text; a UTF-8 byte order mark, which some servers and editors add, is ignored. */
export function readJson(text: string): JsonReading {
	if (isNestedDeeper(text, MAX_DEPTH)) return { reason: `It is nested more than ${MAX_DEPTH} levels deep` };
	try {
		return { value: JSON.parse(text.replace(/^\ufeff/, '')) as unknown };
	} catch (error) {
		return { reason: error instanceof Error ? error.message : "It can't be read" };
	}
}
