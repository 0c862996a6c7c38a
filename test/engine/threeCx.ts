import type { ICredentialDataDecryptedObject, IDataObject, INode, INodeCredentialsDetails, INodeParameters, IRun } from 'n8n-workflow';
import { ThreeCxApi } from '../../credentials/ThreeCxApi.credentials';
import { ThreeCx } from '../../nodes/ThreeCx/ThreeCx.node';
import { createEngine, type Engine, type WorkflowJson } from '.';

/** Full name of the node type, as saved workflows hold it. */
export const NODE_TYPE = 'n8n-nodes-threecx.threeCx';

/** An engine that knows the 3CX node from its sources. */
export const createThreeCxEngine = (): Engine => createEngine({ [NODE_TYPE]: new ThreeCx() }, [new ThreeCxApi()]);

/** Stores a 3CX credential as a person fills it in for the stand-in PBX. */
export function addCredential(
	engine: Engine,
	data: ICredentialDataDecryptedObject & { baseUrl: string },
): INodeCredentialsDetails {
	return engine.credentials.add({
		clientId: 'n8n',
		apiKey: 'standin-api-key',
		allowUnauthorizedCerts: false,
		...data,
	});
}

/** What the 3CX node is to do, and with which input. */
export interface NodeRun {
	parameters: INodeParameters;
	credential: INodeCredentialsDetails;
	/** JSON of the input items; one empty item unless given. */
	items?: IDataObject[];
	onError?: INode['onError'];
}

/** A workflow of an item source and the 3CX node, named "3CX". */
export function workflowAround({ parameters, credential, items = [{}], onError }: NodeRun): WorkflowJson {
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
				credentials: { threeCxApi: credential },
				onError,
			},
		],
		connections: { Items: { main: [[{ node: '3CX', type: 'main', index: 0 }]] } },
	};
}

/** Runs the 3CX node in the engine. */
export async function runNode(engine: Engine, nodeRun: NodeRun): Promise<IRun> {
	return await engine.run(workflowAround(nodeRun));
}

/** Parameters of Delete Phone Logo with the filename typed or mapped. */
export const deleteLogo = (filename: unknown, ifMatch?: string): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'delete',
	filename: { __rl: true, mode: 'name', value: filename as string },
	...(ifMatch === undefined ? {} : { ifMatch }),
});

/** Parameters of Get Many Phone Logos. */
export const getLogos = (parameters: INodeParameters = { returnAll: true }): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'getAll',
	...parameters,
});
