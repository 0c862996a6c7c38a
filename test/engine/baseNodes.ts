import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

function describe(name: string, displayName: string, isTrigger: boolean): INodeTypeDescription {
	return {
		name,
		displayName,
		description: displayName,
		group: isTrigger ? ['trigger'] : [],
		version: 1,
		defaults: { name: displayName },
		inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};
}

/** Hands its input on; as trigger, the one empty item that n8n starts a workflow with. */
class PassThrough implements INodeType {
	constructor(readonly description: INodeTypeDescription) {}

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}

/** Puts out the items in its parameter `items`. */
class Items implements INodeType {
	description: INodeTypeDescription = {
		...describe('items', 'Items', true),
		properties: [{ displayName: 'Items', name: 'items', type: 'json', default: [] }],
	};

	async execute(this: IExecuteFunctions) {
		const items = this.getNodeParameter('items', 0) as object[];
		return [this.helpers.returnJsonArray(items.map((json) => ({ ...json })))];
	}
}

/**
 * The few nodes of n8n-nodes-base that examples use: that package is n8n's whole set of integrations and too large for a
 * development dependency. In the end-to-end tests the real ones run.
 */
export const baseNodes: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': new PassThrough(describe('manualTrigger', 'Manual Trigger', true)),
	'n8n-nodes-base.noOp': new PassThrough(describe('noOp', 'No Operation', false)),
	'n8n-nodes-base.stickyNote': new PassThrough(describe('stickyNote', 'Sticky Note', false)),
	'test.items': new Items(),
};
