import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IRun } from 'n8n-workflow';
import { sampleLogos, startPbx, type Pbx } from '../../pbx';
import type { Workflow } from '../n8n/api';
import { ensureN8n, wantedN8nVersion } from '../n8n/install';
import { modelCredential, startModel, type ScriptedModel } from './scriptedModel';
import { freePort } from '../n8n/ports';
import { filesHolding, tokensSeenBy } from '../n8n/secrets';
import { createUserFolder, type UserFolder } from '../n8n/user-folder';
import { addYesterday, outcomes, writesTo, type Output } from './exampleOutcomes';
import { changingJobs, readingJobs, recipesWorkflow } from './recipes';
import { exampleFiles, packedTarball, readExample } from '../workflows';

const CREDENTIAL = { id: 'threecxcredential', name: '3CX' };
const MODEL = { id: 'modelcredential', name: 'Model' };
const old = sampleLogos.map(({ Filename }) => Filename).filter((name) => name.startsWith('old-'));

// n8n's own commands crash in native code now and then (see user-folder.ts). What a first try says is shown.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

let port: number;
let pbx: Pbx;
let userFolder: UserFolder;
let files: string;
let model: ScriptedModel;
/** Every token that went to a PBX. */
const tokens = new Set<string>();

beforeAll(async () => {
	const n8n = await ensureN8n(wantedN8nVersion());
	// By UTC, what happened 24 hours ago was always yesterday.
	userFolder = await createUserFolder({ n8n, tarball: packedTarball(), env: { GENERIC_TIMEZONE: 'UTC' } });
	port = await freePort();
	files = await mkdtemp(join(tmpdir(), 'threecx-import-'));
	model = await startModel([
		{ tool: 'Get_Many_Users', arguments: {} },
		{ tool: 'Find_Where_User_Is_Used', arguments: { User: 'Ada Byron' } },
	]);
});

afterAll(async () => {
	await (userFolder as UserFolder | undefined)?.remove();
	await (model as ScriptedModel | undefined)?.stop();
	await rm(files, { recursive: true, force: true });
});

beforeEach(async () => {
	pbx = await startPbx({ etags: 'optional', port });
	model.requests.length = 0;
});

afterEach(async () => {
	for (const token of tokensSeenBy(pbx)) tokens.add(token);
	await pbx.stop();
});

async function importJson(kind: 'credentials' | 'workflow', content: unknown) {
	const file = join(files, `${kind}.json`);
	await writeFile(file, JSON.stringify(content));
	await userFolder.cli([`import:${kind}`, `--input=${file}`]);
}

/** Stores the credentials anew, so that no token is known yet. */
async function importCredentials() {
	const data = { baseUrl: `http://127.0.0.1:${port}`, clientId: 'n8n', apiKey: 'standin-api-key' };
	await importJson('credentials', [
		{ ...CREDENTIAL, type: 'threeCxApi', data },
		{ ...MODEL, ...modelCredential(model) },
	]);
}

const idOf = (file: string) => file.replace(/\W/g, '').slice(0, 16);

/** An example as `n8n import:workflow` takes it. */
const importable = (file: string) => ({ ...readExample(file, CREDENTIAL, MODEL), id: idOf(file), active: false });

/** Runs an imported workflow as `n8n execute` does. */
async function runById(id: string) {
	// The exit code of an execution that did not succeed is 1; what went wrong is in the printed run.
	const printed = await userFolder.cli(['execute', `--id=${id}`, '--rawOutput'], [0, 1]);
	const run = JSON.parse(printed.slice(printed.indexOf('\n{') + 1, printed.lastIndexOf('}') + 1)) as IRun;
	const output: Output = (node, index = 0) => run.data.resultData.runData[node]?.[0]?.data?.main?.[index] ?? [];
	return { run, output, printed };
}

const runImported = async (file: string) => await runById(idOf(file));

/** Imports an example, with changes a person would make first, and runs it. */
async function execute(file: string, change: (workflow: Workflow) => void = () => undefined) {
	const workflow = importable(file);
	change(workflow);
	await importJson('workflow', [workflow]);
	return await runImported(file);
}

// Each of n8n's commands takes seconds to start, so all examples are imported at once.
describe('every example in a real n8n', () => {
	beforeAll(async () => {
		await importCredentials();
		await importJson('workflow', exampleFiles.map(importable));
	});

	it.each(exampleFiles)('%s runs to its end', async (file) => {
		addYesterday(pbx);
		const { run, output } = await runImported(file);
		expect(run.data.resultData.error).toBeUndefined();
		outcomes[file]?.(output, pbx);
	});

	it('is checked for what it does under its own name', () => {
		expect(Object.keys(outcomes).filter((file) => !exampleFiles.includes(file))).toEqual([]);
	});
});

