import type { ICredentialDataDecryptedObject, INodeCredentialsDetails } from 'n8n-workflow';
import type { Engine } from '.';
export { manyLogos } from './logos';
import { startPbx, type Pbx, type PbxOptions } from '../pbx';
import { addCredential, createThreeCxEngine } from './threeCx';

const running: Pbx[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (pbx) => {
		await pbx.stop();
	}));
});

/** A mock PBX that is stopped after the test. */
export async function startTestPbx(options?: PbxOptions): Promise<Pbx> {
	const pbx = await startPbx(options);
	running.push(pbx);
	return pbx;
}

/** A mock PBX, an engine with the 3CX node, and a credential that connects the two. */
export interface Setting {
	pbx: Pbx;
	engine: Engine;
	credential: INodeCredentialsDetails;
}

export async function setUp(
	options?: PbxOptions,
	credentialData: ICredentialDataDecryptedObject = {},
): Promise<Setting> {
	const pbx = await startTestPbx(options);
	const engine = createThreeCxEngine();
	return { pbx, engine, credential: addCredential(engine, { baseUrl: pbx.baseUrl, ...credentialData }) };
}
