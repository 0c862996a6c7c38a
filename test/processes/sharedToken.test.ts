import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startPbx, type Pbx } from '../pbx';

const PROCESSES = 3;
const EXECUTIONS = 10;
const ROUNDS = 8;

const folder = mkdtempSync(join(tmpdir(), 'threecx-processes-'));
const credentialFile = join(folder, 'credential.json');
let pbx: Pbx;
let workers: ChildProcess[] = [];

beforeAll(async () => {
	pbx = await startPbx();
	// Long enough for executions to overlap with renewals.
	pbx.addFault({ url: /xapi/, latencyMs: 5, times: Number.POSITIVE_INFINITY });
	const { baseUrl } = pbx;
	const hidden = { accessToken: '', tokenFingerprint: '' };
	writeFileSync(credentialFile, JSON.stringify({ baseUrl, clientId: 'n8n', apiKey: 'standin-api-key', ...hidden }));
	workers = Array.from({ length: PROCESSES }, (_item, index) =>
		fork(resolve(__dirname, 'worker.ts'), [credentialFile], {
			execArgv: ['--require', require.resolve('tsx/cjs')],
			env: { ...process.env, JEST_WORKER_ID: `process-${process.pid}-${index}` },
		}),
	);
	await Promise.all(workers.map(messageOf));
}, 60_000);

afterAll(async () => {
	for (const worker of workers) worker.kill();
	await pbx.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** The next message of a worker; a worker that ends instead is a mistake. */
async function messageOf(worker: ChildProcess): Promise<unknown> {
	const ended = once(worker, 'exit').then(([code]) => {
		throw new Error(`A worker ended with code ${String(code)}`);
	});
	const [message] = (await Promise.race([once(worker, 'message'), ended])) as [unknown];
	return message;
}

async function runAtOnce(worker: ChildProcess): Promise<number> {
	const answer = messageOf(worker);
	worker.send(EXECUTIONS);
	return (await answer) as number;
}

describe('processes that share a credential', () => {
	it('lose nothing when the token dies, round after round', async () => {
		const succeeded: number[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			pbx.killTokens();
			const counts = await Promise.all(workers.map(runAtOnce));
			succeeded.push(counts.reduce((sum, count) => sum + count, 0));
		}
		expect(succeeded).toEqual(Array.from({ length: ROUNDS }, () => PROCESSES * EXECUTIONS));
		// One token a round would be ideal; processes that renew at the same moment take one each.
		expect(pbx.tokensIssued).toBeLessThanOrEqual(ROUNDS * PROCESSES * 2);
		console.log(`${ROUNDS * PROCESSES * EXECUTIONS} executions took ${pbx.tokensIssued} tokens`);
	}, 120_000);
});
