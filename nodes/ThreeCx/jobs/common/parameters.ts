import { asText } from '../../input/asText';
import { isRecord, type ReadParameter } from '../../input/itemInput';
import { readBoolean } from '../../input/options';
import { ParameterRefused } from '../../input/parameterRefused';

const CHECK_EXPRESSION = 'If it is mapped, check that the expression resolves to a value for this item. Nothing was sent to the PBX.';

/** A refusal of a parameter's value before anything is sent. */
export function refuseParameter(message: string, remedy: string): never {
	throw new ParameterRefused(message, `${remedy} Nothing was sent to the PBX.`);
}

/** The text of a parameter without spaces around it; empty where nothing was given. Locators count by their value. */
export function optionalText(read: ReadParameter, name: string, displayName: string): string {
	const given = read(name, '');
	const value = isRecord(given) && 'mode' in given ? given.value : given;
	if (typeof value === 'object' && value !== null) {
		refuseParameter(`${displayName} must be text or a number`, `Check the expression of ${displayName}.`);
	}
	return asText(value).trim();
}

/**
 * The text of a parameter that must be filled.
 *
 * @throws ParameterRefused where it is empty or not text.
 */
export function requiredText(read: ReadParameter, name: string, displayName: string): string {
	const text = optionalText(read, name, displayName);
	if (text !== '') return text;
	throw new ParameterRefused(`${displayName} is empty`, `Fill ${displayName}. ${CHECK_EXPRESSION}`);
}

/**
 * A list that a person writes separated by commas, semicolons or line breaks, or that an expression gives as a list. Without
 * blanks, empty entries and repetitions; a name that contains a comma can be given in a list.
 *
 * @throws ParameterRefused for a list of anything but texts and numbers.
 */
export function optionalTexts(read: ReadParameter, name: string, displayName: string): string[] {
	const given = read(name, '');
	const entries = (Array.isArray(given) ? given : asText(given).split(/[,;\n]/)) as unknown[];
	const isUsable = Array.isArray(given) || typeof given !== 'object' || given === null;
	if (!isUsable || entries.some((entry) => typeof entry !== 'string' && typeof entry !== 'number')) {
		refuseParameter(`${displayName} must be text or a list of text values`, `Check the expression of ${displayName}.`);
	}
	return [...new Set(entries.map((entry) => asText(entry).trim()))].filter((text) => text !== '');
}

/**
 * The same for a list that must not be empty.
 *
 * @throws ParameterRefused besides, where nothing is in it: for a list that replaces another, nothing must not come to mean
 * that all are removed.
 */
export function requiredTexts(read: ReadParameter, name: string, displayName: string): string[] {
	const texts = optionalTexts(read, name, displayName);
	if (texts.length > 0) return texts;
	throw new ParameterRefused(`${displayName} is empty`, `Enter at least one. ${CHECK_EXPRESSION}`);
}

/**
 * One of several values, letter case aside.
 *
 * @param members stored value → label in the editor.
 * @throws ParameterRefused for anything else, naming what is possible.
 */
export function choice<T extends string>(
	read: ReadParameter,
	name: string,
	displayName: string,
	members: Readonly<Record<T, string>>,
	fallback: NoInfer<T>,
): T {
	const text = optionalText(read, name, displayName).toLowerCase();
	if (text === '') return fallback;
	const values = Object.keys(members) as T[];
	const found = values.find((value) => value.toLowerCase() === text || members[value].toLowerCase() === text);
	if (found !== undefined) return found;
	return refuseParameter(`${displayName} must be one of ${Object.values<string>(members).join(', ')}`, 'Choose from the list.');
}

/** Whether the job only reports what it would do. */
export const readDryRun = (read: ReadParameter, fallback: boolean): boolean => readBoolean(read('dryRun', fallback), 'Dry Run', fallback);

/** A number with its limits. */
export interface NumberRange {
	displayName: string;
	fallback: number;
	min: number;
	max: number;
}

/**
 * A whole number within limits, also as text.
 *
 * @throws ParameterRefused for anything else.
 */
export function readWholeNumber(read: ReadParameter, name: string, { displayName, fallback, min, max }: NumberRange): number {
	const text = optionalText(read, name, displayName);
	const number = text === '' ? fallback : Number(text);
	if (Number.isSafeInteger(number) && number >= min && number <= max) return number;
	return refuseParameter(`${displayName} must be a whole number from ${min} to ${max}`, `Change ${displayName}; ${fallback} is usual.`);
}
