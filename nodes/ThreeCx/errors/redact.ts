/** JSON Web Tokens and bearer headers, wherever a body or message repeats them. */
const TOKEN_SHAPES = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=\bbearer\s+)[\w.~+/=-]{8,}/gi;

/** Replaces secrets by `***`. Values under four characters are no secrets and would garble any text. */
export function redact(text: string, secrets: readonly string[]): string {
	const withoutKnown = secrets
		.filter((secret) => secret.length >= 4)
		.reduce((result, secret) => result.replaceAll(secret, '***'), text);
	return withoutKnown.replaceAll(TOKEN_SHAPES, '***');
}
