import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { checkSecret } from './crm/credential';
import { crmTriggerProperties } from './startup';

/** Loaded with the first request: n8n waits for all that is imported when it starts. */
const loadTrigger = () => require('./crm/crmTrigger') as typeof import('./crm/crmTrigger');

/** The 3CX CRM Trigger node: starts a workflow when the PBX reports to its CRM, or asks it who is calling. */
export class ThreeCxCrmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '3CX CRM Trigger',
		name: 'threeCxCrmTrigger',
		icon: { light: 'file:threeCx.svg', dark: 'file:threeCx.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").replace(/^./, (start) => start.toUpperCase()) }}',
		description: "Starts the workflow when 3CX reports a call or chat to its CRM, or looks up who is calling. Needs no API client. Not yet tried on a live PBX.",
		eventTriggerDescription: 'Waiting for a request from 3CX to the test URL',
		activationMessage: 'Your workflow now starts when 3CX sends a request to the production URL',
		defaults: { name: '3CX CRM Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxCrmApi', required: true, testedBy: 'checkSecret' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: '3cx-crm',
				responseMode: '={{ $parameter["event"].endsWith("Reported") ? "onReceived" : "lastNode" }}',
				// A list also where nothing matches; 3CX reads one object and a list of them alike.
				responseData: '={{ $parameter["event"].endsWith("Reported") ? undefined : "allEntries" }}',
			},
		],
		properties: crmTriggerProperties(),
	};

	methods = { credentialTest: { checkSecret } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await loadTrigger().checkCrmTrigger(this);
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await loadTrigger().checkCrmTrigger(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await loadTrigger().receivePost(this);
	}
}
