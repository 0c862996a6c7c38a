/** JSON text read, or why it cannot be. A result rather than an error, because callers say different things about it. */
export type JsonReading = { value: unknown } | { reason: string };

/** The API nests five levels deep, workflows a few more. */
const MAX_DEPTH = 200;

/** Whether JSON text nests deeper than `most`: then reading it takes seconds, and what reads it further ends in its stack. */
function isNestedDeeper(text: string, most: number): boolean {
	let depth = 0;
	let isInString = false;
	for (let index = 0; index < text.length; index++) {
		const character = text[index];
		if (isInString) {
			if (character === '\\') index++;
			else if (character === '"') isInString = false;
		} else if (character === '"') isInString = true;
		else if (character === '[' || character === '{') {
			if (++depth > most) return true;
		} else if (character === ']' || character === '}') depth--;
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
