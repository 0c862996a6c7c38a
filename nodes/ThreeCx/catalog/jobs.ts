import type { OperationRow } from './types';

function job(resource: string, operation: string, path: string): OperationRow {
	return {
		resource,
		operation,
		kind: 'job',
		method: 'GET',
		path,
		pathParameters: [],
		queryOptions: [],
		ifMatch: false,
	};
}

/** Operations of ours that need several requests, with the path of the list they begin with. What they do: `jobs/`. */
export const jobRows: OperationRow[] = [
	job('phoneLogo', 'deleteUnused', '/PhoneLogos'),
	job('phoneLogo', 'getUnused', '/PhoneLogos'),
];
