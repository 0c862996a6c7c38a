/**
 * Retakes the pictures of README.md and docs/, from a real n8n with the mock PBX: `docs/images/*.png`. The words in them
 * are kept beside them, so that a test can tell when a picture shows what the build no longer does.
 */
import { writeFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import setUpEndToEnd from '../test/e2e/globalSetup';
import { readExample } from '../test/e2e/workflows';
import type { NodePanel } from '../test/browser/markup/nodePanel';
import { builtDescriptions } from '../test/engine/builtPackage';
import { createCredential, createWorkflow, NODE_ID, startSession, stopSession, type Session } from '../test/browser/session';
import { PICTURES, WORDS_FILE, wordsOf, type Picture, type PicturedForm } from '../test/package/pictures';
import { sampleLogos } from '../test/pbx/data/samples';

type Credential = Awaited<ReturnType<typeof createCredential>>;

/** Takes pictures in one session and keeps what can be read in them. */
class Photographer {
	private readonly pictures: Record<string, Picture> = {};

	constructor(
		readonly session: Session,
		readonly credential: Credential,
		private readonly built: ReadonlySet<string>,
	) {}

	async take(name: string, form?: PicturedForm): Promise<void> {
		const { editor } = this.session;
		await editor.noticesGone();
		const words = (await editor.words(form ? 'form' : 'page')).filter((word) => this.built.has(word)).sort();
		await editor.look(name, PICTURES);
		this.pictures[name] = { ...(form ? { form } : {}), words };
	}

	/** The panel of the 3CX node with these parameters. */
	async open(parameters: INodeParameters): Promise<NodePanel> {
		return await this.session.editor.openNode(await createWorkflow(this.session, this.credential, parameters), NODE_ID);
	}

	/** The canvas of an example. */
	async openExample(file: string): Promise<void> {
		const { id } = await this.session.n8n.api.createWorkflow(readExample(file, this.credential));
		await this.session.editor.openWorkflow(id);
	}

	save(): void {
		writeFileSync(WORDS_FILE, `${JSON.stringify(this.pictures, undefined, '\t')}\n`);
	}
}

/** The operations of users that a word finds. */
async function findOperation(photographer: Photographer): Promise<void> {
	const parameters = { resource: 'user', operation: 'getAll' };
	const panel = await photographer.open(parameters);
	await panel.search('operation', 'Greeting');
	await photographer.take('operations');
}

async function deletePhoneLogo(photographer: Photographer): Promise<void> {
	const parameters = { resource: 'phoneLogo', operation: 'delete' };
	const panel = await photographer.open(parameters);
	const list = await panel.openList('filename');
	await list.pick("O'Brien & Sons (old-o'brien & sons.png)");
	await panel.execute();
	await panel.outputSays("true old-o'brien & sons.png");
	await photographer.take('delete-phone-logo', { node: 'threeCx', parameters });
}

async function createUser(photographer: Photographer): Promise<void> {
	const parameters = { resource: 'user', operation: 'create' };
	const panel = await photographer.open(parameters);
	// The form opens with these fields.
	const fields = { Number: '105', FirstName: 'Grace', LastName: 'Hopper' };
	for (const [name, value] of Object.entries(fields)) await panel.fill(name, value);
	await panel.execute();
	await panel.outputSays('Hopper');
	await photographer.take('create-user', { node: 'threeCx', parameters });
}

/** The form of a job, filled in and run. */
async function runJob(photographer: Photographer, name: string, says: string, parameters: INodeParameters): Promise<void> {
	const panel = await photographer.open(parameters);
	await panel.execute();
	await panel.outputSays(says);
	await photographer.take(name, { node: 'threeCx', parameters });
}

async function runJobs(photographer: Photographer): Promise<void> {
	await runJob(photographer, 'add-queue-agents', 'changed', {
		resource: 'queue',
		operation: 'addAgents',
		queue: { __rl: true, mode: 'name', value: '800' },
		people: '100, 101',
	});
	await runJob(photographer, 'onboard-user', 'steps', {
		resource: 'user',
		operation: 'onboard',
		firstName: 'Linus',
		lastName: 'Pauling',
		email: 'linus@example.com',
		department: { __rl: true, mode: 'name', value: 'Sales' },
		queues: '800',
	});
	await runJob(photographer, 'check-health', 'problems', { resource: 'systemStatus', operation: 'checkHealth' });
}

/** The form of one of our triggers, in the example that starts with it. */
async function openTrigger(photographer: Photographer, name: string, file: string, node: string, form: PicturedForm): Promise<void> {
	await photographer.openExample(file);
	await photographer.session.editor.openNodeOnCanvas(node);
	await photographer.take(name, form);
}

/** The canvas of an example after a run. */
async function runExample(photographer: Photographer, name: string, file: string): Promise<void> {
	const { editor } = photographer.session;
	await photographer.openExample(file);
	await editor.runWorkflow();
	await editor.noticesGone();
	await editor.zoomToFit();
	// The button to run it lies over what is lowest.
	await editor.zoomOut();
	await photographer.take(name);
}

async function takeAll(photographer: Photographer): Promise<void> {
	await findOperation(photographer);
	await deletePhoneLogo(photographer);
	await createUser(photographer);
	await runJobs(photographer);
	await openTrigger(photographer, 'trigger', 'missed-calls-to-chat.json', 'Missed Call', {
		node: 'threeCxTrigger',
		parameters: { event: 'missedCall' },
	});
	await openTrigger(photographer, 'call-trigger', 'screen-pop-for-incoming-calls.json', 'Call Rings', {
		node: 'threeCxCallTrigger',
		parameters: {},
	});
	await runExample(photographer, 'weekly-cleanup', 'weekly-branding-cleanup.json');
	const report = await photographer.session.editor.openNodeOnCanvas('Preview Deletions');
	await report.viewOutput('Table');
	await photographer.take('delete-unused');
	await runExample(photographer, 'example-workflow', 'delete-phone-logo.json');
}

async function main() {
	await setUpEndToEnd();
	// A machine need not have a font for Japanese.
	const logos = sampleLogos.filter(({ Filename }) => !Filename.includes('日本'));
	const session = await startSession({ logos }, { width: 1360, height: 800 });
	try {
		const photographer = new Photographer(session, await createCredential(session), wordsOf(await builtDescriptions()));
		await takeAll(photographer);
		photographer.save();
	} finally {
		await stopSession(session);
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
