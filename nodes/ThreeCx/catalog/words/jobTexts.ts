import type { OperationTexts } from '../types';

const texts = (name: string, action: string, description?: string): OperationTexts => ({
	name,
	action,
	...(description === undefined ? {} : { description }),
});

/** The words of operations that need several requests, by `resource.operation`. */
export const jobTexts: Readonly<Record<string, OperationTexts>> = {
	'backup.runAndWait': texts('Run Backup and Wait', 'Run backup and wait', 'Until its file is complete'),
	'blacklistedNumber.block': texts('Block Numbers', 'Block numbers'),
	'blacklistedNumber.unblock': texts('Unblock Numbers', 'Unblock numbers'),
	'callLog.exportCalls': texts('Export Calls', 'Export calls', 'Whole calls or their legs, read day by day; also as CSV'),
	'callLog.summarizeDay': texts('Summarize Day', 'Summarize day of calls', 'Answered, missed, waits, and talk time, also per extension and queue'),
	'contact.syncContacts': texts('Sync Contacts', 'Sync contacts', 'Create, update, and delete to match all input items'),
	'department.openOrClose': texts('Open or Close Department', 'Open or close department', 'Until a time, or back to its schedule'),
	'holiday.addHolidays': texts('Add Holidays From List', 'Add holidays from list'),
	'holiday.removePast': texts('Remove Past Holidays', 'Remove past holidays', 'Recurring ones stay'),
	'phone.provisionPhone': texts('Provision Phone', 'Provision phone', 'Assign a detected phone to a user by MAC address'),
	'queue.addAgents': texts('Add Queue Agents', 'Add queue agents'),
	'queue.addManagers': texts('Add Queue Managers', 'Add queue managers'),
	'queue.logAgents': texts('Log Queue Agents In or Out', 'Log queue agents in or out', 'For all queues at once'),
	'queue.removeAgents': texts('Remove Queue Agents', 'Remove queue agents'),
	'queue.removeManagers': texts('Remove Queue Managers', 'Remove queue managers'),
	'queue.setAgents': texts('Set Queue Agents', 'Set queue agents', 'Replace the whole list'),
	'queue.setManagers': texts('Set Queue Managers', 'Set queue managers', 'Replace the whole list'),
	'ringGroup.addMembers': texts('Add Ring Group Members', 'Add ring group members'),
	'ringGroup.removeMembers': texts('Remove Ring Group Members', 'Remove ring group members'),
	'ringGroup.setMembers': texts('Set Ring Group Members', 'Set ring group members', 'Replace the whole list'),
	'systemStatus.checkHealth': texts('Check Health', 'Check health of system', 'Services, trunks, disk, license, and backups in one item'),
	'user.offboard': texts('Offboard User', 'Offboard user', 'Disable or delete, and remove from queues and ring groups'),
	'user.onboard': texts('Onboard User', 'Onboard user', 'Create or update, with department, queues, and welcome email'),
	'user.setForwarding': texts('Set Forwarding of User', 'Set forwarding of user'),
	'user.setStatus': texts('Set Status of User', 'Set status of user', 'Available, away, or another status'),
	'user.whereUsed': texts('Find Where User Is Used', 'Find where user is used', 'Queues, ring groups, rules, forwarding, and BLFs'),
};
