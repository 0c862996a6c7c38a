import type { CompactRow } from './types';

/** Operations of ours that need several requests, with the list they begin with. What they do: `jobs/`. */
export const jobRows: readonly CompactRow[] = [
	{ resource: 'phoneLogo', operation: 'deleteUnused', kind: 'job', id: '', request: 'GET /PhoneLogos' },
	{ resource: 'phoneLogo', operation: 'getUnused', kind: 'job', id: '', request: 'GET /PhoneLogos' },
];

/** Requests whose path the user writes, for what is not in the catalogue. */
export const requestRows: readonly CompactRow[] = [
	{ resource: 'apiRequest', operation: 'sendDelete', kind: 'request', id: '', request: 'DELETE ', ifMatch: true },
	{ resource: 'apiRequest', operation: 'sendGet', kind: 'request', id: '', request: 'GET ' },
	{ resource: 'apiRequest', operation: 'sendPatch', kind: 'request', id: '', request: 'PATCH ' },
	{ resource: 'apiRequest', operation: 'sendPost', kind: 'request', id: '', request: 'POST ' },
];
