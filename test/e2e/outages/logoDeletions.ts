import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { NODE_TYPE } from '../../engine/workflows';
import type { Pbx } from '../../pbx';
import { createCredential } from '../credential';
import type { N8nInstance } from '../n8n/instance';

/** How many webhooks are called at the same time. */
const AT_ONCE = 20;
/** How an execution can end other than well. */
const FAILED = ['error', 'crashed', 'canceled'];
const LONGEST_WAIT_MS = 400_000;

/** An active workflow that deletes the logos named in the body of its webhook, each of them one item. */
export class LogoDeletions {
	private ran = 0;

	private failed = 0;

	private constructor(
		private readonly n8n: N8nInstance,
		private readonly workflowId: string,
		private readonly hook: string,
	) {}

	/** Activates the workflow, with options of the 3CX node, and returns once it has deleted a first logo. */
	static async activate(n8n: N8nInstance, pbx: Pbx, options: INodeParameters = {}): Promise<LogoDeletions> {
		const path = `delete-logos-${Object.keys(options).join('-')}`;
		const workflow = await n8n.api.createWorkflow({
			name: 'Delete logos',
			nodes: [
				{
					id: 'webhook', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0],
					webhookId: path, parameters: { path, httpMethod: 'POST', responseMode: 'onReceived', options: {} },
				},
				{
					id: 'split', name: 'Split Out', type: 'n8n-nodes-base.splitOut', typeVersion: 1, position: [220, 0],
					parameters: { fieldToSplitOut: 'body.names', options: { destinationFieldName: 'name' } },
				},
				{
					id: 'threecx', name: '3CX', type: NODE_TYPE, typeVersion: 1, position: [440, 0],
					credentials: { threeCxApi: await createCredential(n8n, pbx) },
					parameters: {
						resource: 'phoneLogo',
						operation: 'delete',
						filename: { __rl: true, mode: 'name', value: '={{ $json.name }}' },
						options,
					},
				},
			],
			connections: {
				Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
				'Split Out': { main: [[{ node: '3CX', type: 'main', index: 0 }]] },
			},
		});
		await n8n.api.activateWorkflow(workflow);
		const deletions = new LogoDeletions(n8n, workflow.id, `${n8n.url}/webhook/${path}`);
		await deletions.probe(pbx);
		return deletions;
	}

	/** n8n registers the webhook a moment after it activated the workflow. */
	private async probe(pbx: Pbx): Promise<void> {
		pbx.insert('PhoneLogos', { Filename: 'probe.png', DisplayName: null });
		for (let tries = 0; (await this.call(['probe.png'])) === 404; tries++) {
			if (tries > 100) throw new Error('The webhook was not registered');
			await wait(200);
		}
		await this.untilDone();
	}

	/** Returns the status of the webhook's answer, which says only whether n8n took it. */
	private async call(names: readonly string[]): Promise<number> {
		const { status } = await fetch(this.hook, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ names }),
		});
		if (status === 200) this.ran++;
		return status;
	}

	/** Starts one execution for each logo. */
	async start(filenames: readonly string[]): Promise<void> {
		const waiting = [...filenames];
		const caller = async () => {
			for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await this.startOne([name]);
		};
		await Promise.all(Array.from({ length: AT_ONCE }, caller));
	}

	/** Starts one execution for several logos. */
	async startOne(filenames: readonly string[]): Promise<void> {
		const status = await this.call(filenames);
		if (status !== 200) throw new Error(`The webhook answered ${status}`);
	}

	/** Waits until every execution has ended, and returns how many of those since the last time didn't end well. */
	async untilDone(): Promise<number> {
		const end = Date.now() + LONGEST_WAIT_MS;
		while ((await this.count(['success', ...FAILED])) < this.ran) {
			if (Date.now() > end) throw new Error(`Not all of ${this.ran} executions ended\n${this.n8n.log().slice(-3000)}`);
			await wait(500);
		}
		const before = this.failed;
		this.failed = await this.count(FAILED);
		return this.failed - before;
	}

	/** The stored executions of some kinds, as the list of executions in the editor counts them. */
	private async count(status: string[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ status, workflowId: this.workflowId }));
		const { count } = await this.n8n.api.get<{ count: number }>(`/rest/executions?limit=1&filter=${filter}`);
		return count;
	}
}
