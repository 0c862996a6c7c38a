import { writeTemplate } from '../../../nodes/ThreeCx/crm/template';
import { CrmIntegration } from '../../pbx/crm/integration';
import type { WorkflowNode } from '../n8n/api';
import type { N8nInstance } from '../n8n/instance';
import { filesHolding } from '../n8n/secrets';
import { until } from '../until';
import { examplesWith, readExample } from '../workflows';

const SECRET = 'Vb7Qm2Xc9Kd4Rt6Yp3Zs';

const place = { typeVersion: 1, position: [0, 0] as [number, number] };
const endsWith = (leftValue: string, rightValue: string) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [{ id: 'one', leftValue, rightValue, operator: { type: 'string', operation: 'endsWith' } }],
	},
	options: {},
});

/** Everything that n8n says of the executions of a workflow, whatever became of them. */
async function executionsOf({ api }: N8nInstance, workflowId: string): Promise<{ status: string }[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return (await api.get<{ results: { status: string }[] }>(`/rest/executions?filter=${filter}`)).results;
}

/** Creates and activates a workflow of nodes in a row; returns its ID. */
async function activate({ api }: N8nInstance, name: string, nodes: WorkflowNode[]): Promise<string> {
	const pairs = nodes.slice(1).map(({ name: to }, index) => [nodes[index]!.name, { main: [[{ node: to, type: 'main', index: 0 }]] }]);
	const workflow = await api.createWorkflow({ name, nodes, connections: Object.fromEntries(pairs) as Record<string, unknown> });
	await api.activateWorkflow(workflow);
	return workflow.id;
}

/** The file that n8n's Webhook node responds with; n8n 1.x writes what it holds in memory as JSON. */
function fileIn(response: string): string {
	if (!response.startsWith('{')) return response;
	const { data } = JSON.parse(response) as { data: number[] };
	return Buffer.from(data).toString();
}

