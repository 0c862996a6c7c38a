/** One of several processes that run the 3CX node with the same credential, as n8n's workers do. Run by tsx. */
// The extension keeps tsx from taking ThreeCx.node for a native module.
import { ThreeCx } from '../../nodes/ThreeCx/ThreeCx.node.js';
import { ThreeCxApi } from '../../credentials/ThreeCxApi.credentials.js';
import { createEngine, jsonOf } from '../engine';
import { NODE_TYPE, workflowAround } from '../engine/workflows';
import type { Round, RoundReport, WorkerTask } from './messages';
import { shareCredential, storedLate } from './sharedCredential';

const { credentialFile, credential } = JSON.parse(process.argv[2] ?? '') as WorkerTask;
const engine = createEngine({ [NODE_TYPE]: new ThreeCx() }, [storedLate(new ThreeCxApi())]);
shareCredential(engine.credentials, credentialFile);

async function deleteLogo(filename: string): Promise<string> {
	const parameters = {
		resource: 'phoneLogo',
		operation: 'delete',
		filename: { __rl: true, mode: 'name', value: filename },
	};
	const run = await engine.run(workflowAround({ parameters, credential }));
	if (run.data.resultData.error) throw run.data.resultData.error;
	return String(jsonOf(run, '3CX')[0]?.Filename);
}

async function runRound(filenames: Round): Promise<RoundReport> {
	const outcomes = await Promise.allSettled(filenames.map(deleteLogo));
	return {
		deleted: outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value),
		errors: outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => String(reason)),
	};
}

process.on('message', (filenames: Round) => {
	void runRound(filenames).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
