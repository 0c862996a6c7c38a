import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

export interface GuardedCommand {
	/** Without a command the guard only removes the folders when it is stopped. */
	command?: string;
	args?: string[];
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** File that receives stdout and stderr; a file, because n8n exits before a pipe is drained. */
	output?: string;
	/** Folders to remove when the process is stopped or this process ends. */
	remove?: string[];
}

export interface GuardedProcess {
	/** Resolves with the exit code when the command and all its children are gone. */
	readonly ended: Promise<number>;
	/** Ends the whole process tree, removes the folders, resolves when that is done. */
	stop(): Promise<void>;
	/** Ends the whole process tree at once, as `kill -9` and a power cut do; the folders stay. */
	kill(): Promise<void>;
}

/** Starts a command that cannot outlive this process (see guard.js). */
export function startGuarded(options: GuardedCommand): GuardedProcess {
	const guard = spawnGuard(options);
	const ended = new Promise<number>((resolve, reject) => {
		guard.once('error', reject);
		guard.once('exit', (code) => resolve(code ?? 1));
	});
	// The pipe breaks when the guard ends first; its exit code tells the rest.
	guard.stdin.on('error', () => undefined);
	return {
		ended,
		async stop() {
			guard.stdin.end();
			await ended;
		},
		async kill() {
			guard.stdin.write('kill');
			await ended;
		},
	};
}

function spawnGuard({ env, ...task }: GuardedCommand) {
	return spawn(process.execPath, [join(__dirname, 'guard.js'), JSON.stringify(task)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		env: env ?? process.env,
		// Out of reach of the terminal's Ctrl-C: the guard must live to clean up after us.
		detached: true,
		windowsHide: true,
	});
}

/** Removes a folder when this process ends, however it ends; does not keep the process alive. */
export function removeAtEnd(folder: string): void {
	const guard = spawnGuard({ remove: [folder] });
	guard.unref();
	if (guard.stdin instanceof Socket) guard.stdin.unref();
}

/** The last lines of a log file, for error messages. */
export function lastLines(file: string, count = 20): string {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
