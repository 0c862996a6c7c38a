import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseForm } from 'node:querystring';
import { HookContext, WebhookContext } from 'n8n-core';
import { Workflow, type IDataObject, type INode, type INodeParameters, type IWebhookData } from 'n8n-workflow';
import { ThreeCxCrmApi } from '../../credentials/ThreeCxCrmApi.credentials';
import { ThreeCxCrmTrigger } from '../../nodes/ThreeCx/ThreeCxCrmTrigger.node';
import { undocumentedCrm } from '../nodes/ThreeCx/documentedFields';
import { createEngine, type Engine } from '.';

export const CRM_TRIGGER_TYPE = 'n8n-nodes-threecx.threeCxCrmTrigger';

/** A secret as n8n users make them. */
export const CRM_SECRET = 'nP8xq2Wv7Lk4RtY6mZ3c';

/** Fields of a body, as n8n's body parser reads them (n8n, middlewares/body-parser.ts). Undefined for broken JSON. */
function parseBody(contentType: string, raw: Buffer): unknown {
	const type = contentType.split(';', 1)[0]?.trim();
	if (type === 'application/x-www-form-urlencoded') return parseForm(raw.toString());
	if (type === 'text/plain') return raw.toString();
	if (type !== 'application/json' || raw.length === 0) return {};
	try {
		return JSON.parse(raw.toString()) as unknown;
	} catch {
		return undefined;
	}
}

async function readRaw(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** The 3CX CRM Trigger in n8n-core behind an HTTP server, with what n8n does around a webhook. */
export class CrmTrigger {
	readonly engine: Engine = createEngine({ [CRM_TRIGGER_TYPE]: new ThreeCxCrmTrigger() }, [new ThreeCxCrmApi()]);

	/** What executions were started with. */
	readonly items: IDataObject[] = [];

	private readonly server: Server;

	private readonly node: INode;

	/** @param answer what the workflow's last node returns. */
	constructor(parameters: INodeParameters, { secret = CRM_SECRET, answer = () => [] }: { secret?: string; answer?: (item: IDataObject) => IDataObject[] } = {}) {
		this.node = {
			id: 'crm', name: '3CX CRM Trigger', type: CRM_TRIGGER_TYPE, typeVersion: 1, position: [0, 0], parameters,
			credentials: { threeCxCrmApi: this.engine.credentials.add({ secret }) },
		};
		this.server = createServer((request, response) => {
			void this.receive(request).then(({ status, body }) => {
				response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			});
		});
		this.answer = answer;
	}

	private readonly answer: (item: IDataObject) => IDataObject[];

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/1/3cx-crm`;
	}

	async listen(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** What n8n does when the workflow is activated. */
	async activate(): Promise<boolean> {
		const workflow = this.workflow();
		const context = new HookContext(workflow, this.nodeOf(workflow), this.engine.additionalData(), 'trigger', 'activate');
		const { default: methods } = new ThreeCxCrmTrigger().webhookMethods;
		return (await methods.checkExists.call(context)) || (await methods.create.call(context));
	}

	/** Sends a post as 3CX would. */
	async post(body: string | object, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown; headers: Headers }> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${CRM_SECRET}`, ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
		return { status: response.status, body: await response.json(), headers: response.headers };
	}

	private workflow(): Workflow {
		return new Workflow({ id: 'flow', nodes: [structuredClone(this.node)], connections: {}, active: true, nodeTypes: this.engine.nodeTypes });
	}

	private readonly nodeOf = (workflow: Workflow): INode => workflow.getNode('3CX CRM Trigger') ?? this.node;

	private async receive(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
		const rawBody = await readRaw(request);
		const body = parseBody(String(request.headers['content-type']), rawBody);
		if (body === undefined) return { status: 422, body: { message: 'Failed to parse request body' } };
		const sent: { status: number; body?: unknown } = { status: 200 };
		const workflow = this.workflow();
		const node = this.nodeOf(workflow);
		const additionalData = this.engine.additionalData();
		additionalData.httpRequest = Object.assign(request, { rawBody, body });
		additionalData.httpResponse = {
			setHeader: () => undefined,
			status: (status: number) => ({ json: (json: object) => Object.assign(sent, { status, body: json }) }),
		};
		const trigger = new ThreeCxCrmTrigger();
		const [description] = trigger.description.webhooks ?? [];
		const webhookData = { httpMethod: 'POST', node: node.name, path: '', webhookDescription: description, workflowId: 'flow' } as unknown as IWebhookData;
		const context = new WebhookContext(workflow, node, additionalData, 'trigger', webhookData, [], null);
		const { workflowData, webhookResponse, noWebhookResponse } = await trigger.webhook.call(context);
		if (noWebhookResponse) return { status: sent.status, body: sent.body };
		if (workflowData === undefined) return { status: 200, body: webhookResponse };
		const item = workflowData[0]?.[0]?.json ?? {};
		expect(undocumentedCrm(item)).toEqual([]);
		this.items.push(item);
		const mode = workflow.expression.getSimpleParameterValue(node, description?.responseMode, 'trigger', {});
		return { status: 200, body: mode === 'lastNode' ? this.answer(item) : webhookResponse };
	}
}
