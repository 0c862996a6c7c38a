import type { IDataObject } from 'n8n-workflow';
import { NODE_TYPE } from '../../engine/workflows';
import type { Workflow } from '../n8n/api';

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
const job = (resource: string, operation: string, parameters: IDataObject): IDataObject => ({ resource, operation, ...parameters, options: {} });

/** Jobs that change something, one or more for each recipe, by the name of their node. Each is about records of its own. */
export const changingJobs: Readonly<Record<string, IDataObject>> = {
	'Onboard User': job('user', 'onboard', {
		email: 'edith@example.com',
		firstName: 'Edith',
		lastName: 'Clarke',
		department: byName('Sales'),
		role: 'users',
		queues: 'Support',
		ringGroups: '900',
		sendWelcomeEmail: true,
	}),
	'Offboard User': job('user', 'offboard', { user: byName('101'), offboardAction: 'disable', colleague: byName('100'), dryRun: false }),
	'Set Status': job('user', 'setStatus', { user: byName('Ada Byron'), status: 'Away' }),
	'Set Forwarding': job('user', 'setForwarding', {
		user: byName('102'),
		status: 'Available',
		forwardTo: 'external',
		forwardNumber: '+12025550101',
		condition: 'noAnswer',
	}),
	'Close Department': job('department', 'openOrClose', { department: byName('Sales'), officeMode: 'ForceClosed' }),
	'Add Holidays': job('holiday', 'addHolidays', { department: byName('DEFAULT'), holidays: '12-25 Christmas\n2030-05-31 12:00-24:00 Company party' }),
	'Block Numbers': job('blacklistedNumber', 'block', { numbers: '+4930123456', countryCode: '49', reason: 'Spam' }),
	'Unblock Numbers': job('blacklistedNumber', 'unblock', { numbers: '0019005550100' }),
	'Log Agents In': job('queue', 'logAgents', { people: '100, 102', queueStatus: 'LoggedIn' }),
	'Add Queue Agents': job('queue', 'addAgents', { queue: byName('Sales'), people: 'chloé durand' }),
	'Add Ring Group Members': job('ringGroup', 'addMembers', { ringGroup: byName('Reception'), people: '102' }),
	'Sync Contacts': job('contact', 'syncContacts', { syncName: 'crm', firstName: 'Edith', lastName: 'Clarke', mobileNumber: '+12025550199', dryRun: false }),
	'Provision Phone': job('phone', 'provisionPhone', { macAddress: '00:15:65:AA:BB:CC', user: byName('100') }),
};

/** Jobs that put out what they read. */
export const readingJobs: Readonly<Record<string, IDataObject>> = {
	'Export Calls': job('callLog', 'exportCalls', { period: 'yesterday', csvFile: true }),
	'Fetch Recordings': job('recording', 'fetchRecordings', { returnAll: true, period: 'yesterday', requestTranscripts: true, waitMinutes: 0 }),
	'Summarize Day': job('callLog', 'summarizeDay', { day: 'yesterday' }),
	'Check Health': job('systemStatus', 'checkHealth', {}),
	'Who Owns Number': job('contact', 'whoOwns', { numberToFind: '+1 202 555 0123', countryCode: '1' }),
};

const MANUAL = 'Run Manually';

/** A workflow with every job, one below the other, which is the order in which n8n runs them. */
export function recipesWorkflow(id: string, credential: { id: string; name: string }): Workflow & { active: boolean } {
	const jobs = Object.entries({ ...changingJobs, ...readingJobs });
	return {
		id,
		name: 'Recipes',
		active: false,
		nodes: [
			{ id: MANUAL, name: MANUAL, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			...jobs.map(([name, parameters], index) => ({
				id: name,
				name,
				type: NODE_TYPE,
				typeVersion: 1,
				position: [300, index * 120] as [number, number],
				parameters,
				credentials: { threeCxApi: credential },
			})),
		],
		connections: { [MANUAL]: { main: [jobs.map(([node]) => ({ node, type: 'main', index: 0 }))] } },
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	};
}
