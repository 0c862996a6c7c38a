import type { Pbx } from '../../pbx';
import { createCredential } from '../credential';
import { writesTo } from './exampleOutcomes';
import { connectMcp, type McpClient } from './mcpClient';
import type { N8nInstance } from '../n8n/instance';
import { until } from '../until';
import { examplesWith, readExample } from '../workflows';

const TOKEN = 'mcp-token-of-the-test';
const [EXAMPLE = ''] = examplesWith('mcpTrigger');

/** What an MCP client does with the example, in a real n8n. Part of a file that has a PBX and an n8n running. */
export function describeMcpServer(running: () => { n8n: N8nInstance; pbx: Pbx }): void {
	describe('3CX tools through the MCP Server Trigger', () => {
		let pbx: Pbx;
		let url: string;
		let client: McpClient;

		beforeAll(async () => {
			const { n8n } = running();
			pbx = running().pbx;
			const workflow = readExample(EXAMPLE, await createCredential(n8n, pbx));
			const { id, name } = await n8n.api.createCredential({ name: 'MCP', type: 'httpBearerAuth', data: { token: TOKEN } });
			const server = workflow.nodes.find(({ type }) => type.endsWith('.mcpTrigger'))!;
			server.credentials = { httpBearerAuth: { id, name } };
			server.webhookId = 'mcp';
			await n8n.api.activateWorkflow(await n8n.api.createWorkflow(workflow));
			url = `${n8n.url}/mcp/${String(server.parameters.path)}`;
			// n8n activates in the background; a request without token is refused once it has.
			await until(n8n, async () => [401, 403].includes((await fetch(url, { method: 'POST' })).status));
			client = await connectMcp(url, TOKEN);
		});

		afterAll(async () => {
			await (client as McpClient | undefined)?.close();
		});

		it('offers each tool with its description and what a client fills in', async () => {
			const { tools } = await client.listTools();
			expect(tools.map(({ name, description = '', inputSchema: { properties = {} } }) => [name, description, Object.keys(properties)])).toEqual(
				expect.arrayContaining([
					['Get_Many_Users', 'Lists the users of the phone system with number, name, and email address', expect.any(Array)],
					['Find_Where_User_Is_Used', 'Lists the queues, ring groups, rules, forwarding, and BLFs that one user is part of', ['User']],
					['Find_Number_Owner', 'Finds what a phone number belongs to: extension, DID, contact, rule, or blacklist', ['Number']],
				]),
			);
			expect(tools).toHaveLength(3);
		});

		const call = async (name: string, given: object) => {
			const { content, isError } = await client.callTool({ name, arguments: given });
			return { text: content.map(({ text }) => text).join('\n'), isError: isError === true };
		};

		it('returns what the PBX says, and writes nothing', async () => {
			const users = await call('Get_Many_Users', {});
			expect(users.text).toContain('Ada Byron');
			const used = await call('Find_Where_User_Is_Used', { User: 'Ada Byron' });
			expect(used.isError).toBe(false);
			expect(used.text).toContain('"kind"');
			expect(pbx.requests.length).toBeGreaterThan(0);
			expect(writesTo(pbx)).toEqual([]);
		});

		it('says why a call came to nothing', async () => {
			const { text } = await call('Find_Where_User_Is_Used', { User: 'Nobody At All' });
			expect(text).toContain('Nobody At All');
		});

		it('lets nobody in without the token', async () => {
			await expect(connectMcp(url, 'wrong')).rejects.toThrow();
		});
	});
}
