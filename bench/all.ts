/** Runs the measurements that compare the 3CX node with others, one after another, with the same flags. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readFlags, run } from './measure';

const SCRIPTS = ['packageSize.ts', 'installCost.ts', 'throughput.ts'];

run(async () => {
	// Wrong flags are refused before anything is measured.
	readFlags();
	for (const script of SCRIPTS) {
		const [code] = (await once(fork(join(__dirname, script), process.argv.slice(2)), 'exit')) as [number | null];
		if (code !== 0) throw new Error(`${script} ended with exit code ${code}`);
	}
});
