import type { OperationRow } from './types';

/** Operations of the API, sorted by resource and operation. */
export const apiRows: OperationRow[] = [
	{
		resource: 'phoneLogo',
		operation: 'delete',
		kind: 'delete',
		method: 'DELETE',
		path: '/PhoneLogos({Filename})',
		pathParameters: [{ name: 'Filename', type: 'string' }],
		queryOptions: [],
		ifMatch: true,
	},
	{
		resource: 'phoneLogo',
		operation: 'getAll',
		kind: 'list',
		method: 'GET',
		path: '/PhoneLogos',
		pathParameters: [],
		queryOptions: ['top', 'skip', 'search', 'filter', 'count', 'orderby', 'select', 'expand'],
		ifMatch: false,
	},
];
