/**
 * The main job, from start to end: the built package, loaded as n8n loads it, runs examples/delete-phone-logo.json in
 * n8n's engine against the mock PBX. Two logos change hands while the workflow runs, to show what is reported then.
 */
import { jsonOf, type WorkflowJson } from '../test/engine';
import { createEngineFromPackage } from '../test/engine/builtPackage';
import { NODE_TYPE } from '../test/engine/workflows';
import type { IDataObject } from 'n8n-workflow';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { faults, startPbx, type Pbx } from '../test/pbx';

const root = resolve(__dirname, '..');
const CLIENT = { clientId: 'n8n', apiKey: 'standin-api-key' };

/** What other people and bad luck do to the PBX while the workflow runs. */
function disturb(pbx: Pbx): string[] {
	pbx.addFault({ method: 'GET', url: /PhoneLogos/, killToken: true });
	pbx.addFault({
		method: 'DELETE',
		run: () => {
			pbx.remove('PhoneLogos', 'old-2019-christmas.png');
			pbx.touch('PhoneLogos', 'old-2021.bmp');
		},
	});
	pbx.addFault({ ...faults.emptyServerError(), method: 'DELETE', url: /old-a%2Bb/ });
	return [
		'the access token ends early',
		'somebody deletes "old-2019-christmas.png" before the workflow gets to it',
		'somebody changes "old-2021.bmp" after the workflow read its ETag',
		'the PBX breaks off the delete of "old-a+b=c?.png"',
	];
}

function printTable(title: string, rows: IDataObject[]) {
	console.log(`\n${title}`);
	console.table(rows);
}

async function main() {
	const pbx = await startPbx({ etags: 'optional', clients: [CLIENT] });
	try {
		const engine = await createEngineFromPackage();
		const credential = engine.credentials.add({
			...CLIENT,
			baseUrl: pbx.baseUrl,
			allowUnauthorizedCerts: false,
		});
		const file = resolve(root, 'examples/delete-phone-logo.json');
		const workflow = JSON.parse(await readFile(file, 'utf8')) as WorkflowJson;
		for (const node of workflow.nodes) {
			if (node.type === NODE_TYPE) node.credentials = { threeCxApi: credential };
		}

		console.log(`Mock PBX at ${pbx.baseUrl} with ${pbx.rows('PhoneLogos').length} phone logos.`);
		console.log(`Running "${workflow.name}" (examples/delete-phone-logo.json) in n8n's engine. Meanwhile:`);
		for (const event of disturb(pbx)) console.log(`  - ${event}`);

		const run = await engine.run(workflow);
		if (run.data.resultData.error) throw run.data.resultData.error;

		const deleted = jsonOf(run, 'Delete Phone Logo', 0);
		const notDeleted = jsonOf(run, 'Delete Phone Logo', 1);
		printTable(
			`Deleted (${deleted.length})`,
			deleted.map(({ Filename, deleted: done }) => ({ Filename, deleted: done })),
		);
		console.log(`\nNot deleted (${notDeleted.length})`);
		for (const { Filename, error, message } of notDeleted as Record<string, string>[]) {
			console.log(`  ${Filename}\n    what happened: ${error}`);
			console.log(`    what to do:    ${message?.slice(`${error}. `.length)}`);
		}
		printTable(
			`Left on the PBX (${pbx.rows('PhoneLogos').length})`,
			pbx.rows('PhoneLogos').map(({ Filename, DisplayName }) => ({ Filename, DisplayName }) as IDataObject),
		);
		console.log(`\nRequests: ${pbx.requests.length}, tokens issued: ${pbx.tokensIssued}.`);
		console.log('Next: "npm run editor" opens the same in a real n8n.');
	} finally {
		await pbx.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
