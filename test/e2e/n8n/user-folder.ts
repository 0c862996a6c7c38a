import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

import { lastLines, startGuarded } from './guarded';
import type { N8nInstallation } from './install';
import { runNpm } from './npm';
import { freePort } from './ports';

/**
 * Now and then n8n's commands crash (SIGSEGV) in native code while they exit, with everything done and printed. Those who
 * run a command look at what it printed.
 */
const CRASH_WHILE_EXITING = 128 + constants.signals.SIGSEGV;

export interface UserFolder {
	path: string;
	/** The environment every n8n process on this folder needs. */
	env(ports: { http: number; broker: number }): NodeJS.ProcessEnv;
	/** Runs an n8n command, such as `execute --id=…`, without a server; returns what it printed. Other exit codes throw. */
	cli: (args: string[], accepted?: number[]) => Promise<string>;
	remove(): Promise<void>;
}

export interface UserFolderOptions {
	n8n: N8nInstallation;
	/** The packed community package to install. */
	tarball: string;
	/** An existing folder to use and keep; by default a temporary one that is removed in the end. */
	path?: string;
	env?: NodeJS.ProcessEnv;
}

/** Prepares an `N8N_USER_FOLDER` in which the package is installed as n8n's community installer leaves it. */
export async function createUserFolder(options: UserFolderOptions): Promise<UserFolder> {
	const { n8n, tarball } = options;
	const path = options.path ?? mkdtempSync(join(tmpdir(), 'n8n-nodes-threecx-user-'));
	const guard = startGuarded({ remove: options.path === undefined ? [path] : [] });
	const encryptionKey = randomBytes(24).toString('base64');
	await installPackage(path, tarball);

	const env: UserFolder['env'] = ({ http, broker }) => ({
		...withoutN8nSettings(process.env),
		...quietSettings,
		N8N_USER_FOLDER: path,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_PORT: String(http),
		N8N_RUNNERS_BROKER_PORT: String(broker),
		...options.env,
	});

	let commands = 0;
	return {
		path,
		env,
		async cli(args, accepted = [0]) {
			const output = join(path, `cli-${++commands}.log`);
			const command = startGuarded({
				command: n8n.node,
				args: [n8n.script, ...args],
				env: env({ http: await freePort(), broker: await freePort() }),
				output,
			});
			const code = await command.ended;
			if (!accepted.includes(code) && code !== CRASH_WHILE_EXITING) {
				throw new Error(`n8n ${args.join(' ')} ended with exit code ${code}:\n${lastLines(output)}`);
			}
			return readFileSync(output, 'utf8');
		},
		remove: async () => await guard.stop(),
	};
}

/** Nothing is sent to n8n's own servers, and the log has what a failing test needs. */
const quietSettings: NodeJS.ProcessEnv = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
	// n8n prints the result of `execute` through its log.
	N8N_LOG_LEVEL: 'info',
	NO_COLOR: '1',
};

/** The user's own n8n settings (a database, another folder) must not leak into the instance. */
function withoutN8nSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|NODE_OPTIONS$|NODE_ENV$|JEST_)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'installed-nodes', private: true }));
	// Offline: the package has no dependencies, and n8n itself provides the peer n8n-workflow.
	await runNpm({
		args: ['install', tarball, '--offline', '--ignore-scripts', '--legacy-peer-deps'],
		cwd: folder,
		log: join(userFolder, 'install-package.log'),
	});
}
