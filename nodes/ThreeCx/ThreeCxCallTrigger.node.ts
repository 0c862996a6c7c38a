import type { ILoadOptionsFunctions, INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { callTriggerProperties } from './startup';

/** Loaded when they are needed first: n8n waits for all that is imported when it starts. */
const loadTrigger = () => require('./liveCalls/callTrigger') as typeof import('./liveCalls/callTrigger');
const loadMethods = () => require('./methods/monitoredExtensions') as typeof import('./methods/monitoredExtensions');

const IN_EDITOR =
	'<b>While you build the workflow</b>, select <b>Execute step</b>, then call one of the monitored extensions from another ' +
	'phone. The first event that matches shows up here.';

const IN_3CX =
	'<b>In the 3CX Admin Console</b>, under Integrations > API, select <b>3CX Call Control API Access</b> for the API client of ' +
	'the credential, and the extensions, queues, and ring groups to monitor. With none selected, n8n sees no calls.';

const IN_LIST = "These executions show up in the <a data-key='executions'>executions list</a>, but not here.";

/** The 3CX Call Trigger node: starts a workflow within a second of what happens to a call. */
export class ThreeCxCallTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '3CX Call Trigger',
		name: 'threeCxCallTrigger',
		icon: { light: 'file:threeCx.svg', dark: 'file:threeCx.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter.events.map((event) => event[0].toUpperCase() + event.slice(1)).join(", ") }}',
		description: 'Starts the workflow when a call rings, is answered, is missed or ends',
		eventTriggerDescription: 'Waiting for a call at a monitored extension',
		activationMessage: 'Your workflow now starts within a second of each call at the extensions selected for the API client in 3CX',
		builderHint: {
			searchHint: 'Calls within a second, such as who is calling now. Misses calls while n8n is restarted: for reports and complete lists, use 3CX Trigger.',
		},
		triggerPanel: {
			header: 'Listen for calls',
			executionsHelp: {
				inactive:
					`${IN_EDITOR}<br /><br /><b>Once you're happy with it</b>, publish the workflow (n8n 1: activate it). It then starts ` +
					`within a second of each call. ${IN_LIST}<br /><br />${IN_3CX}`,
				active:
					`${IN_EDITOR}<br /><br /><b>The workflow also starts by itself</b>, because it's published, within a second of each ` +
					`call. ${IN_LIST}<br /><br />${IN_3CX}`,
			},
			activationHint: {
				inactive: "Once you've finished building the workflow, publish it to have it also start for each call.",
				active: "This node also starts the workflow for each call (those executions don't show up here).",
			},
		},
		defaults: { name: '3CX Call Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		properties: callTriggerProperties(),
	};

	methods = {
		loadOptions: {
			async getMonitoredExtensions(this: ILoadOptionsFunctions) {
				return await loadMethods().getMonitoredExtensions.call(this);
			},
		},
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await loadTrigger().startCallTrigger(this);
	}
}
