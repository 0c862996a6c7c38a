/**
 * A real n8n to look at and click through: the package installed from its tarball, the mock PBX, a credential that
 * connects the two, and the examples imported. Ctrl-C ends everything.
 */
import { once } from 'node:events';
import { wantedN8nVersion } from '../test/e2e/n8n/install';
import { startN8n } from '../test/e2e/n8n/instance';
import { packTarball } from '../test/e2e/n8n/pack';
import { freePort } from '../test/e2e/n8n/ports';
import { exampleFiles, readExample } from '../test/e2e/workflows';
import { startPbx } from '../test/pbx';

const CLIENT = { clientId: 'n8n', apiKey: 'standin-api-key' };

async function main() {
	const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
	const tarball = await packTarball();
	const pbx = await startPbx({ port: await freePort(5001), etags: 'optional', clients: [CLIENT] });
	try {
		const version = wantedN8nVersion();
		console.log(`Starting n8n ${version} …`);
		const n8n = await startN8n({ version, tarball, port: 5678 });
		try {
			const { id, name } = await n8n.api.createCredential({
				name: '3CX (mock PBX)',
				type: 'threeCxApi',
				data: { ...CLIENT, baseUrl: pbx.baseUrl, allowUnauthorizedCerts: false },
			});
			for (const file of exampleFiles) await n8n.api.createWorkflow(readExample(file, { id, name }));
			console.log(
				[
					'',
					`n8n            ${n8n.url}`,
					`  Email        ${n8n.email}`,
					`  Password     ${n8n.password}`,
					`Mock PBX   ${pbx.baseUrl}`,
					`  Client ID    ${CLIENT.clientId}`,
					`  API key      ${CLIENT.apiKey}`,
					`Workflows      ${exampleFiles.join(', ')}`,
					'',
					'Ctrl-C ends everything.',
				].join('\n'),
			);
			await interrupted;
			console.log('\nStopping …');
		} finally {
			await n8n.stop();
		}
	} finally {
		await pbx.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
