import { NODE_TYPE } from '../engine/workflows';
import { Editor, type Look } from './markup/editor';
import { createCredential } from './session';
import { describeInBrowser, useSession } from './useSession';

/** The longest labels, a notice, and the fullest of the usual forms. */
const OPERATIONS: [resource: string, operation: string, parameters?: object][] = [
	['phoneLogo', 'delete'],
	['phoneLogo', 'deleteUnused'],
	['phoneLogo', 'getUnused'],
	['user', 'getAll', { options: { filter: '', orderBy: '', search: '', select: [], inFlight: 5, timeout: 30 } }],
	['apiClient', 'delete'],
	['report', 'downloadExtensionStatisticsByRingGroup'],
	['microsoft365Integration', 'getUsersByPrincipalNames'],
	['apiRequest', 'sendPost'],
];

const LOOKS: Required<Look>[] = [
	{ theme: 'light', width: 1280, height: 720 },
	{ theme: 'dark', width: 1280, height: 720 },
	{ theme: 'light', width: 1920, height: 1080 },
];

describeInBrowser('the panel', () => {
	const session = useSession();

	it.each(LOOKS)('shows all words, $theme on $width x $height', async (look) => {
		const credential = await createCredential(session);
		const { id } = await session.n8n.api.createWorkflow({
			name: `Appearance, ${look.theme} ${look.width}`,
			nodes: OPERATIONS.map(([resource, operation, parameters], index) => ({
				id: `${index}`,
				name: `${resource} ${operation}`,
				type: NODE_TYPE,
				typeVersion: 1,
				position: [index * 240, 0],
				parameters: { resource, operation, ...parameters },
				credentials: { threeCxApi: credential },
			})),
			connections: {},
		});
		const editor = await Editor.open(session.browser, session.n8n, look);
		try {
			const clipped: Record<string, string[]> = {};
			await editor.openWorkflow(id);
			for (const [resource, operation] of OPERATIONS) {
				const name = `${resource} ${operation}`;
				const panel = await editor.openNodeOnCanvas(name);
				await editor.look(`panel-${look.theme}-${look.width}-${resource}-${operation}`);
				clipped[name] = await panel.clippedTexts();
				expect(await panel.icon()).toMatch(look.theme === 'dark' ? /threeCx\.dark\.svg$/ : /threeCx\.svg$/);
				await panel.close();
			}
			expect(clipped).toEqual(Object.fromEntries(Object.keys(clipped).map((name) => [name, []])));
		} finally {
			await editor.close();
		}
	});
});
