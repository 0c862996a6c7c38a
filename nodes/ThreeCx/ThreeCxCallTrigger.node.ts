import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { startCallTrigger } from './liveCalls/callTrigger';
import { callTriggerProperties } from './liveCalls/properties';
import { getMonitoredExtensions } from './methods/monitoredExtensions';

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
		activationMessage: 'Your workflow now starts within a second of each call at the monitored extensions',
		defaults: { name: '3CX Call Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		properties: callTriggerProperties(),
	};

	methods = { loadOptions: { getMonitoredExtensions } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await startCallTrigger(this);
	}
}
