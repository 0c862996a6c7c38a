import { modelCredential, startModel, type ScriptedModel } from '../e2e/examples/scriptedModel';
import { agentWorkflow } from './agentWorkflow';
import { createCredential } from './session';
import { describeInBrowser, useSession } from './useSession';

const IDS = { agent: 'agent', tool: 'tool' };

describeInBrowser('as the tool of an AI agent', () => {
	const session = useSession();
	let model: ScriptedModel;

	beforeAll(async () => {
		model = await startModel([{ arguments: { Filename: 'old-2021.bmp' } }]);
	});
	afterAll(async () => {
		await model.stop();
	});

	it('lets the model fill in Filename, and the agent tells what happened', async () => {
		const { n8n, editor, pbx } = session;
		const credentials = {
			model: await n8n.api.createCredential(modelCredential(model)),
			threeCx: await createCredential(session),
		};
		const { id } = await n8n.api.createWorkflow(agentWorkflow('Delete the logo of 2021.', credentials, IDS));

		const tool = await editor.openNode(id, IDS.tool);
		await editor.look('agent-tool');
		await tool.letModelDefine('filename');
		await editor.look('agent-tool-defined');
		await tool.close();

		await editor.runWorkflow();
		const agent = await editor.openNodeOnCanvas('AI Agent');
		await editor.look('agent-answer');
		await agent.outputSays('"deleted":true');
		const [offered] = model.requests[0]!.tools!;
		expect(offered!.function.parameters).toMatchObject({
			properties: { Filename: { type: 'string' } },
			required: ['Filename'],
		});
		expect(pbx.rows('PhoneLogos').map(({ Filename }) => Filename)).not.toContain('old-2021.bmp');
	});
});
