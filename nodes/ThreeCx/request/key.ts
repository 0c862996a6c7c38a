import type { Key, Operation } from '../catalog/types';
import { asText } from '../input/asText';
import { isRecord, isUnset, type ItemInput } from '../input/itemInput';
import { pathLiteral } from './odata';
import { ParameterRefused } from '../input/parameterRefused';
import type { PbxRequest } from './pbxRequest';

/** A locator's value and mode; text from expressions, AI tools and older workflows is a value without mode. */
function locatorOf(value: unknown): { mode: unknown; value: unknown } {
	return isRecord(value) && 'mode' in value ? { mode: value.mode, value: value.value } : { mode: undefined, value };
}

/** A key as the API types it, from a value that `pathLiteral` let pass: ` 12 ` is the number 12. */
function typedKey(type: Key['type'], value: unknown): string | number {
	const text = asText(value);
	if (type === 'string') return text;
	return type === 'int32' ? Number(text) : text.trim();
}

/** Puts a key into the path of a request. */
export function withKey(request: PbxRequest, key: Key, value: unknown): PbxRequest {
	const literal = pathLiteral(key.type, value, key.displayName);
	return {
		...request,
		path: request.path.replace(`{${key.property}}`, () => literal),
		key: { property: key.property, value: typedKey(key.type, value) },
		lookUp: undefined,
	};
}

/**
 * Reads the locator of an operation's key into its request. In the mode "By Name" the key has yet to be looked
 * up: the text goes into `lookUp`. The phone logo's mode `name` is its key itself.
 *
 * @throws ParameterRefused where it is empty or not of the key's type.
 */
export function readKey(operation: Operation, { read }: ItemInput, request: PbxRequest): PbxRequest {
	const { key, noun } = operation;
	if (!key) return request;
	const { mode, value } = locatorOf(read(key.parameter, ''));
	// A blank string can be a filename but never a record key: it comes from joining empty expressions.
	const isBlank = key.parameter === 'key' && typeof value === 'string' && value.trim() === '';
	if (isUnset(value) || value === '' || isBlank) {
		const naming = key.parameter === 'key' ? 'ID, number or name' : key.displayName;
		throw new ParameterRefused(
			`${key.displayName} is empty`,
			`Choose a ${noun} from the list, enter its ${naming}, or map it from an earlier node. ` +
				'If it is mapped, check that the expression resolves to a value for this item.',
		);
	}
	if (key.parameter !== 'key' || mode !== 'name') return withKey(request, key, value);
	const lookUp = typeof value === 'number' ? String(value) : value;
	if (typeof lookUp !== 'string') throw new ParameterRefused(`${key.displayName} must be text or a number`, 'Check its expression.');
	return { ...request, lookUp: lookUp.trim() };
}
