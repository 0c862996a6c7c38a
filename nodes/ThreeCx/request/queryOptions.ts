import { simplifiedProperties } from '../catalog/simplified';
import type { Operation, QueryOption } from '../catalog/types';
import { asText } from './asText';
import { isRecord, type ItemInput } from './input';
import { ParameterRefused } from './parameterRefused';

/** Parameters of the `options` collection with their OData names, in the order they are sent. */
const parameters: readonly { parameter: string; option: QueryOption; displayName: string }[] = [
	{ parameter: 'filter', option: 'filter', displayName: 'Filter' },
	{ parameter: 'search', option: 'search', displayName: 'Search' },
	{ parameter: 'select', option: 'select', displayName: 'Select' },
	{ parameter: 'expand', option: 'expand', displayName: 'Expand' },
	{ parameter: 'orderBy', option: 'orderby', displayName: 'Order By' },
];

/** Whether the editor offers OData's query options: for lists, single rows, files made of rows, and paths that the user writes. */
export const takesQueryOptions = ({ output, kind, method, query }: Operation): boolean =>
	output === 'pages' || kind === 'get' || (output === 'file' && query.length > 0) || (kind === 'request' && method === 'GET');

/**
 * The OData query of a request, without paging. Where nothing is selected, Simplify selects a few telling properties.
 *
 * @throws ParameterRefused for an option that the operation does not offer.
 */
export function readQueryOptions(operation: Operation, { read }: ItemInput): Record<string, string> {
	if (!takesQueryOptions(operation)) return {};
	const stored = read('options', {});
	const options = isRecord(stored) ? stored : {};
	const query: Record<string, string> = {};
	for (const { parameter, option, displayName } of parameters) {
		const value = options[parameter];
		const text = Array.isArray(value) ? value.map(asText).join(',') : asText(value);
		if (text === '') continue;
		if (operation.kind !== 'request' && !operation.query.includes(option)) {
			throw new ParameterRefused(`"${operation.name}" does not offer ${displayName}`, 'Remove it from the options.');
		}
		query[`$${option}`] = text;
	}
	const simplified = options.simplify === false || query.$select !== undefined ? [] : simplifiedProperties(operation);
	return simplified.length > 0 ? { ...query, $select: simplified.join(',') } : query;
}
