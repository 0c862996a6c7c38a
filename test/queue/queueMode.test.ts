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
import { startPbx, type Pbx } from '../pbx';
import { missingPrograms } from './programs';
import { startPostgres, startRedis, untilLogged, type Service } from './services';

const EXECUTIONS = 200;
const AT_ONCE = 20;
/** After so many answers the token dies, again and again. */
const TOKEN_DIES_EVERY = 50;
const WORKERS = 2;

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
		pbx = await startPbx({ logos: manyLogos(EXECUTIONS) });
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
					parameters: { path: 'delete-logo', responseMode: 'lastNode', options: {} },
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
		} as never);
		const { versionId } = workflow as unknown as { versionId: string };
		await api.post(`/rest/workflows/${workflow.id}/activate`, { versionId });
	}

	it(`loses none of ${EXECUTIONS} executions over ${WORKERS} workers while the token dies`, async () => {
		if (!main) throw new Error('n8n did not start');
		await activate(main);
		const hook = `${main.url}/webhook/delete-logo?name=`;
		await untilRegistered(hook);
		pbx.requests.length = 0;
		const names = manyLogos(EXECUTIONS).map(({ Filename }) => Filename);
		const answers: { name: string; status: number; text: string }[] = [];
		const waiting = [...names];
		const caller = async () => {
			for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
				const response = await fetch(hook + encodeURIComponent(name));
				answers.push({ name, status: response.status, text: await response.text() });
				if (answers.length % TOKEN_DIES_EVERY === 0) pbx.killTokens();
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, caller));

		expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
		for (const { name, text } of answers) expect(JSON.parse(text)).toMatchObject({ deleted: true, Filename: name });
		const effective = pbx.requests.filter(({ method, status }) => method === 'DELETE' && status === 204);
		expect(new Set(effective.map(({ url }) => url)).size).toBe(EXECUTIONS);
		expect(effective).toHaveLength(EXECUTIONS);
		expect(pbx.rows('PhoneLogos')).toEqual([]);

		const failed = encodeURIComponent(JSON.stringify({ status: ['error', 'crashed', 'canceled'] }));
		const { results } = await main.api.get<{ results: unknown[] }>(`/rest/executions?limit=100&filter=${failed}`);
		expect(results).toEqual([]);
		console.info(`${answers.length} executions, ${pbx.tokensIssued} tokens`);
		expect(pbx.tokensIssued).toBeLessThanOrEqual((EXECUTIONS / TOKEN_DIES_EVERY + 1) * WORKERS * 2);
	}, 300_000);
});
