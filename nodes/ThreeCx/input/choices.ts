import { asText, joinedText } from './asText';
import { ParameterRefused } from './parameterRefused';

/**
 * Entries separated by commas, also as a list; trimmed, without empty ones.
 *
 * @throws ParameterRefused for objects.
 */
export function readEntries(value: unknown, displayName: string): string[] {
	const text = joinedText(value);
	if (text === undefined) throw new ParameterRefused(`${displayName} must be text`, `Check the expression of ${displayName}.`);
	return text
		.split(',')
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/**
 * One of the values of a list; the first where none is given.
 *
 * @throws ParameterRefused for another.
 */
export function readChoice<T extends string>(value: unknown, displayName: string, choices: readonly [T, ...T[]]): T {
	const text = asText(value);
	const found = text === '' ? choices[0] : choices.find((choice) => choice === text);
	if (found !== undefined) return found;
	throw new ParameterRefused(`${displayName} can't be "${text}"`, `Choose ${displayName} from its list: ${choices.join(', ')}.`);
}

/**
 * Some of the values of a list, sorted; the fallback where none is given.
 *
 * @throws ParameterRefused for another.
 */
export function readChoices<T extends string>(value: unknown, displayName: string, choices: readonly [T, ...T[]], fallback: readonly T[]): T[] {
	const entries = readEntries(value, displayName).map((entry) => readChoice(entry, displayName, choices));
	return [...new Set(entries.length > 0 ? entries : fallback)].sort();
}
