import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { N8nApi, type Login } from './api';
import { lastLines, startGuarded, type GuardedProcess } from './guarded';
import { ensureN8n } from './install';
import { freePort } from './ports';
import { createUserFolder } from './user-folder';

const READY_TIMEOUT_MS = 180_000;
/** n8n demands a capital letter and a digit; the instance listens on this machine only and holds no secrets. */
const owner: Login = { email: 'owner@example.com', password: 'Standin-1' };

export interface N8nOptions {
	version: string;
	/** The packed community package. */
	tarball: string;
	/** A folder to keep; by default a temporary one. */
	userFolder?: string;
	/** Preferred port; a free one is taken if it is in use. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

export interface N8nInstance extends Login {
	url: string;
	/** The user folder, with n8n's database and log. */
	folder: string;
	/** Logged in as the owner. */
	api: N8nApi;
	log(): string;
	/** Ends n8n with `how`, waits for `meanwhile` and starts it again on the same folder and port. */
	restart(how: 'stop' | 'kill', meanwhile?: () => Promise<void>): Promise<void>;
	/** Ends the whole process tree and removes the temporary folder. */
	stop(): Promise<void>;
}

/** Starts a real n8n with the package installed and an owner account; nothing of it outlives this process. */
export async function startN8n(options: N8nOptions): Promise<N8nInstance> {
	const n8n = await ensureN8n(options.version);
	const folder = await createUserFolder({
		n8n,
		tarball: options.tarball,
		path: options.userFolder,
		env: options.env,
	});
	const port = await freePort(options.port);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(folder.path, 'n8n.log');
	const broker = await freePort();
	const start = () =>
		startGuarded({
			command: n8n.node,
			args: [n8n.script, 'start'],
			env: folder.env({ http: port, broker }),
			output: logFile,
		});
	let server = start();
	const restart: N8nInstance['restart'] = async (how, meanwhile) => {
		await server[how]();
		await meanwhile?.();
		server = start();
		await untilReady(url, server, logFile);
	};
	const stop = async (): Promise<void> => {
		await server.stop();
		await folder.remove();
	};
	try {
		await untilReady(url, server, logFile);
		const api = new N8nApi(url);
		await api.setUpOwner(owner);
		return { url, folder: folder.path, ...owner, api, log: () => readFileSync(logFile, 'utf8'), restart, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Ready means that the database is migrated and the REST API answers, not only that the port is open. */
async function untilReady(url: string, server: GuardedProcess, logFile: string): Promise<void> {
	const started = Date.now();
	let exitCode: number | undefined;
	void server.ended.then((code) => (exitCode = code));
	while (!(await answers(`${url}/healthz/readiness`)) || !(await answers(`${url}/rest/settings`))) {
		if (exitCode !== undefined) {
			throw new Error(`n8n ended with exit code ${exitCode} while starting:\n${lastLines(logFile)}`);
		}
		if (Date.now() - started > READY_TIMEOUT_MS) {
			throw new Error(
				`n8n was not ready after ${READY_TIMEOUT_MS / 1000} s; its last lines:\n${lastLines(logFile)}`,
			);
		}
		await sleep(500);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
	} catch {
		return false;
	}
}
