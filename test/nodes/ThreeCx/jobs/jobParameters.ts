const queue = (...others: string[]) => ['queue', 'people', ...others];
const ringGroup = (...others: string[]) => ['ringGroup', 'people', ...others];

/** The parameters of each job's form, in their order. */
export const jobParameters: Readonly<Record<string, string[]>> = {
	'blacklistedNumber.block': ['numbers', 'countryCode', 'reason'],
	'blacklistedNumber.unblock': ['numbers', 'countryCode', 'dryRun'],
	'department.openOrClose': ['department', 'officeMode', 'until'],
	'holiday.addHolidays': ['department', 'holidays'],
	'holiday.removePast': ['department', 'dryRun'],
	'phoneLogo.deleteUnused': ['unusedNotice', 'dryRun', 'maxDeletions'],
	'phoneLogo.getUnused': ['unusedNotice'],
	'queue.addAgents': queue('skillGroup'),
	'queue.addManagers': queue(),
	'queue.logAgents': ['people', 'queueStatus'],
	'queue.removeAgents': queue('dryRun'),
	'queue.removeManagers': queue('dryRun'),
	'queue.setAgents': queue('skillGroup', 'dryRun'),
	'queue.setManagers': queue('dryRun'),
	'ringGroup.addMembers': ringGroup('position'),
	'ringGroup.removeMembers': ringGroup('dryRun'),
	'ringGroup.setMembers': ringGroup('dryRun'),
	'user.offboard': ['user', 'offboardAction', 'colleague', 'removeMemberships', 'dryRun'],
	'user.onboard': [
		'department',
		'email',
		'firstName',
		'lastName',
		'extensionNumber',
		'role',
		'queues',
		'ringGroups',
		'ifExists',
		'sendWelcomeEmail',
	],
	'user.setForwarding': ['user', 'status', 'forwardTo', 'forwardNumber', 'callers', 'condition'],
	'user.setStatus': ['user', 'status'],
	'user.whereUsed': ['user'],
};
