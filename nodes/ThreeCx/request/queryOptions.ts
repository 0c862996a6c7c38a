import { selectsSimplified, simplifiedProperties } from '../catalog/simplified';
import type { Operation, QueryOption } from '../catalog/types';
import { joinedText } from '../input/asText';
import type { ItemInput } from '../input/itemInput';
import { readOptions, readBoolean } from '../input/options';
import { ParameterRefused } from '../input/parameterRefused';

/** Parameters of the `options` collection with their OData names, in the order they are sent. */
const parameters: readonly { parameter: string; option: QueryOption; displayName: string }[] = [
	{ parameter: 'filter', option: 'filter', displayName: 'Filter' },
	{ parameter: 'search', option: 'search', displayName: 'Search' },
	{ parameter: 'select', option: 'select', displayName: 'Select' },
	{ parameter: 'expand', option: 'expand', displayName: 'Expand' },
	{ parameter: 'orderBy', option: 'orderby', displayName: 'Order By' },
];

const isOwnPath = ({ kind, method }: Operation): boolean => kind === 'rawRequest' && method === 'GET';

/** Whether the editor offers query options of OData: those that 3CX declares, and all of them for paths that the user writes. */
export const takesQueryOptions = (operation: Operation): boolean => isOwnPath(operation) || operation.query.length > 0;

/** The text of an option, which expressions may give as a list. An object would come to nothing, and nothing filters nothing. */
function optionText(value: unknown, displayName: string): string {
	const text = joinedText(value);
	if (text !== undefined) return text;
	throw new ParameterRefused(
		`${displayName} must be text`,
		`Check the expression of ${displayName}. Nothing was sent to the PBX.`,
	);
}

/** The properties that Simplify leaves; none where it is off, does nothing, or Select chooses in its place. */
export function readSimplified(operation: Operation, { read }: ItemInput): readonly string[] {
	const isRaw = !readBoolean(read('simplify', true), 'Simplify', true);
	const isSimplifiable = operation.output === 'pages' || operation.kind === 'get';
	const isSelected = isSimplifiable && optionText(readOptions(read).select, 'Select') !== '';
	return isRaw || !isSimplifiable || isSelected ? [] : simplifiedProperties(operation);
}

/**
 * The OData query of a request, without paging. Where nothing is selected, Simplify selects a few telling properties, unless
 * they are left of all that the PBX gives.
 *
 * @throws ParameterRefused for an option that the operation does not offer.
 */
export function readQueryOptions(operation: Operation, input: ItemInput): Record<string, string> {
	const { read } = input;
	if (!takesQueryOptions(operation)) return {};
	const options = readOptions(read);
	const query: Record<string, string> = {};
	for (const { parameter, option, displayName } of parameters) {
		const text = optionText(options[parameter], displayName);
		if (text === '') continue;
		if (!isOwnPath(operation) && !operation.query.includes(option)) {
			throw new ParameterRefused(`"${operation.name}" doesn't support ${displayName}`, 'Remove it from the options.');
		}
		query[`$${option}`] = text;
	}
	const simplified = readSimplified(operation, input);
	return simplified.length > 0 && selectsSimplified(operation) ? { ...query, $select: simplified.join(',') } : query;
}
