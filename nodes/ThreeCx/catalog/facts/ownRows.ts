import type { CompactRow } from '../types';

/** Rows of jobs, one for each operation. */
function jobs(resource: string, request: string, operations: string): CompactRow[] {
	return operations.split(' ').map((operation) => ({ resource, operation, kind: 'job', id: '', request }));
}

/** Operations of ours that need several requests, with the list they begin with. What they do: `jobs/`. */
export const jobRows: readonly CompactRow[] = [
	...jobs('backup', 'GET /Backups', 'runAndWait'),
	...jobs('blacklistedNumber', 'GET /BlackListNumbers', 'block unblock'),
	...jobs(
		'call',
		'GET /ActiveCalls',
		'answerLiveCall attachCallData callFromDevice divertLiveCall dropLiveCall getDevices getLiveCalls routeLiveCall transferLiveCall',
	),
	...jobs('callLog', 'GET /ReportCallLogData', 'exportCalls summarizeDay'),
	...jobs('contact', 'GET /Contacts', 'syncContacts whoOwns'),
	...jobs('department', 'GET /Groups', 'openOrClose'),
	...jobs('holiday', 'GET /Holidays', 'addHolidays removePast'),
	...jobs('phone', 'GET /DeviceInfos', 'provisionPhone'),
	...jobs('phoneLogo', 'GET /PhoneLogos', 'deleteUnused getUnused'),
	...jobs(
		'queue',
		'GET /Queues',
		'addAgents removeAgents setAgents addManagers removeManagers setManagers logAgents',
	),
	...jobs('recording', 'GET /Recordings', 'fetchRecordings'),
	...jobs('ringGroup', 'GET /RingGroups', 'addMembers removeMembers setMembers'),
	...jobs('systemStatus', 'GET /SystemStatus', 'checkHealth'),
	...jobs('user', 'GET /Users', 'offboard onboard setForwarding setStatus whereUsed'),
];

/** Operations that send nothing, with the list of their resource. */
export const localRows: readonly CompactRow[] = [
	{ resource: 'crmTemplate', operation: 'generateTemplate', kind: 'local', id: '', request: 'GET /CrmTemplates' },
];

/** Requests whose path the user writes, for what is not in the catalog. */
export const requestRows: readonly CompactRow[] = [
	{ resource: 'apiRequest', operation: 'sendDelete', kind: 'rawRequest', id: '', request: 'DELETE ', ifMatch: true },
	{ resource: 'apiRequest', operation: 'sendGet', kind: 'rawRequest', id: '', request: 'GET ' },
	{ resource: 'apiRequest', operation: 'sendPatch', kind: 'rawRequest', id: '', request: 'PATCH ' },
	{ resource: 'apiRequest', operation: 'sendPost', kind: 'rawRequest', id: '', request: 'POST ' },
];
