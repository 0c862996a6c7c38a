import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, startGuarded, type GuardedProcess } from '../e2e/n8n/guarded';
import { freePort } from '../e2e/n8n/ports';
import { findServer, postgresUser } from './programs';

const START_TIMEOUT_MS = 120_000;

/** Name of PostgreSQL's superuser, who needs no password: it listens on this machine only and holds nothing. */
const DATABASE_USER = 'n8n';

/** A server that n8n needs, on a port of its own. */
export interface Service {
	/** Settings by which n8n finds it. */
	env: NodeJS.ProcessEnv;
	/** Ends it and removes its data. */
	stop(): Promise<void>;
}

/** Resolves once a server has logged a text; rejects with its last lines if it ends or takes too long. */
export async function untilLogged(text: string, server: GuardedProcess, logFile: string): Promise<void> {
	let exitCode: number | undefined;
	void server.ended.then((code) => (exitCode = code));
	const started = Date.now();
	while (!readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }).includes(text)) {
		if (exitCode !== undefined || Date.now() - started > START_TIMEOUT_MS) {
			const what = exitCode === undefined ? `did not log "${text}"` : `ended with exit code ${exitCode}`;
			throw new Error(`A server ${what}; its last lines:\n${lastLines(logFile)}`);
		}
		await sleep(100);
	}
}

/** Where an installed program is. */
function program(name: string): string {
	const path = findServer(name);
	if (path === undefined) throw new Error(`${name} is not installed`);
	return path;
}

/** Starts Redis without a file to write to. */
export async function startRedis(): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'threecx-redis-'));
	const port = await freePort();
	const output = join(folder, 'redis.log');
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const server = startGuarded({ command: program('redis-server'), args, output, remove: [folder] });
	await untilLogged('Ready to accept connections', server, output);
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop: async () => await server.stop(),
	};
}

/** Starts PostgreSQL with an empty database, as an unprivileged user where this is root. */
export async function startPostgres(): Promise<Service> {
	const folder = mkdtempSync(join(tmpdir(), 'threecx-postgres-'));
	const data = join(folder, 'data');
	mkdirSync(data, { mode: 0o700 });
	const user = postgresUser();
	if (user) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
	const prefix = user
		? [program('setpriv'), `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
		: [];
	const command = (name: string, ...args: string[]): [string, string[]] => {
		const [first = '', ...rest] = [...prefix, program(name), ...args];
		return [first, rest];
	};
	execFileSync(...command('initdb', '-D', data, '-U', DATABASE_USER, '--auth=trust', '--no-sync'), { stdio: 'ignore' });

	const port = await freePort();
	const output = join(folder, 'postgres.log');
	const [first, args] = command('postgres', '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder);
	const server = startGuarded({ command: first, args, cwd: folder, output, remove: [folder] });
	await untilLogged('ready to accept connections', server, output);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: DATABASE_USER,
		},
		stop: async () => await server.stop(),
	};
}
