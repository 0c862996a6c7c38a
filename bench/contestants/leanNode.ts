import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { IN_FLIGHT, PAGE_SIZE } from './types';

/**
 * The least that a node with code of its own can do: read the parameter, send with n8n's helper, five at a time; without a
 * token's renewal, retries, limits or messages. What it takes beyond a bare loop is n8n's; what the 3CX node takes beyond it
 * is ours.
 */
export class LeanNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lean',
		name: 'lean',
		group: ['transform'],
		version: 1,
		description: 'Phone logos with the least code',
		defaults: { name: 'Lean' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'threeCxApi', required: true }],
		properties: [
			{ displayName: 'Operation', name: 'operation', type: 'string', default: 'delete' },
			{ displayName: 'Filename', name: 'filename', type: 'string', default: '' },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const send = async (method: 'DELETE' | 'GET', path: string, qs: IDataObject = {}): Promise<unknown> =>
			(await this.helpers.httpRequestWithAuthentication.call(this, 'threeCxApi', {
				method,
				url: `/xapi/v1/PhoneLogos${path}`,
				qs,
			})) as unknown;
		const outputs: INodeExecutionData[] = [];
		if (this.getNodeParameter('operation', 0) === 'getAll') {
			for (let isLast = false; !isLast; ) {
				const { value } = (await send('GET', '', { $top: PAGE_SIZE, $skip: outputs.length })) as { value: IDataObject[] };
				for (const json of value) outputs.push({ json, pairedItem: { item: 0 } });
				isLast = value.length < PAGE_SIZE;
			}
			return [outputs];
		}
		const { length } = this.getInputData();
		let next = 0;
		const worker = async () => {
			while (next < length) {
				const item = next++;
				const filename = this.getNodeParameter('filename', item) as string;
				await send('DELETE', `('${encodeURIComponent(filename)}')`);
				outputs[item] = { json: { deleted: true }, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
		return [outputs];
	}
}
