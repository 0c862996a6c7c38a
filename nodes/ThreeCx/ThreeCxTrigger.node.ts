import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerProperties } from './startup';

/** Loaded with the first poll: n8n waits for all that is imported when it starts. */
const loadPoll = () => require('./events/runPoll') as typeof import('./events/runPoll');

/** `Missed Call`, made from the stored value. */
const SUBTITLE =
	'={{ $parameter.event.replace(/[A-Z]/g, " $&").replace(/^./, (start) => start.toUpperCase()).replace("Sla", "SLA") }}';

const IN_EDITOR =
	'<b>While you build the workflow</b>, select <b>Fetch Test Event</b> to get the newest real events of your PBX. If there ' +
	'are none, the node says how to create one. Fetching doesn\'t affect the published workflow.';

const IN_3CX =
	'<b>In the 3CX Admin Console</b>, under Integrations > API, select <b>3CX Configuration API Access</b> for the API client ' +
	'of the credential. Calls, recordings, chats, and queue waits need the role System Owner, other events System Admin.';

const IN_LIST = "These executions show up in the <a data-key='executions'>executions list</a>, but not here.";

/** Starts a workflow when something happens on the PBX. */
export class ThreeCxTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '3CX Trigger',
		name: 'threeCxTrigger',
		icon: { light: 'file:threeCxTrigger.svg', dark: 'file:threeCxTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: SUBTITLE,
		// n8n shows it for the whole package, where it lists the actions of the 3CX node.
		description: 'Manage a 3CX phone system, and start workflows when calls end, recordings arrive, or something needs attention',
		eventTriggerDescription: 'Waiting for an event on the PBX',
		activationMessage: "n8n now checks the PBX for new events at the times set in Poll Times. Earlier events don't start the workflow.",
		builderHint: {
			searchHint: 'Every ended or missed call, recording, and alert, once, minutes later at most. For calls that still ring, use 3CX Call Trigger.',
		},
		triggerPanel: {
			header: 'Fetch events from your PBX',
			executionsHelp: {
				inactive:
					`${IN_EDITOR}<br /><br /><b>Once you're happy with it</b>, publish the workflow (n8n 1: activate it). n8n then checks ` +
					`the PBX at the times set in Poll Times, and starts the workflow for what happens from then on. ${IN_LIST}<br /><br />${IN_3CX}`,
				active:
					`${IN_EDITOR}<br /><br /><b>The workflow also starts by itself</b>, because it's published. n8n checks the PBX at the ` +
					`times set in Poll Times. ${IN_LIST}<br /><br />${IN_3CX}`,
			},
		},
		defaults: { name: '3CX Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		properties: triggerProperties(),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await loadPoll().runPoll(this);
	}
}
