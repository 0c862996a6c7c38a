import fastify from 'fastify';

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

/** A call that the model makes: of the tool with this name, or of the first tool it is offered. */
export interface ScriptedCall {
	tool?: string;
	arguments: object;
}

export interface ScriptedModel {
	url: string;
	/** What was asked, in order. */
	requests: ChatRequest[];
	stop(): Promise<void>;
}

/**
 * A language model that makes the given calls, one after the other, and then repeats what the last tool returned. It
 * speaks OpenAI's Chat Completions API, without streaming. Every conversation starts anew.
 */
export async function startModel(script: readonly ScriptedCall[]): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.post('/chat/completions', (request) => {
		const asked = request.body as ChatRequest;
		requests.push(asked);
		const results = asked.messages.filter(({ role }) => role === 'tool');
		const next = script[results.length];
		const message =
			next === undefined
				? { role: 'assistant', content: `The tool says: ${results.at(-1)?.content}` }
				: { role: 'assistant', content: null, tool_calls: [toolCall(`call_${results.length + 1}`, next, asked.tools)] };
		return {
			id: `chatcmpl-${requests.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'scripted',
			choices: [{ index: 0, message, finish_reason: next === undefined ? 'stop' : 'tool_calls' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	return { url, requests, stop: async () => await server.close() };
}

const toolCall = (id: string, { tool, arguments: given }: ScriptedCall, offered: Tool[] = []) => ({
	id,
	type: 'function',
	function: { name: tool ?? offered[0]?.function.name, arguments: JSON.stringify(given) },
});

/** The credential of n8n's OpenAI nodes that leads them to the model. */
export const modelCredential = ({ url }: ScriptedModel) => ({
	name: 'Model',
	type: 'openAiApi',
	data: { apiKey: 'none', url, header: false },
});
