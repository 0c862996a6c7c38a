import { callbackOf } from '../oauth/signedInN8n';
import { CLIENT_ID, startSignInPbx, type SignInPbx } from '../oauth/signInPbx';
import { NODE_TYPE } from '../engine/workflows';
import { NODE_ID } from './session';
import { describeInBrowser, useSession } from './useSession';

describeInBrowser('a 3CX user who signs in', () => {
	const session = useSession();
	let pbx: SignInPbx;

	beforeAll(async () => {
		pbx = await startSignInPbx({ redirectUris: [callbackOf(session.n8n)] });
	}, 60_000);

	afterAll(async () => {
		await (pbx as SignInPbx | undefined)?.stop();
	});

	it('chooses OAuth2 for a credential, connects the account in a window of the PBX, and reads My User', async () => {
		const { editor, n8n } = session;
		const { id } = await n8n.api.createWorkflow({
			name: 'My user',
			nodes: [
				{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: NODE_ID, name: '3CX', type: NODE_TYPE, typeVersion: 1, position: [220, 0], parameters: { resource: 'myUser', operation: 'get' } },
			],
			connections: { Start: { main: [[{ node: '3CX', type: 'main', index: 0 }]] } },
		});
		const panel = await editor.openNode(id, NODE_ID);
		expect(await panel.chosen('resource')).toBe('My User');
		await panel.says('3CX refuses this with an API key (HTTP 403)');

		const dialog = await panel.connect();
		await dialog.chooseType('API Key', 'OAuth2');
		await dialog.fill({ baseUrl: `${pbx.baseUrl}/`, clientId: CLIENT_ID });
		await editor.look('sign-in-credential');
		await dialog.signIn('alice');
		await editor.look('sign-in-connected');
		await dialog.close();
		await panel.hides('3CX refuses this with an API key');

		await panel.execute();
		await panel.outputSays('Number');
		await editor.look('sign-in-my-user');
		expect(pbx.provider.granted).toEqual({ codes: 1, renewals: 0, refused: 0 });
	});
});
