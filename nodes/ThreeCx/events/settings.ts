import type { INodeProperties } from 'n8n-workflow';
import { asText, joinedText } from '../input/asText';
import { isRecord, type ReadParameter } from '../input/itemInput';
import { readOptions } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';

/** What is set in the Filters collection. */
export function readFilters(read: ReadParameter): Record<string, unknown> {
	const filters = read('filters', {});
	return isRecord(filters) ? filters : {};
}

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
 * One of the values of a list.
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

/** A number among the options of an event. */
export interface NumberOption {
	name: string;
	displayName: string;
	fallback: number;
	min: number;
	max: number;
}

/**
 * A number from Options.
 *
 * @throws ParameterRefused where it is none, or out of range.
 */
export function readNumber(read: ReadParameter, { name, displayName, fallback, min, max }: NumberOption): number {
	const given = asText(readOptions(read)[name]);
	const number = given.trim() === '' ? fallback : Number(given);
	if (number >= min && number <= max) return number;
	throw new ParameterRefused(`${displayName} must be a number from ${min} to ${max}`, `Correct ${displayName} in Options.`);
}

/** The parameter of a number option. */
export const numberProperty = ({ name, displayName, fallback, min, max }: NumberOption, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: min, maxValue: max },
	default: fallback,
	description,
});
