/** Retakes the pictures of README.md and docs/, from a real n8n with the mock PBX: `docs/images/*.png`. */
import { resolve } from 'node:path';
import setUpEndToEnd from '../test/e2e/globalSetup';
import { readExample } from '../test/e2e/workflows';
import { createCredential, createWorkflow, NODE_ID, startSession, stopSession, type Session } from '../test/browser/session';
import { sampleLogos } from '../test/pbx/data/samples';

const FOLDER = resolve(__dirname, '../docs/images');

type Credential = Awaited<ReturnType<typeof createCredential>>;

/** The operations of users that a word finds. */
async function findOperation(session: Session, credential: Credential): Promise<void> {
	const parameters = { resource: 'user', operation: 'getAll' };
	const panel = await session.editor.openNode(await createWorkflow(session, credential, parameters), NODE_ID);
	await panel.search('operation', 'Greeting');
	await session.editor.look('operations', FOLDER);
}

async function deletePhoneLogo(session: Session, credential: Credential): Promise<void> {
	const { editor } = session;
	const parameters = { resource: 'phoneLogo', operation: 'delete' };
	const panel = await editor.openNode(await createWorkflow(session, credential, parameters), NODE_ID);
	const list = await panel.openList('filename');
	await list.pick("O'Brien & Sons (old-o'brien & sons.png)");
	await panel.execute();
	await panel.outputSays("true old-o'brien & sons.png");
	await editor.noticesGone();
	await editor.look('delete-phone-logo', FOLDER);
}

async function createUser(session: Session, credential: Credential): Promise<void> {
	const { editor } = session;
	const parameters = { resource: 'user', operation: 'create' };
	const panel = await editor.openNode(await createWorkflow(session, credential, parameters), NODE_ID);
	// The form opens with these fields.
	const fields = { Number: '105', FirstName: 'Grace', LastName: 'Hopper' };
	for (const [name, value] of Object.entries(fields)) await panel.fill(name, value);
	await panel.execute();
	await panel.outputSays('Hopper');
	await editor.noticesGone();
	await editor.look('create-user', FOLDER);
}

/** The canvas of an example after a run. */
async function runExample({ n8n, editor }: Session, credential: Credential, file: string, name: string): Promise<void> {
	const { id } = await n8n.api.createWorkflow(readExample(file, credential));
	await editor.openWorkflow(id);
	await editor.runWorkflow();
	await editor.noticesGone();
	await editor.zoomToFit();
	await editor.look(name, FOLDER);
}

async function main() {
	await setUpEndToEnd();
	// A machine need not have a font for Japanese.
	const logos = sampleLogos.filter(({ Filename }) => !Filename.includes('日本'));
	const session = await startSession({ logos }, { width: 1360, height: 800 });
	try {
		const credential = await createCredential(session);
		await findOperation(session, credential);
		await deletePhoneLogo(session, credential);
		await createUser(session, credential);
		await runExample(session, credential, 'weekly-branding-cleanup.json', 'weekly-cleanup');
		const report = await session.editor.openNodeOnCanvas('Preview Deletions');
		await report.viewOutput('Table');
		await session.editor.look('delete-unused', FOLDER);
		await runExample(session, credential, 'delete-phone-logo.json', 'example-workflow');
	} finally {
		await stopSession(session);
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
