import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerProperties } from './events/properties';
import { runPoll } from './events/runPoll';

/** `Missed Call`, made from the stored value. */
const SUBTITLE =
	'={{ $parameter.event.replace(/[A-Z]/g, " $&").replace(/^./, (start) => start.toUpperCase()).replace("Sla", "SLA") }}';

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
		defaults: { name: '3CX Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		properties: triggerProperties(),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this);
	}
}
