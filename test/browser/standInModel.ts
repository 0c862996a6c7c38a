import fastify from 'fastify';
import type { Workflow } from '../e2e/n8n/api';

/** What an agent asks a model, as OpenAI's Chat Completions API has it. */
interface ChatRequest {
	tools?: Tool[];
	messages: { role: string; content: string | null }[];
}

/** A tool as a model sees it. */
export interface Tool {
	type: string;
	function: { name: string; description: string; parameters: { properties: Record<string, object>; required?: string[] } };
}

export interface StandInModel {
	url: string;
	/** What was asked, in order. */
	requests: ChatRequest[];
	stop(): Promise<void>;
}

/**
 * A language model that calls the first tool it is offered once, with the given arguments, and then repeats what the tool
 * answered. It speaks OpenAI's Chat Completions API, without streaming.
 */
export async function startModel(toolArguments: object): Promise<StandInModel> {
	const requests: ChatRequest[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.post('/chat/completions', (request) => {
		const asked = request.body as ChatRequest;
		requests.push(asked);
		const last = asked.messages.at(-1);
		const call = {
			id: 'call_1',
			type: 'function',
			function: { name: asked.tools?.[0]?.function.name, arguments: JSON.stringify(toolArguments) },
		};
		const message =
			last?.role === 'tool'
				? { role: 'assistant', content: `The tool says: ${last.content}` }
				: { role: 'assistant', content: null, tool_calls: [call] };
		return {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'stand-in',
			choices: [{ index: 0, message, finish_reason: last?.role === 'tool' ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	return { url, requests, stop: async () => await server.close() };
}

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
				parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
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