describe('every recipe in a real n8n', () => {
	it('changes what it should, and in a second run nothing', async () => {
		await importCredentials();
		await importJson('workflow', [recipesWorkflow('recipes000000000', CREDENTIAL)]);
		addYesterday(pbx);
		pbx.insert('DeviceInfos', { Id: 7, MAC: '001565AABBCC', Model: 'T46U', Vendor: 'Yealink', TemplateName: 'yealinkT4x.ph.xml', Assigned: false, AssignedUser: '' });
		const jobs = Object.keys(changingJobs);
		const changed = ({ output }: Awaited<ReturnType<typeof runById>>) => jobs.map((name) => [name, output(name)[0]?.json.changed]);

		const first = await runById('recipes000000000');
		expect(first.run.data.resultData.error).toBeUndefined();
		expect(changed(first)).toEqual(jobs.map((name) => [name, true]));
		expect(first.output('Export Calls')[0]?.json.rows).toBeGreaterThan(0);
		expect(first.output('Summarize Day')[0]?.json.missed).toBeGreaterThan(0);
		expect(first.output('Fetch Recordings').map(({ json }) => [json.transcriptState, json.audioError])).toEqual([['pending', null]]);
		expect(first.output('Check Health')[0]?.json.checked).toContain('Trunks');
		expect(first.output('Who Owns Number').map(({ json }) => [json.kind, json.name])).toContainEqual(['contact', 'Grace Hopper']);
		expect(writesTo(pbx).filter(({ url }) => url.includes('TranscribeRecordings'))).toHaveLength(1);

		pbx.requests.length = 0;
		const second = await runById('recipes000000000');
		expect(second.run.data.resultData.error).toBeUndefined();
		expect(changed(second)).toEqual(jobs.map((name) => [name, false]));
		for (const name of Object.keys(readingJobs)) expect([name, second.output(name).length]).toEqual([name, first.output(name).length]);
		expect(writesTo(pbx)).toEqual([]);
	});
});

