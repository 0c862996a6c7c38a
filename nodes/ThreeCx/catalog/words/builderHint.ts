import type { IBuilderHint } from 'n8n-workflow';

/** Operations that do a whole task, by resource: what people ask for most. */
const wholeTasks: Readonly<Record<string, string>> = {
	user: 'onboard, offboard, whereUsed, setStatus, setForwarding',
	queue: 'addAgents, logAgents',
	callLog: 'exportCalls, summarizeDay',
	recording: 'fetchRecordings',
	department: 'openOrClose',
	contact: 'whoOwns',
	blacklistedNumber: 'block',
	systemStatus: 'checkHealth',
};

const listed = Object.entries(wholeTasks).map(([resource, tasks]) => `${resource} (${tasks})`);

/** What n8n's AI builder reads to pick among the operations; n8n 1.x does not know it. */
export const builderHint: IBuilderHint = {
	searchHint:
		`Before combining requests, look for an operation that does the whole task: ${listed.join(', ')}. ` +
		'Give records in mode "name" with an extension number or exact name. To start a workflow on calls, use 3CX Trigger ' +
		'(complete, up to minutes later) or 3CX Call Trigger (live).',
};
