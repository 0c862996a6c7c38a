/** Whether a name is one that a list of patterns means; an empty list means none. */
export type NameMatcher = (name: string) => boolean;

/** The patterns in a text, which are separated by commas or line breaks. */
export function splitPatterns(text: string): string[] {
	return text
		.split(/[,\n]/)
		.map((pattern) => pattern.trim())
		.filter((pattern) => pattern !== '');
}

/** Reads patterns such as `brand-2024-*`: `*` stands for any characters, `?` for one, letter case does not matter. */
export function matcherOf(patterns: readonly string[]): NameMatcher {
	const expressions = patterns.map((pattern) => {
		const source = pattern
			.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
			.replaceAll(/\*+/g, '.*')
			.replaceAll('?', '.');
		return new RegExp(`^${source}$`, 'isu');
	});
	return (name) => expressions.some((expression) => expression.test(name));
}