/** What happens between a PBX with the CRM template and a real n8n. Part of a file that has an n8n running. */
export function describeCrmTrigger(running: () => N8nInstance): void {
	describe('3CX CRM Trigger in a real n8n', () => {
		let n8n: N8nInstance;
		let crm: CrmIntegration;
		let xml: string;
		let credential: { id: string; name: string };
		let ids: { reported: string; lookup: string };
		const urlOf = (id: string) => `${n8n.url}/webhook/${id}/3cx-crm`;

		beforeAll(async () => {
			n8n = running();
			const { id, name } = await n8n.api.createCredential({ name: '3CX CRM', type: 'threeCxCrmApi', data: { secret: SECRET } });
			credential = { id, name };
			const credentials = { threeCxCrmApi: credential };
			const trigger = (event: string, webhookId: string): WorkflowNode => ({
				...place, id: webhookId, webhookId, name: 'From 3CX', type: 'n8n-nodes-threecx.threeCxCrmTrigger', parameters: { event }, credentials,
			});
			ids = {
				reported: await activate(n8n, 'Reported', [trigger('callReported', 'crm-reported'), { ...place, id: 'next', name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} }]),
				lookup: await activate(n8n, 'Lookup', [
					trigger('callerLookup', 'crm-lookup'),
					{ ...place, typeVersion: 2.2, id: 'known', name: 'Known', type: 'n8n-nodes-base.filter', parameters: endsWith('={{ $json.number }}', '0101') },
					{
						...place, typeVersion: 3.4, id: 'contact', name: 'Contact', type: 'n8n-nodes-base.set',
						parameters: { mode: 'raw', jsonOutput: '={{ { url: "https://crm.example.com/7", firstName: "Ada", company: "Caller " + $json.number, id: 7 } }}', options: {} },
					},
				]),
			};
			// The template as a person downloads it.
			await activate(n8n, 'Template', [
				{
					...place, typeVersion: 2, id: 'get-template', webhookId: 'get-template', name: 'Download', type: 'n8n-nodes-base.webhook',
					parameters: { path: 'get-template', responseMode: 'lastNode', responseData: 'firstEntryBinary', responseBinaryPropertyName: 'data', options: {} },
				},
				{
					...place, id: 'generate', name: 'Generate', type: 'n8n-nodes-threecx.threeCx', credentials,
					parameters: {
						resource: 'crmTemplate', operation: 'generateTemplate', crmName: 'n8n',
						crmUrls: { callReported: urlOf('crm-reported'), callerLookup: urlOf('crm-lookup') },
					},
				},
			]);
			let response = await n8n.api.fetch('/webhook/get-template');
			await until(n8n, async () => (response = await n8n.api.fetch('/webhook/get-template')).ok);
			xml = fileIn(await response.text());
			crm = new CrmIntegration(xml);
			await until(n8n, async () => (await fetch(urlOf('crm-reported'), { method: 'POST' })).status === 401);
			await until(n8n, async () => (await fetch(urlOf('crm-lookup'), { method: 'POST' })).status === 401);
		});

		const agent = { extension: '100', firstName: 'Grace', lastName: 'Hopper' };
		const call = { type: 'Missed', number: '+15550101', name: 'Zoë [Secret] 👋', agent, startedAt: new Date('2026-03-02T08:00:00Z'), endedAt: new Date('2026-03-02T08:00:30Z') } as const;

		it('runs the workflow once for each call that the PBX reports', async () => {
			const before = (await executionsOf(n8n, ids.reported)).length;
			await crm.reportCall(call);
			await crm.reportCall({ ...call, type: 'Inbound', answeredAt: new Date('2026-03-02T08:00:10Z') });
			await until(n8n, async () => (await n8n.api.triggered(ids.reported)).length === 2);
			const items = await n8n.api.triggered(ids.reported);
			const party = { number: '+15550101', name: 'Zoë [Secret] 👋' };
			expect(items).toMatchObject([
				{ event: 'callReported', callType: 'missed', party, startedAt: '2026-03-02T08:00:00.000Z', answeredAt: null },
				{ callType: 'inbound', party, answeredAt: '2026-03-02T08:00:10.000Z', durationSeconds: 20 },
			]);
			expect(crm.exchanges.map(({ status, response }) => [status, JSON.parse(response) as unknown])).toEqual(
				items.map(({ eventId }) => [200, { received: true, eventId }]),
			);
			expect((await executionsOf(n8n, ids.reported)).length).toBe(before + 2);
		});

		it('tells the PBX who is calling, and that it knows nobody', async () => {
			await expect(crm.lookUp('0015550101')).resolves.toMatchObject([
				{ ContactUrl: 'https://crm.example.com/7', FirstName: 'Ada', CompanyName: 'Caller +15550101', PhoneBusiness: '+15550101', EntityId: '7' },
			]);
			await expect(crm.lookUp('+15550102')).resolves.toEqual([]);
			expect(crm.exchanges.slice(-2)).toMatchObject([{ status: 200 }, { status: 200, response: '[]' }]);
		});

		it('runs nothing for a post that is forged, broken, too large or not a post', async () => {
			const before = (await executionsOf(n8n, ids.reported)).length;
			await new CrmIntegration(xml, { Secret: 'x'.repeat(20) }).reportCall(call);
			const send = async (body: string, headers: Record<string, string> = {}, method = 'POST') => {
				const authorization = `Bearer ${SECRET}`;
				const init = { method, headers: { authorization, 'content-type': 'application/json', ...headers } };
				return (await fetch(urlOf('crm-reported'), method === 'POST' ? { ...init, body } : init)).status;
			};
			await expect(send(JSON.stringify({ event: 'callReported', number: '1' }), { authorization: 'Bearer wrong' })).resolves.toBe(401);
			await expect(send('{"event":')).resolves.toBe(422);
			await expect(send('event', { 'content-type': 'text/plain' })).resolves.toBe(415);
			await expect(send(JSON.stringify({ event: 'callerLookup', number: '1' }))).resolves.toBe(400);
			await expect(send(JSON.stringify({ event: 'callReported', summary: 'x'.repeat(1024 * 1024) }))).resolves.toBe(413);
			// More than n8n itself takes (N8N_PAYLOAD_SIZE_MAX): it answers before the node sees anything.
			await expect(send(JSON.stringify({ event: 'callReported', summary: 'x'.repeat(20 * 1024 * 1024) }))).resolves.toBeGreaterThanOrEqual(400);
			await expect(send('', {}, 'GET')).resolves.toBe(404);
			// A call reported after them is the only one that started anything.
			await crm.reportCall({ ...call, number: '+15550199' });
			await until(n8n, async () => (await executionsOf(n8n, ids.reported)).length > before);
			expect((await executionsOf(n8n, ids.reported)).length).toBe(before + 1);
		});

		const examples: Readonly<Record<string, { happen: (pbx: CrmIntegration) => Promise<unknown>; output: object }>> = {
			'caller-lookup.json': {
				happen: async (pbx) => {
					await expect(pbx.lookUp('+15550177')).resolves.toMatchObject([{ ContactUrl: 'https://crm.example.com/8', FirstName: 'Alan', PhoneBusiness: '+15550177' }]);
				},
				output: { url: 'https://crm.example.com/8', company: 'Bombe Works' },
			},
			'log-reported-calls.json': {
				happen: async (pbx) => await pbx.reportCall({ ...call, name: 'Ada', others: { EntityId: '7' } }),
				output: { contactId: '7', number: '+15550101', text: 'Missed call from Ada, Grace Hopper, 0 s. ' },
			},
		};

		it.each(Object.keys(examples))('runs the example %s to its end', async (file) => {
			const { happen, output } = examples[file]!;
			const example = readExample(file, credential);
			const trigger = example.nodes.find(({ type }) => type.endsWith('.threeCxCrmTrigger'))!;
			Object.assign(trigger, { webhookId: file, credentials: { threeCxCrmApi: credential } });
			const workflow = await n8n.api.createWorkflow(example);
			await n8n.api.activateWorkflow(workflow);
			await until(n8n, async () => (await fetch(urlOf(file), { method: 'POST' })).status === 401);
			await happen(new CrmIntegration(writeTemplate({ name: 'n8n', urls: { [String(trigger.parameters.event)]: urlOf(file) }, secret: SECRET })));
			await until(n8n, async () => (await n8n.api.lastOutput(workflow.id)).length > 0);
			await expect(n8n.api.lastOutput(workflow.id)).resolves.toMatchObject([output]);
		});

		it('runs every example that begins with it', () => {
			expect(Object.keys(examples)).toEqual(examplesWith('threeCxCrmTrigger'));
		});

		it('leaves the secret in the template and nowhere else', async () => {
			await until(n8n, async () => [...(await executionsOf(n8n, ids.reported)), ...(await executionsOf(n8n, ids.lookup))].every(({ status }) => status === 'success'));
			expect(xml).toContain(SECRET);
			expect(filesHolding(n8n.folder, [SECRET]).filter((file) => !/[\\/]binary_data[\\/]/.test(file))).toEqual([]);
		});
	});
}
