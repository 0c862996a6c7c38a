import { jsonItems } from '../response/items';
import { exportCalls } from './callLog/exportCalls';
import { summarizeDay } from './callLog/summarizeDay';
import { callFromDevice } from './calls/callFromDevice';
import { controlJobs } from './calls/controlCall';
import { getDevices, getLiveCalls } from './calls/getLiveCalls';
import { inTurn } from './common/turns';
import { syncContacts } from './contacts/syncContacts';
import { addHolidays } from './hours/addHolidays';
import { openOrCloseDepartment } from './hours/openOrClose';
import { removePastHolidays } from './hours/removePastHolidays';
import { blockNumbers, unblockNumbers } from './numbers/blockNumbers';
import { whoOwns } from './numbers/whoOwns';
import { deleteUnusedLogos } from './phoneLogos/deleteUnusedLogos';
import { getUnusedLogos } from './phoneLogos/getUnusedLogos';
import { provisionPhone } from './phones/provisionPhone';
import { memberJobs } from './queues/changeMembers';
import { logAgents } from './queues/logAgents';
import { fetchRecordings } from './recordings/fetchRecordings';
import { checkHealth } from './system/checkHealth';
import { runBackup } from './system/runBackup';
import { offboardUser } from './users/offboard';
import { onboardUser } from './users/onboard';
import { setForwarding } from './users/setForwarding';
import { setUserStatus } from './users/setStatus';
import { whereUsed } from './users/whereUsed';
import type { Job, ReadingJob } from './types';

/** A job that looks at the whole PBX and acts on what it saw: one item after another. */
const oneAtATime =
	(what: string, work: ReadingJob): Job =>
	async (connection, { read }) =>
		jsonItems(await inTurn(connection, what, async () => await work(connection, read)));

/** What each job of `catalog/facts/ownRows.ts` does, by `resource.operation`. */
export const jobs: Readonly<Record<string, Job>> = {
	'backup.runAndWait': runBackup,
	'blacklistedNumber.block': blockNumbers,
	'blacklistedNumber.unblock': unblockNumbers,
	'call.callFromDevice': callFromDevice,
	'call.getDevices': getDevices,
	'call.getLiveCalls': getLiveCalls,
	...controlJobs,
	'callLog.exportCalls': exportCalls,
	'callLog.summarizeDay': summarizeDay,
	'contact.syncContacts': syncContacts,
	'contact.whoOwns': whoOwns,
	'department.openOrClose': openOrCloseDepartment,
	'holiday.addHolidays': addHolidays,
	'holiday.removePast': removePastHolidays,
	'phone.provisionPhone': provisionPhone,
	'phoneLogo.deleteUnused': oneAtATime('phone logos', deleteUnusedLogos),
	'phoneLogo.getUnused': oneAtATime('phone logos', getUnusedLogos),
	...memberJobs,
	'queue.logAgents': logAgents,
	'recording.fetchRecordings': fetchRecordings,
	'systemStatus.checkHealth': checkHealth,
	'user.offboard': offboardUser,
	'user.onboard': onboardUser,
	'user.setForwarding': setForwarding,
	'user.setStatus': setUserStatus,
	'user.whereUsed': whereUsed,
};
