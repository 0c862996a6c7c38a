import type { ICredentialDataDecryptedObject, INodeCredentialsDetails, INodeParameters, IRun } from 'n8n-workflow';
import { ThreeCxApi } from '../../credentials/ThreeCxApi.credentials';
import { ThreeCxOAuth2Api } from '../../credentials/ThreeCxOAuth2Api.credentials';
import { ThreeCx } from '../../nodes/ThreeCx/ThreeCx.node';
import { createEngine, type Engine } from '.';
import { NODE_TYPE, workflowAround, type NodeRun } from './workflows';

export { NODE_TYPE, workflowAround, type NodeRun };

/** The node keeps nothing between executions, and its description takes long to build: one serves a whole file. */
const node = new ThreeCx();

/** An engine that knows the 3CX node from its sources. */
export const createThreeCxEngine = (): Engine => createEngine({ [NODE_TYPE]: node }, [new ThreeCxApi(), new ThreeCxOAuth2Api()]);

/** Stores a 3CX credential as a person fills it in for the mock PBX. */
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
