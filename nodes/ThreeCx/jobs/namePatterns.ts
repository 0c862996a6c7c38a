/** Whether a name is one that a list of patterns means; an empty list means none. */
export type NameMatcher = (name: string) => boolean;

/**
 * Reads patterns separated by commas or line breaks: `*` stands for any characters, `?` for one, letter case does not
 * matter. `brand-2024-*, old?.png`
 */
export function parsePatterns(patterns: string): NameMatcher {
	const expressions = patterns
		.split(/[,\n]/)
		.map((pattern) => pattern.trim())
		.filter((pattern) => pattern !== '')
		.map((pattern) => {
			const source = pattern
				.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
				.replaceAll(/\*+/g, '.*')
				.replaceAll('?', '.');
			return new RegExp(`^${source}$`, 'isu');
		});
	return (name) => expressions.some((expression) => expression.test(name));
}
