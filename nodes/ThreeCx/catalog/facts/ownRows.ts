import type { CompactRow } from '../types';

/** Operations of ours that need several requests, with the list they begin with. What they do: `jobs/`. */
export const jobRows: readonly CompactRow[] = [
	{ resource: 'phoneLogo', operation: 'deleteUnused', kind: 'job', id: '', request: 'GET /PhoneLogos' },
	{ resource: 'phoneLogo', operation: 'getUnused', kind: 'job', id: '', request: 'GET /PhoneLogos' },
];

/** Requests whose path the user writes, for what is not in the catalog. */
export const requestRows: readonly CompactRow[] = [
	{ resource: 'apiRequest', operation: 'sendDelete', kind: 'rawRequest', id: '', request: 'DELETE ', ifMatch: true },
	{ resource: 'apiRequest', operation: 'sendGet', kind: 'rawRequest', id: '', request: 'GET ' },
	{ resource: 'apiRequest', operation: 'sendPatch', kind: 'rawRequest', id: '', request: 'PATCH ' },
	{ resource: 'apiRequest', operation: 'sendPost', kind: 'rawRequest', id: '', request: 'POST ' },
];
