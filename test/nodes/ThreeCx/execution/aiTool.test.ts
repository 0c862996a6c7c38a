import { ExecuteContext } from 'n8n-core';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { manyLogos, setUp } from '../../../engine/setUp';
import { deleteLogo, workflowAround } from '../../../engine/threeCx';

const FROM_AI = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Filename', `The logo file to delete`, 'string') }}";

/** The node as an AI agent's tool, called with what a model would fill in. */
async function callAsTool(filename: string) {
	const { pbx, engine, credential } = await setUp({ logos: manyLogos(3) });
	const { nodes, connections } = workflowAround({
		parameters: { ...deleteLogo(FROM_AI), descriptionType: 'auto' },
		credential,
	});
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
	const node = workflow.getNode('3CX')!;
	const nodeType = new ThreeCx();

	const { response: tool } = createNodeAsTool({
		node,
		nodeType,
		handleToolInvocation: async (toolArguments: unknown) => {
			const items = [{ json: toolArguments as Record<string, string> }];
			const context = new ExecuteContext(
				workflow,
				node,
				engine.additionalData(),
				'manual',
				createEmptyRunExecutionData(),
				0,
				items,
				{ main: [items] },
				{ node, data: { main: [items] }, source: null },
				[],
			);
			const [output = []] = await nodeType.execute.call(context);
			return output.map(({ json }) => json);
		},
	});
	return { pbx, tool, call: async (): Promise<unknown> => await tool.invoke({ Filename: filename }) };
}

describe('as a tool of an AI agent', () => {
	it('asks the model for the filename and deletes the logo', async () => {
		const { pbx, tool, call } = await callAsTool('logo-0002.png');
		expect(Object.keys((tool.schema as { shape: object }).shape)).toEqual(['Filename']);
		await expect(call()).resolves.toEqual([{ deleted: true, Filename: 'logo-0002.png' }]);
		expect(pbx.rows('PhoneLogos')).toHaveLength(2);
	});

	it('gives the model a message with the reason in it', async () => {
		const { call } = await callAsTool('missing.png');
		await expect(call()).rejects.toThrow('The PBX has no phone logo "missing.png" (HTTP 404)');
	});

	it('is offered as a tool', () => {
		expect(new ThreeCx().description.usableAsTool).toBe(true);
	});
});
