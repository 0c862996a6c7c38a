import { ExecuteContext } from 'n8n-core';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { setUp } from '../../../engine/setUp';
import { workflowAround } from '../../../engine/threeCx';
import { manyUsers } from './runJob';

const fromAi = (name: string, description: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, 'string') }}`;

describe('a job as a tool of an AI agent', () => {
	it('is done with two texts that a model fills in', async () => {
		const Queues = [{ Id: 40, Number: '800', Name: 'Sales', Agents: [], Managers: [] }];
		const { pbx, engine, credential } = await setUp({ users: manyUsers(3), rows: { Queues } });
		const parameters = {
			resource: 'queue',
			operation: 'addAgents',
			queue: { __rl: true, mode: 'name', value: fromAi('Queue', 'Number or exact name') },
			people: fromAi('Extensions', 'Extension numbers, exact names, or email addresses'),
			descriptionType: 'auto',
		};
		const { nodes, connections } = workflowAround({ parameters, credential });
		const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
		const node = workflow.getNode('3CX')!;
		const nodeType = new ThreeCx();
		const { response: tool } = createNodeAsTool({
			node,
			nodeType,
			handleToolInvocation: async (toolArguments: unknown) => {
				const items = [{ json: toolArguments as Record<string, string> }];
				const source = { node, data: { main: [items] }, source: null };
				const data = createEmptyRunExecutionData();
				const context = new ExecuteContext(workflow, node, engine.additionalData(), 'manual', data, 0, items, { main: [items] }, source, []);
				const [output = []] = await nodeType.execute.call(context);
				return output.map(({ json }) => json);
			},
		});
		expect(Object.keys((tool.schema as { shape: object }).shape)).toEqual(['Queue', 'Extensions']);
		await expect(tool.invoke({ Queue: 'sales', Extensions: 'User 200, 201' })).resolves.toMatchObject([{ changed: true, queue: '800 Sales' }]);
		expect(pbx.rows('Queues')[0]?.Agents).toEqual([{ Number: '200' }, { Number: '201' }]);
	});
});
