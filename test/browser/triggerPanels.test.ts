import { ThreeCxCallTrigger } from '../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { ThreeCxTrigger } from '../../nodes/ThreeCx/ThreeCxTrigger.node';
import { wordsIn } from './markup/page';
import { createCredential } from './session';
import { describeInBrowser, useSession } from './useSession';

const TRIGGERS = [
	{ name: '3CX Trigger', type: 'threeCxTrigger', parameters: { event: 'callEnded' }, description: new ThreeCxTrigger().description },
	{ name: '3CX Call Trigger', type: 'threeCxCallTrigger', parameters: {}, description: new ThreeCxCallTrigger().description },
];

/** Words as a browser shows them. */
const plain = (html: string) => html.replace(/<br \/>/g, ' ').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

describeInBrowser('a trigger in the editor', () => {
	const session = useSession();

	it.each(TRIGGERS)('$name says how to test it, when it starts, and what to select in 3CX', async ({ name, type, parameters, description }) => {
		const credential = await createCredential(session);
		const { id } = await session.n8n.api.createWorkflow({
			name,
			nodes: [
				{
					id: 'trigger', name, type: `n8n-nodes-threecx.${type}`, typeVersion: 1, position: [0, 0],
					parameters, credentials: { threeCxApi: credential },
				},
			],
			connections: {},
		});
		const { editor } = session;
		await editor.openWorkflow(id);
		await editor.openNodeOnCanvas(name);
		const { triggerPanel } = description;
		if (typeof triggerPanel !== 'object' || typeof triggerPanel.executionsHelp !== 'object') throw new Error('It has no panel');
		const panel = editor.page.locator('body');
		await panel.getByText(triggerPanel.header ?? '').waitFor();
		await panel.getByText('When will this node trigger my flow?').click();
		await panel.getByText('In the 3CX Admin Console', { exact: true }).waitFor();
		await editor.look(`panel-${type}`);
		expect(await wordsIn(panel)).toContain(plain(triggerPanel.executionsHelp.inactive));
		await panel.getByText('executions list').waitFor();
	});
});
