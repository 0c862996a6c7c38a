import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { declare } from './conditions';
import { limitedJobs } from './jobs/shared';

/** How many rows a list returns, and how much of each row. */
export function listProperties(operations: readonly Operation[]): INodeProperties[] {
	const lists = operations.filter(
		({ output, kind, method, operation }) =>
			output === 'pages' || (kind === 'rawRequest' && method === 'GET') || limitedJobs.has(operation),
	);
	return [
		...declare(
			{
				displayName: 'Return All',
				name: 'returnAll',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			operations,
			lists,
		),
		...declare(
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
			operations,
			lists,
			{ returnAll: [false] },
		),
		...declare(
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description: 'Whether to return a simplified version of the response instead of the raw data',
			},
			operations,
			operations.filter(({ output, kind }) => output === 'pages' || kind === 'get'),
		),
	];
}
