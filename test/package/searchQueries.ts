/**
 * What people type to find a job. n8n looks for the whole query within the node's name or within one alias; it finds looser
 * matches, too, but ranks these first.
 *
 * Source: @n8n/utils, search/sublime-search.ts, as the nodes panel calls it (keys `properties.displayName`,
 * `properties.codex.alias`); test/e2e/search.test.ts asks that function itself.
 */
export const queries = [
	'3cx', 'user', 'extension', 'onboard user', 'offboard user', 'call forwarding', 'voicemail greeting', 'user status', 'presence',
	'do not disturb', 'dnd', 'queue agent', 'agent login', 'ring group', 'block number', 'blacklist', 'ip blacklist', 'reboot phone',
	'reprovision phone', 'provision phone', 'phone firmware', 'transcript', 'auto attendant', 'ivr', 'fax', 'license', 'office hours',
	'business hours', 'holiday', 'call parking', 'intercom', 'paging', 'speed dial', 'blf', 'welcome email', 'hot desking', 'hotdesking',
	'live chat', 'cdr', 'call log', 'call report', 'missed call', 'call recording', 'recording', 'contact', 'phonebook', 'department',
	'inbound rule', 'outbound rule', 'caller id', 'backup', 'music on hold', 'hang up', 'click to call', 'make call', 'softphone',
	'did number', 'phone logo', 'delete phone logo', 'health check', 'scheduled report',
	'answer call', 'transfer call', 'divert call', 'drop call', 'live calls', 'export calls', 'call statistics', 'download recording',
	'block caller', 'number lookup', 'sync contacts', 'queue manager', 'ring group member', 'set status', 'set forwarding', 'run backup',
	'close office', 'extension status',
];
