import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FOLDER_VARIABLE } from '../engine/folder';
import type { Round, RoundReport, WorkerTask } from './messages';

/** A process that stays alive from round to round, with what n8n and the node remember in memory. */
export interface Worker {
	/** Rejects when the process ends before it has reported. */
	run: (round: Round) => Promise<RoundReport>;
	/** Resolves when the process is gone. */
	stop: () => Promise<void>;
}

/** The next message of a process; rejects with what it printed when it ends instead. */
async function messageFrom(child: ChildProcess, printed: () => string): Promise<unknown> {
	const listening = new AbortController();
	const { signal } = listening;
	try {
		return await Promise.race([
			once(child, 'message', { signal }).then(([message]: unknown[]) => message),
			once(child, 'exit', { signal }).then(([code]: unknown[]) => {
				throw new Error(`A worker ended with exit code ${String(code)}:\n${printed()}`);
			}),
		]);
	} finally {
		listening.abort();
	}
}

/**
 * Starts a worker and resolves once it is ready. It ends by itself when this process ends.
 *
 * @param folder a folder of its own for n8n's settings.
 */
export async function startWorker(task: WorkerTask, folder: string): Promise<Worker> {
	const child = fork(join(__dirname, 'worker.ts'), [JSON.stringify(task)], {
		execArgv: ['--require', require.resolve('tsx/cjs')],
		env: { ...process.env, [FOLDER_VARIABLE]: folder },
		silent: true,
	});
	let printed = '';
	child.stdout?.on('data', (chunk) => (printed += String(chunk)));
	child.stderr?.on('data', (chunk) => (printed += String(chunk)));
	await messageFrom(child, () => printed);
	return {
		async run(round) {
			child.send(round);
			return (await messageFrom(child, () => printed)) as RoundReport;
		},
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			child.disconnect();
			await once(child, 'exit');
		},
	};
}
