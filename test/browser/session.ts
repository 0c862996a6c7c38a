import type { Browser } from 'playwright-core';
import { wantedN8nVersion } from '../e2e/n8n/install';
import { startN8n, type N8nInstance } from '../e2e/n8n/instance';
import { packedTarball } from '../e2e/workflows';
import { NODE_TYPE } from '../engine/workflows';
import { startPbx, type Pbx, type PbxOptions } from '../pbx';
import { launchChromium } from './chromium';
import { Editor, type Look } from './markup/editor';

/** A PBX, an n8n with the package, and a tab with its editor. */
export interface Session {
	pbx: Pbx;
	n8n: N8nInstance;
	browser: Browser;
	editor: Editor;
}

export const CLIENT = { clientId: 'n8n', apiKey: 'standin-api-key' };

/** Starts everything. */
export async function startSession(pbxOptions?: PbxOptions, look?: Look): Promise<Session> {
	const session: Partial<Session> = {};
	try {
		session.pbx = await startPbx(pbxOptions);
		session.n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
		session.browser = await launchChromium();
		session.editor = await Editor.open(session.browser, session.n8n, look);
		return session as Session;
	} catch (error) {
		await stopSession(session);
		throw error;
	}
}

/** Ends what was started, also where the start did not get to its end. */
export async function stopSession({ browser, n8n, pbx }: Partial<Session>): Promise<void> {
	await browser?.close();
	await n8n?.stop();
	await pbx?.stop();
}

/** A stored credential that connects to the PBX. */
export async function createCredential({ n8n, pbx }: Session): Promise<{ id: string; name: string }> {
	const data = { ...CLIENT, baseUrl: pbx.baseUrl, allowUnauthorizedCerts: false };
	const { id, name } = await n8n.api.createCredential({ name: '3CX account', type: 'threeCxApi', data });
	return { id, name };
}

/** The ID of the 3CX node in what `createWorkflow` stores. */
export const NODE_ID = 'threecx';

/** Stores a workflow of a manual trigger, an item of the given fields, and a 3CX node. Resolves with its ID. */
export async function createWorkflow(
	{ n8n }: Session,
	credential: { id: string; name: string },
	parameters: Record<string, unknown>,
	item: Record<string, unknown> = {},
): Promise<string> {
	const connect = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const { id } = await n8n.api.createWorkflow({
		name: `${String(parameters.operation)} ${String(parameters.resource)}`,
		nodes: [
			{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: 'item',
				name: 'Item',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [220, 0],
				parameters: { mode: 'raw', jsonOutput: JSON.stringify(item) },
			},
			{
				id: NODE_ID,
				name: '3CX',
				type: NODE_TYPE,
				typeVersion: 1,
				position: [440, 0],
				parameters,
				credentials: { threeCxApi: credential },
			},
		],
		connections: { Start: connect('Item'), Item: connect('3CX') },
	});
	return id;
}
