import { wantedN8nVersion } from '../e2e/n8n/install';
import type { NodePanel } from './markup/nodePanel';
import { CLIENT, createCredential, createWorkflow, NODE_ID } from './session';
import { describeInBrowser, useSession } from './useSession';

/** More than one page of the list, and odd names among them. */
const LOGOS = [
	...Array.from({ length: 120 }, (_, number) => `brand-${String(number).padStart(3, '0')}.png`),
	"old-o'brien & sons.png",
	'zz last.png',
].map((Filename) => ({ Filename, DisplayName: null }));

describeInBrowser('a new user', () => {
	const session = useSession({ logos: LOGOS });

	it('finds the node, drags Delete Phone Logo in, connects, picks a logo and deletes it', async () => {
		const { editor, pbx } = session;
		await editor.newWorkflow();
		const creator = await editor.openNodeCreator();
		for (const words of ['3CX', 'phone logo', 'PBX']) expect(await creator.find(words)).toContain('3CX');
		await creator.openActions('3CX');
		await editor.look('new-user-actions');
		await creator.dragToCanvas('Delete phone logo');

		const panel = await editor.openPanel();
		expect(await panel.chosen('resource')).toBe('Phone Logo');
		expect(await panel.chosen('operation')).toBe('Delete Phone Logo');

		const dialog = await panel.connect();
		await editor.look('new-user-credential');
		await dialog.fill({ ...CLIENT, baseUrl: pbx.baseUrl });
		// n8n 2.x says the former, and closes the dialog, when the test succeeds.
		expect(await dialog.save()).toMatch(/Credential successfully created|Connection tested successfully/);
		await dialog.close();
		await editor.look('new-user-connected');

		const list = await panel.openList('filename');
		await list.untilShown('brand-000.png');
		expect(await list.names()).not.toContain('zz last.png');
		await list.scrollUntilShown('zz last.png');
		await editor.look('new-user-second-page');
		await list.search("o'brien");
		await list.untilShown("old-o'brien & sons.png");
		await editor.look('new-user-list-search');
		await list.pick("old-o'brien & sons.png");

		await panel.execute();
		await panel.outputSays("true old-o'brien & sons.png");
		await editor.look('new-user-deleted');
		expect(pbx.rows('PhoneLogos')).toHaveLength(LOGOS.length - 1);
	});

	it('maps Filename by an expression', async () => {
		const { editor, pbx } = session;
		const workflow = await createWorkflow(
			session,
			await createCredential(session),
			{ resource: 'phoneLogo', operation: 'delete', filename: { __rl: true, mode: 'name', value: '' } },
			{ logo: 'brand-007.png' },
		);
		const panel = await editor.openNode(workflow, NODE_ID);
		await panel.express('filename', '{{ $json.logo }}');
		await panel.executePrevious();
		await panel.previewSays('filename', 'brand-007.png');
		await editor.look('expression');
		await panel.execute();
		await panel.outputSays('true brand-007.png');
		expect(pbx.rows('PhoneLogos').map(({ Filename }) => Filename)).not.toContain('brand-007.png');
	});
});

describeInBrowser('a newcomer with README.md', () => {
	const session = useSession();

	it('lists the users by its quick start', async () => {
		const { editor, pbx } = session;
		await editor.newWorkflow();
		const triggers = await editor.openNodeCreator();
		await triggers.add('Trigger manually');
		await editor.nodes.first().waitFor();
		await editor.look('quick-start-trigger');
		const creator = await editor.openNodeCreator();
		await creator.openActions('3CX');
		await editor.look('quick-start-actions');
		await creator.addAction('Get many users');

		const panel = await editor.openPanel();
		expect(await panel.chosen('operation')).toBe('Get Many Users');
		await editor.look('quick-start-panel');
		const dialog = await panel.connect();
		await dialog.fill({ ...CLIENT, baseUrl: pbx.baseUrl });
		await dialog.save();
		await dialog.close();
		await panel.execute();
		await panel.outputSays('Ada Byron');
		await editor.look('quick-start-users');
	});
});

