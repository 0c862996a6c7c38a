/** Runs of the characters that tokens are made of, and the word before one in a bearer header. */
const TOKEN_RUN = /[\w.~+/=-]+/g;
const BEARER = /\bbearer$/i;

/** Where in a dotted run a JSON Web Token begins: three parts, of which the first starts with `eyJ`. */
function withoutWebTokens(run: string): string {
	const parts = run.split('.');
	const kept: string[] = [];
	for (let index = 0; index < parts.length; index++) {
		const part = parts[index] ?? '';
		const isFirstOfThree = index + 2 < parts.length && parts[index + 1] !== '';
		const start = isFirstOfThree ? part.search(/\beyJ[\w-]/) : -1;
		kept.push(start < 0 ? part : `${part.slice(0, start)}***`);
		if (start >= 0) index += 2;
	}
	return kept.join('.');
}

/**
 * Replaces JSON Web Tokens and what follows the word "bearer", wherever a body or message repeats them. Goes through the
 * text once: a body may hold 64 KB of anything, and a pattern that looks back over it takes the square of that.
 */
function withoutTokenShapes(text: string): string {
	let previousEnd = 0;
	let isAfterBearer = false;
	return text.replaceAll(TOKEN_RUN, (run, offset: number) => {
		const isNext = isAfterBearer && text.slice(previousEnd, offset).trim() === '';
		previousEnd = offset + run.length;
		isAfterBearer = BEARER.test(run);
		return isNext && run.length >= 8 ? '***' : withoutWebTokens(run);
	});
}

/** Replaces secrets by `***`. Values under four characters are no secrets and would garble any text. */
export function redact(text: string, secrets: readonly string[]): string {
	const withoutKnown = secrets
		.filter((secret) => secret.length >= 4)
		.reduce((result, secret) => result.replaceAll(secret, '***'), text);
	return withoutTokenShapes(withoutKnown);
}
