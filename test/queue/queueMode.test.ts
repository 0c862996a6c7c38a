import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGuarded, type GuardedProcess } from '../e2e/n8n/guarded';
import { ensureN8n, wantedN8nVersion } from '../e2e/n8n/install';
import { startN8n, type N8nInstance } from '../e2e/n8n/instance';
import { freePort } from '../e2e/n8n/ports';
import { createUserFolder, type UserFolder } from '../e2e/n8n/user-folder';
import { packedTarball } from '../e2e/workflows';
import { manyLogos } from '../engine/logos';
import { NODE_TYPE } from '../engine/workflows';
import { startPbx, type Pbx, type RecordedRequest } from '../pbx';
import { missingPrograms } from './programs';
import { startPostgres, startRedis, untilLogged, type Service } from './services';

const EXECUTIONS = 200;
const AT_ONCE = 20;
/** After so many deletions the token dies, again and again. */
const TOKEN_DIES_EVERY = 50;
const WORKERS = 2;
const FINISH_TIMEOUT_MS = 120_000;
/** How an execution can end other than well. */
const FAILED = ['error', 'crashed', 'canceled'];

const isDeletion = ({ method, status }: RecordedRequest) => method === 'DELETE' && status === 204;

interface Worker {
	folder: UserFolder;
	process: GuardedProcess;
}

async function startWorker(env: NodeJS.ProcessEnv): Promise<Worker> {
	const n8n = await ensureN8n(wantedN8nVersion());
	const folder = await createUserFolder({ n8n, tarball: packedTarball(), env });
	const http = await freePort();
	const output = join(folder.path, 'worker.log');
	const process = startGuarded({
		command: n8n.node,
		args: [n8n.script, 'worker', '--concurrency=10'],
		env: { ...folder.env({ http, broker: await freePort() }), QUEUE_HEALTH_CHECK_PORT: String(http) },
		output,
	});
	await untilLogged('n8n worker is now ready', process, output);
	return { folder, process };
}

(missingPrograms().length === 0 ? describe : describe.skip)('n8n in queue mode', () => {
	let pbx: Pbx;
	let services: Service[] = [];
	let main: N8nInstance | undefined;
	let workers: Worker[] = [];

	beforeAll(async () => {
		let deletions = 0;
		pbx = await startPbx({
			logos: manyLogos(EXECUTIONS),
			onRequest: (request) => {
				if (isDeletion(request) && ++deletions % TOKEN_DIES_EVERY === 0) pbx.killTokens();
			},
		});
		services = await Promise.all([startRedis(), startPostgres()]);
		const env = {
			...Object.assign({}, ...services.map((service) => service.env)) as NodeJS.ProcessEnv,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		};
		main = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball(), env });
		workers = await Promise.all(Array.from({ length: WORKERS }, async () => await startWorker(env)));
	}, 400_000);

	afterAll(async () => {
		for (const { process, folder } of workers) {
			await process.stop();
			await folder.remove();
		}
		await main?.stop();
		await Promise.all(services.map(async (service) => await service.stop()));
		await pbx.stop();
	}, 60_000);

	/** n8n registers the webhook a moment after it activated the workflow. */
	async function untilRegistered(hook: string): Promise<void> {
		pbx.insert('PhoneLogos', { Filename: 'probe.png', DisplayName: null });
		for (let tries = 0; (await fetch(`${hook}probe.png`)).status === 404; tries++) {
			if (tries > 100) throw new Error('The webhook was not registered');
			await sleep(200);
		}
	}

	/** An active workflow that deletes the logo named in the query of its webhook. */
	async function activate({ api }: N8nInstance): Promise<void> {
		const { id, name } = await api.createCredential({
			name: '3CX',
			type: 'threeCxApi',
			data: { baseUrl: pbx.baseUrl, clientId: 'n8n', apiKey: 'standin-api-key', allowUnauthorizedCerts: false },
		});
		const workflow = await api.createWorkflow({
			name: 'Delete a logo',
			nodes: [
				{
					id: 'webhook',
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2,
					position: [0, 0],
					webhookId: 'delete-logo',
					parameters: { path: 'delete-logo', responseMode: 'onReceived', options: {} },
				},
				{
					id: 'threecx',
					name: '3CX',
					type: NODE_TYPE,
					typeVersion: 1,
					position: [220, 0],
					credentials: { threeCxApi: { id, name } },
					parameters: {
						resource: 'phoneLogo',
						operation: 'delete',
						filename: { __rl: true, mode: 'name', value: '={{ $json.query.name }}' },
					},
				},
			],
			connections: { Webhook: { main: [[{ node: '3CX', type: 'main', index: 0 }]] } },
		});
		const { versionId } = workflow as unknown as { versionId: string };
		await api.post(`/rest/workflows/${workflow.id}/activate`, { versionId });
	}

	/** The stored executions of one kind, as the list of executions in the editor counts them. */
	async function countExecutions({ api }: N8nInstance, status: string[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ status }));
		const { count } = await api.get<{ count: number }>(`/rest/executions?limit=1&filter=${filter}`);
		return count;
	}

	/** Waits for what the workers do. Answers of the webhook are not waited for: n8n 1.x now and then loses one. */
	async function untilDone(instance: N8nInstance, executions: number): Promise<void> {
		const deadline = Date.now() + FINISH_TIMEOUT_MS;
		while ((await countExecutions(instance, ['success', ...FAILED])) < executions) {
			if (Date.now() > deadline) throw new Error(`Not all of ${executions} executions ended`);
			await sleep(500);
		}
	}

	it(`loses none of ${EXECUTIONS} executions over ${WORKERS} workers while the token dies`, async () => {
		if (!main) throw new Error('n8n did not start');
		await activate(main);
		const hook = `${main.url}/webhook/delete-logo?name=`;
		await untilRegistered(hook);
		await untilDone(main, 1);
		pbx.requests.length = 0;
		const waiting = manyLogos(EXECUTIONS).map(({ Filename }) => Filename);
		const caller = async () => {
			for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
				expect((await fetch(hook + encodeURIComponent(name))).status).toBe(200);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, caller));
		await untilDone(main, EXECUTIONS + 1);

		expect(await countExecutions(main, FAILED)).toBe(0);
		const effective = pbx.requests.filter(isDeletion);
		expect(new Set(effective.map(({ url }) => url)).size).toBe(EXECUTIONS);
		expect(effective).toHaveLength(EXECUTIONS);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
		console.info(`${effective.length} executions, ${pbx.tokensIssued} tokens`);
		expect(pbx.tokensIssued).toBeGreaterThan(EXECUTIONS / TOKEN_DIES_EVERY);
		expect(pbx.tokensIssued).toBeLessThanOrEqual((EXECUTIONS / TOKEN_DIES_EVERY + 1) * WORKERS * 2);
	}, 300_000);
});
