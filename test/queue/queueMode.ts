import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startGuarded, type GuardedProcess } from '../e2e/n8n/guarded';
import { ensureN8n, wantedN8nVersion } from '../e2e/n8n/install';
import { startN8n, type N8nInstance } from '../e2e/n8n/instance';
import { freePort } from '../e2e/n8n/ports';
import { createUserFolder, type UserFolder } from '../e2e/n8n/user-folder';
import { packedTarball } from '../e2e/workflows';
import { startPostgres, startRedis, untilLogged } from './services';

export const WORKERS = 2;
export const AT_ONCE_PER_WORKER = 10;

interface Worker {
	folder: UserFolder;
	process: GuardedProcess;
}

/** n8n's main process with Redis, PostgreSQL and two workers. */
export interface QueueMode {
	main: N8nInstance;
	/** Kills one of the workers, as `kill -9` and a lack of memory do, and starts another in its place. */
	replaceWorker(): Promise<void>;
	/** Ends all of it and removes its data. */
	stop(): Promise<void>;
}

async function startWorker(env: NodeJS.ProcessEnv): Promise<Worker> {
	const n8n = await ensureN8n(wantedN8nVersion());
	const folder = await createUserFolder({ n8n, tarball: packedTarball(), env });
	const http = await freePort();
	const output = join(folder.path, 'worker.log');
	const process = startGuarded({
		command: n8n.node,
		args: [n8n.script, 'worker', `--concurrency=${AT_ONCE_PER_WORKER}`],
		env: { ...folder.env({ http, broker: await freePort() }), QUEUE_HEALTH_CHECK_PORT: String(http) },
		output,
	});
	await untilLogged('n8n worker is now ready', process, output);
	return { folder, process };
}

/** Starts n8n in queue mode with the package installed; what has been started is ended if the rest can't be. */
export async function startQueueMode(): Promise<QueueMode> {
	const toStop: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (let next = toStop.pop(); next !== undefined; next = toStop.pop()) await next();
	};
	try {
		const services = await Promise.all([startRedis(), startPostgres()]);
		toStop.push(...services.map((service) => async () => await service.stop()));
		const env = {
			...Object.assign({}, ...services.map((service) => service.env)) as NodeJS.ProcessEnv,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
		};
		const main = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball(), env });
		toStop.push(async () => await main.stop());
		const workers = await Promise.all(Array.from({ length: WORKERS }, async () => await startWorker(env)));
		const toRemove = ({ process, folder }: Worker) => async () => {
			await process.stop();
			await folder.remove();
		};
		toStop.push(...workers.map(toRemove));
		const replaceWorker = async () => {
			await workers.pop()?.process.kill();
			const worker = await startWorker(env);
			workers.unshift(worker);
			toStop.push(toRemove(worker));
		};
		return { main, replaceWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
