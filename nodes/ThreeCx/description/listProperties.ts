import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { shownFor } from './conditions';

/** How many rows a list returns. */
export function listProperties(operations: readonly Operation[]): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			displayOptions: shownFor(
				operations,
				operations.filter(({ output, kind, method }) => output === 'pages' || (kind === 'rawRequest' && method === 'GET')),
			),
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
	];
}
