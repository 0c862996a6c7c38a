import type { INodeProperties } from 'n8n-workflow';
import { asText } from '../input/asText';
import { isRecord, type ReadParameter } from '../input/itemInput';
import { readOptions } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';

/** What is set in the Filters collection. */
export function readFilters(read: ReadParameter): Record<string, unknown> {
	const filters = read('filters', {});
	return isRecord(filters) ? filters : {};
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
