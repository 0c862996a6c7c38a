import type { IDataObject, INode, INodeCredentialsDetails, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '.';

/** Full name of the node type, as saved workflows hold it. */
export const NODE_TYPE = 'n8n-nodes-threecx.threeCx';

/** What the 3CX node is to do, and with which input. */
export interface NodeRun {
	parameters: INodeParameters;
	credential: INodeCredentialsDetails;
	/** Its type; default `threeCxApi`. */
	credentialType?: string;
	/** JSON of the input items; one empty item unless given. */
	items?: IDataObject[];
	onError?: INode['onError'];
}

/** A workflow of an item source and the 3CX node, named "3CX". */
export function workflowAround({ parameters, credential, credentialType = 'threeCxApi', items = [{}], onError }: NodeRun): WorkflowJson {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		nodes: [
			{ ...place, id: 'items', name: 'Items', type: 'test.items', parameters: { items } as never },
			{
				...place,
				id: 'threeCx',
				name: '3CX',
				type: NODE_TYPE,
				parameters,
				credentials: { [credentialType]: credential },
				onError,
			},
		],
		connections: { Items: { main: [[{ node: '3CX', type: 'main', index: 0 }]] } },
	};
}
