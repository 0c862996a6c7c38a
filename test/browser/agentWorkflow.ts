import type { Workflow } from '../e2e/n8n/api';

/** A manual trigger, an agent that is told what to do, its model, and a 3CX node as its tool. */
export function agentWorkflow(
	task: string,
	credentials: { model: { id: string; name: string }; threeCx: { id: string; name: string } },
	ids: { agent: string; tool: string },
): Workflow {
	const connect = (node: string, type: string) => ({ [type]: [[{ node, type, index: 0 }]] });
	return {
		name: 'Agent with 3CX',
		nodes: [
			{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: ids.agent,
				name: 'AI Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 2,
				position: [220, 0],
				parameters: { promptType: 'define', text: task, options: {} },
			},
			{
				id: 'model',
				name: 'Model',
				type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
				typeVersion: 1.2,
				position: [160, 240],
				parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
				credentials: { openAiApi: credentials.model },
			},
			{
				id: ids.tool,
				name: '3CX',
				type: 'n8n-nodes-threecx.threeCxTool',
				typeVersion: 1,
				position: [360, 240],
				parameters: { resource: 'phoneLogo', operation: 'delete' },
				credentials: { threeCxApi: credentials.threeCx },
			},
		],
		connections: {
			Start: connect('AI Agent', 'main'),
			Model: connect('AI Agent', 'ai_languageModel'),
			'3CX': connect('AI Agent', 'ai_tool'),
		},
	};
}
