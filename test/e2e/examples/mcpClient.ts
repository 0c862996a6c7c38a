import { createRequire } from 'node:module';
import { ensureN8n, wantedN8nVersion } from '../n8n/install';

/** A tool as an MCP client sees it. */
export interface McpTool {
	name: string;
	description?: string;
	inputSchema: { properties?: Record<string, object>; required?: string[] };
}

/** What a tool returned. */
interface McpResult {
	content: { type: string; text: string }[];
	isError?: boolean;
}

/** What the tests use of the client of the MCP SDK. */
export interface McpClient {
	connect(transport: object): Promise<void>;
	listTools(): Promise<{ tools: McpTool[] }>;
	callTool(call: { name: string; arguments: object }): Promise<McpResult>;
	close(): Promise<void>;
}

interface ClientModule {
	Client: new (info: { name: string; version: string }) => McpClient;
}

interface TransportModule {
	StreamableHTTPClientTransport: new (url: URL, options: { requestInit: RequestInit }) => object;
}

/**
 * Connects to an MCP server over streamable HTTP, with the SDK that n8n brings along.
 *
 * @throws where the server does not accept the token.
 */
export async function connectMcp(url: string, token: string): Promise<McpClient> {
	const { script } = await ensureN8n(wantedN8nVersion());
	const require = createRequire(script);
	const { Client } = require('@modelcontextprotocol/sdk/client/index.js') as ClientModule;
	const { StreamableHTTPClientTransport } = require('@modelcontextprotocol/sdk/client/streamableHttp.js') as TransportModule;
	const client = new Client({ name: 'test', version: '1.0.0' });
	const requestInit = { headers: { authorization: `Bearer ${token}` } };
	await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
	return client;
}
