import { SupplyDataContext } from 'n8n-core';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { createEmptyRunExecutionData, NodeConnectionTypes, Workflow, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { setUp } from '../../../engine/setUp';
import { workflowAround } from '../../../engine/threeCx';
import type { PbxOptions } from '../../../pbx';
import { manyUsers } from './runJob';

const fromAi = (name: string, description: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, 'string') }}`;

/** The node as the tool that n8n makes of it for an agent, with what it last put out. */
async function toolOf(job: object, options: PbxOptions) {
	const { pbx, engine, credential } = await setUp(options);
	const { nodes, connections } = workflowAround({ parameters: { ...job, descriptionType: 'auto' }, credential });
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
	const node = workflow.getNode('3CX')!;
	const nodeType = new ThreeCx();
	const last: INodeExecutionData[] = [];
	const { response: tool } = createNodeAsTool({
		node,
		nodeType,
		handleToolInvocation: async (toolArguments: unknown) => {
			const items = [{ json: toolArguments as Record<string, string> }];
			const input = { [NodeConnectionTypes.AiTool]: [items] };
			const source = { node, data: input, source: null };
			const data = createEmptyRunExecutionData();
			const context = new SupplyDataContext(workflow, node, engine.additionalData(), 'manual', data, 0, items, input, NodeConnectionTypes.AiTool, source, []);
			const [output = []] = await nodeType.execute.call(context as unknown as IExecuteFunctions);
			last.splice(0, last.length, ...output);
			return output.map(({ json }) => json);
		},
	});
	return { pbx, tool, last };
}

describe('a job as a tool of an AI agent', () => {
	it('is done with two texts that a model fills in', async () => {
		const Queues = [{ Id: 40, Number: '800', Name: 'Sales', Agents: [], Managers: [] }];
		const job = {
			resource: 'queue',
			operation: 'addAgents',
			queue: { __rl: true, mode: 'name', value: fromAi('Queue', 'Number or exact name') },
			people: fromAi('Extensions', 'Extension numbers, exact names, or email addresses'),
		};
		const { pbx, tool } = await toolOf(job, { users: manyUsers(3), rows: { Queues } });
		expect(Object.keys((tool.schema as { shape: object }).shape)).toEqual(['Queue', 'Extensions']);
		await expect(tool.invoke({ Queue: 'sales', Extensions: 'User 200, 201' })).resolves.toMatchObject([{ changed: true, queue: '800 Sales' }]);
		expect(pbx.rows('Queues')[0]?.Agents).toEqual([{ Number: '200' }, { Number: '201' }]);
	});

	it('reads recordings without their audio, which a model could not use', async () => {
		const start = new Date(Date.now() - 60 * 60 * 1000);
		const recording = { transcriptAfter: 5, transcript: 'Good morning' };
		const job = {
			resource: 'recording',
			operation: 'fetchRecordings',
			period: 'custom',
			periodStart: new Date(start.getTime() - 1000).toISOString(),
			people: fromAi('Extensions', 'Extension numbers, exact names, or email addresses'),
		};
		const calls = [{ at: start, legs: [{ from: '0014155550199', to: '100', talks: 60, recording }] }];
		const { pbx, tool, last } = await toolOf(job, { calls, rows: { Recordings: [] } });
		await expect(tool.invoke({ Extensions: 'Ada Byron' })).resolves.toMatchObject([{ transcription: 'Good morning' }]);
		expect(last.map(({ binary }) => binary)).toEqual([undefined]);
		expect(pbx.requests.filter(({ url }) => url.includes('DownloadRecording('))).toEqual([]);
	});
});