describeInBrowser('the credential dialog', () => {
	const session = useSession();
	let panel: NodePanel;

	beforeAll(async () => {
		const workflow = await session.n8n.api.createWorkflow({
			name: 'Without credential',
			nodes: [
				{
					id: NODE_ID,
					name: '3CX',
					type: 'n8n-nodes-threecx.threeCx',
					typeVersion: 1,
					position: [0, 0],
					parameters: { resource: 'phoneLogo', operation: 'delete' },
				},
			],
			connections: {},
		});
		panel = await session.editor.openNode(workflow.id, NODE_ID);
	});

	it('explains a wrong key, a wrong host and a missing right, and then is content', async () => {
		const { editor, pbx } = session;
		const dialog = await panel.connect();
		await dialog.fill({ ...CLIENT, baseUrl: pbx.baseUrl, apiKey: 'wrong' });
		expect(await dialog.save()).toContain('doesn\'t accept this Client ID with this API key');
		await editor.look('credential-wrong-key');

		await dialog.fill({ baseUrl: 'http://127.0.0.1:1', apiKey: CLIENT.apiKey });
		expect(await dialog.save()).toContain('127.0.0.1:1 refuses connections. Check the port in Base URL');
		await editor.look('credential-wrong-host');

		await dialog.fill({ baseUrl: 'https://pbx.invalid' });
		expect(await dialog.save()).toContain("The host name pbx.invalid couldn't be resolved. Check the spelling of Base URL");

		pbx.setClients([{ ...CLIENT, access: 'unticked' }]);
		await dialog.fill({ baseUrl: pbx.baseUrl });
		// n8n 1.x keeps our words for a missing right to itself.
		const inN8n1 = wantedN8nVersion().startsWith('1.');
		expect(await dialog.save()).toContain(inN8n1 ? 'Forbidden' : 'select "3CX Configuration API Access"');
		await editor.look('credential-missing-right');

		pbx.setClients([CLIENT]);
		expect(await dialog.retry()).toContain('Connection tested successfully');
		await dialog.close();
	});
});

describeInBrowser('what happened and what to do', () => {
	const session = useSession({ etags: 'optional' });

	/** Runs Delete Phone Logo; resolves with the panel, which says what failed. */
	async function failure(parameters: Record<string, unknown>): Promise<NodePanel> {
		const workflow = await createWorkflow(session, await createCredential(session), {
			resource: 'phoneLogo',
			operation: 'delete',
			...parameters,
		});
		const panel = await session.editor.openNode(workflow, NODE_ID);
		await panel.execute();
		return panel;
	}

	const named = (value: string) => ({ filename: { __rl: true, mode: 'name', value } });

	afterEach(() => {
		session.pbx.setClients([CLIENT]);
	});

	it('is shown for a logo that does not exist', async () => {
		const panel = await failure(named('nothing.png'));
		await panel.outputSays('The PBX has no phone logo "nothing.png" (HTTP 404)');
		await panel.outputSays('"Get Many Phone Logos" shows what exists');
		await session.editor.look('failure-404');
	});

	it('is shown for a logo that was changed since it was read', async () => {
		const panel = await failure({ ...named('old-2021.bmp'), ifMatch: 'W/"old"' });
		await panel.outputSays('has changed since its ETag was read (HTTP 412), so it was left unchanged');
		await panel.outputSays('leave If Match empty to ignore changes');
		await session.editor.look('failure-412');
	});

	it('is shown for a client without access', async () => {
		session.pbx.setClients([{ ...CLIENT, access: 'unticked' }]);
		const panel = await failure(named('old-2021.bmp'));
		await panel.outputSays('The API client isn\'t allowed to use "Delete Phone Logo" (HTTP 403)');
		await panel.outputSays('"3CX Configuration API Access" is selected');
		await session.editor.look('failure-403');
	});

	it('is shown for a withdrawn key', async () => {
		session.pbx.setClients([{ ...CLIENT, apiKey: 'another' }]);
		const panel = await failure(named('old-2021.bmp'));
		await panel.outputSays('doesn\'t accept this Client ID with this API key');
		await session.editor.look('failure-401');
	});
});
