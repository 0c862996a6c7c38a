import { ParameterRefused } from '../../input/parameterRefused';
import { matches } from '../common/wildcards';

/** Whether a name is one that a list of patterns means; an empty list means none. */
export type NameMatcher = (name: string) => boolean;

/** Each pattern is compared with each name; names without wildcards are looked up and may be many. */
const MAX_WILDCARDS = 200;

/** The patterns in a text, which are separated by commas or line breaks. */
export function splitPatterns(text: string): string[] {
	return text
		.split(/[,\n]/)
		.map((pattern) => pattern.trim())
		.filter((pattern) => pattern !== '');
}

/** Letters without regard to case, one entry for each code point. */
const lettersOf = (text: string): string[] => Array.from(text.toLowerCase());

/**
 * Reads patterns such as `brand-2024-*`: `*` stands for any characters, `?` for one, letter case does not matter.
 *
 * @throws ParameterRefused where too many have wildcards.
 */
export function matcherOf(patterns: readonly string[]): NameMatcher {
	const isWild = (pattern: string) => /[*?]/.test(pattern);
	const names = new Set(patterns.filter((pattern) => !isWild(pattern)).map((pattern) => pattern.toLowerCase()));
	const wild = [...new Set(patterns.filter(isWild))].map(lettersOf);
	if (wild.length > MAX_WILDCARDS) {
		throw new ParameterRefused(
			`Only Names and Keep Names accept at most ${MAX_WILDCARDS} patterns with * or ?, but there are ${wild.length}`,
			"The number of names without * and ? isn't limited. Nothing was deleted.",
		);
	}
	return (name) => {
		if (names.has(name.toLowerCase())) return true;
		const letters = wild.length > 0 ? lettersOf(name) : [];
		return wild.some((pattern) => matches(letters, pattern));
	};
}
