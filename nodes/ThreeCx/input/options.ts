import { asText } from './asText';
import { isRecord, isUnset, type ReadParameter } from './itemInput';
import { ParameterRefused } from './parameterRefused';

/** The values of the Options collection. */
export function readOptions(read: ReadParameter): Record<string, unknown> {
	const options = read('options', {});
	return isRecord(options) ? options : {};
}

/** The name of the binary field to put a file in: the option Put Output File in Field, or `data`. */
export function readFileField(read: ReadParameter): string {
	const field = asText(readOptions(read).binaryPropertyName).trim();
	return field === '' ? 'data' : field;
}

/**
 * A switch: true or false, also as text, as expressions may give it; the fallback where nothing is given.
 *
 * @throws ParameterRefused for anything else.
 */
export function readBoolean(value: unknown, displayName: string, fallback: boolean): boolean {
	if (isUnset(value) || value === '') return fallback;
	const text = asText(value).trim().toLowerCase();
	if (text === 'true' || text === 'false') return text === 'true';
	throw new ParameterRefused(
		`${displayName} must be true or false`,
		'Check its value or expression. Nothing was sent to the PBX.',
	);
}