describe('examples in a real n8n', () => {
	beforeEach(importCredentials);

	it('delete-phone-logo.json deletes every outdated logo and nothing else', async () => {
		const { output, printed } = await execute('delete-phone-logo.json');
		expect(output('Deleted').map(({ json }) => json.Filename).sort()).toEqual([...old].sort());
		expect(output('Not Deleted')).toEqual([]);
		const left = pbx.rows('PhoneLogos').map(({ Filename }) => Filename);
		expect(left).toHaveLength(sampleLogos.length - old.length);
		expect(left.filter((name) => old.includes(String(name)))).toEqual([]);
		expect(printed).not.toContain('standin-api-key');
		expect(printed).not.toContain('eyJ');
	});

	it('delete-phone-logo.json leads what it could not delete to the error output, paired', async () => {
		pbx.addFault({
			method: 'DELETE',
			run: () => {
				pbx.remove('PhoneLogos', 'old-2021.bmp');
			},
		});
		const { output } = await execute('delete-phone-logo.json');
		expect(output('Deleted')).toHaveLength(old.length - 1);
		const [failed, ...more] = output('Delete Phone Logo', 1);
		expect(more).toEqual([]);
		expect(failed?.json).toMatchObject({
			Filename: 'old-2021.bmp',
			error: 'The PBX has no phone logo "old-2021.bmp" (HTTP 404)',
		});
		const source = output('Get Outdated Logos').findIndex(({ json }) => json.Filename === 'old-2021.bmp');
		expect(failed?.pairedItem).toEqual({ item: source });
	});

	it("says what happened and what to do, with the PBX's own reason", async () => {
		const error = { message: '', details: [{ target: 'Filename', message: 'WARNINGS.XAPI.IN_USE' }] };
		const answer = { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
		pbx.addFault({ method: 'DELETE', url: /old-2021\.bmp'/, answer });
		const { output } = await execute('delete-phone-logo.json');
		expect(output('Not Deleted')[0]?.json).toMatchObject({
			error: 'The PBX rejected "Delete Phone Logo" as invalid (HTTP 400): Filename: in use (WARNINGS.XAPI.IN_USE)',
			message: expect.stringContaining('Check Filename') as string,
		});
	});

	it('says that the key is not accepted, after asking once', async () => {
		pbx.setClients([{ clientId: 'n8n', apiKey: 'another-key' }]);
		const { run } = await execute('delete-phone-logo.json');
		expect(run.data.resultData.error?.message).toBe(
			`The PBX at ${new URL(pbx.baseUrl).host} doesn't accept this Client ID with this API key`,
		);
		expect(run.data.resultData.error?.description).toContain('Compare both with Integrations > API');
		expect(pbx.requests).toHaveLength(1);
	});

	it("lends its token to n8n's HTTP Request node, for this PBX only", async () => {
		const other = await startPbx();
		const request = (name: string, url: string) => ({
			id: name,
			name,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			position: [400, 300] as [number, number],
			parameters: {
				url,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'threeCxApi',
				options: {},
			},
			credentials: { threeCxApi: CREDENTIAL },
			onError: 'continueRegularOutput',
		});
		const { output } = await execute('delete-phone-logo.json', (workflow) => {
			const start = workflow.nodes.find(({ name }) => name === 'Start')!;
			workflow.nodes = [
				start,
				request('Here', `${pbx.baseUrl}/xapi/v1/PhoneLogos?$top=1`),
				request('Elsewhere', `${other.baseUrl}/xapi/v1/PhoneLogos?$top=1`),
			];
			const to = (node: string) => ({ node, type: 'main', index: 0 });
			workflow.connections = { Start: { main: [[to('Here'), to('Elsewhere')]] } };
		});
		await other.stop();
		expect(output('Here')[0]?.json.value).toHaveLength(1);
		expect(JSON.stringify(output('Elsewhere'))).toContain("its token isn't sent to");
		expect(other.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
	});

	it('goes on with a new token where the stored one has ended between two executions', async () => {
		await execute('delete-phone-logo.json');
		pbx.killTokens();
		for (const logo of sampleLogos) if (old.includes(logo.Filename)) pbx.insert('PhoneLogos', { ...logo });
		const { output } = await execute('delete-phone-logo.json');
		expect(output('Deleted')).toHaveLength(old.length);
		expect(pbx.tokensIssued).toBe(2);
	});

	it('delete-logos-from-csv.json deletes the listed logos and names the one that was not there', async () => {
		const { output } = await execute('delete-logos-from-csv.json');
		expect(output('Deleted').map(({ json }) => json.Filename)).toEqual(['old-2019-christmas.png', 'old-50% off #1.png']);
		expect(output('Not Deleted').map(({ json }) => [json.Filename, json.Why, json.error])).toEqual([
			['brand-2023-desk.png', 'deleted long ago', 'The PBX has no phone logo "brand-2023-desk.png" (HTTP 404)'],
		]);
		expect(pbx.rows('PhoneLogos')).toHaveLength(sampleLogos.length - 2);
	});

	it('weekly-branding-cleanup.json reports what would go and deletes nothing as it comes', async () => {
		const { output } = await execute('weekly-branding-cleanup.json');
		const [report] = output('Report');
		for (const name of old) expect(report?.json.text).toContain(`wouldDelete: ${name}`);
		expect(report?.json.text).toContain('wouldDelete: brand-2024-desk.png');
		expect(report?.json.text).not.toContain('wouldDelete: brand-2026');
		expect(output('Delete Unused Logos')).toEqual([]);
		expect(pbx.rows('PhoneLogos')).toHaveLength(sampleLogos.length);
	});

	it('weekly-branding-cleanup.json deletes the unused logos once it is told to', async () => {
		const { output } = await execute('weekly-branding-cleanup.json', ({ nodes }) => {
			const settings = nodes.find(({ name }) => name === 'Settings')!.parameters;
			settings.jsonOutput = String(settings.jsonOutput).replace('"reallyDelete": false', '"reallyDelete": true');
		});
		const deleted = output('Delete Unused Logos').filter(({ json }) => json.outcome === 'deleted');
		expect(deleted.map(({ json }) => json.Filename).sort()).toEqual(
			[...old, 'brand-2024-desk.png', 'brand-2024-lobby.png'].sort(),
		);
		expect(pbx.rows('PhoneLogos').map(({ Filename }) => Filename).sort()).toEqual([
			'brand-2026-desk.png',
			'brand-2026-dect.png',
			'brand-2026-lobby.png',
		].sort());
	});

	it('ai-agent.json lets a model look up a user and where it is used', async () => {
		const { output } = await execute('ai-agent.json');
		const [{ tools = [] } = {}] = model.requests;
		expect(tools.map(({ function: { name, parameters } }) => [name, Object.keys(parameters.properties)])).toEqual(
			expect.arrayContaining([
				['Get_Many_Users', []],
				['Find_Where_User_Is_Used', ['User']],
			]),
		);
		expect(model.requests).toHaveLength(3);
		expect(model.requests[1]?.messages.at(-1)?.content).toContain('Ada Byron');
		expect(output('AI Agent')[0]?.json.output).toContain('The tool says: ');
		expect(output('AI Agent')[0]?.json.output).not.toMatch(/error/i);
		expect(writesTo(pbx)).toEqual([]);
	});

	it('cleanup-with-notification.json deletes with If Match and tells about the logo that changed', async () => {
		pbx.addFault({
			method: 'DELETE',
			run: () => {
				pbx.touch('PhoneLogos', 'brand-2024-lobby.png');
			},
		});
		const { output } = await execute('cleanup-with-notification.json');
		expect(output('Deleted').map(({ json }) => json.Filename)).toEqual(['brand-2024-desk.png']);
		const text = String(output('Message')[0]?.json.text);
		expect(text).toContain('brand-2024-lobby.png: The phone logo "brand-2024-lobby.png" has changed since');
		expect(text).toContain('If Match contains an outdated ETag');
	});
});

describe('what the executions leave behind', () => {
	it('is no key and no token, in stored executions, log or files', () => {
		expect(tokens.size).toBeGreaterThan(0);
		expect(filesHolding(userFolder.path, ['standin-api-key', ...tokens])).toEqual([]);
		// The search does find what executions leave behind.
		expect(filesHolding(userFolder.path, ['old-2021.bmp'])).toContainEqual(expect.stringContaining('database.sqlite'));
	});
});
