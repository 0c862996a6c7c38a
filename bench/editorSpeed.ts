/**
 * How quick the editor is with this node, side by side with n8n's own Notion, Slack and Google Sheets nodes and, where
 * `--spec` names 3CX's OpenAPI document, with a node generated from it: opening the panel, typing, choosing another resource, and the bytes that every
 * editor loads. In a real n8n and a headless Chromium; medians as multiples of Notion's.
 *
 * What choosing another resource is dearer by is the list of 132 resources, which n8n's dropdown renders anew. It took
 * x1.24 with all of them and x0.95 with eight; with all listed, but parameters for eight only, it was as dear as with all.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Editor } from '../test/browser/editor';
import { launchChromium } from '../test/browser/chromium';
import type { NodePanel } from '../test/browser/nodePanel';
import { ensureN8n, wantedN8nVersion } from '../test/e2e/n8n/install';
import { startN8n, type N8nInstance } from '../test/e2e/n8n/instance';
import { packTarball } from '../test/e2e/n8n/pack';
import { NODE_TYPE } from '../test/engine/workflows';
import { report } from './bars';
import { makeGeneratedNode } from './generatedNode';
import { inTurns, median, ratio, readFlags, run } from './measure';

/** A node to measure, and what is done with it. */
interface Contestant {
	name: string;
	type: string;
	typeVersion: number;
	/** A form with a record to pick, where the node has such, and a text to type into. */
	parameters: Record<string, unknown>;
	text: string;
	/** The label of the resource to change to. */
	resource: string;
}

const THREE_CX: Contestant = {
	name: 'This node',
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: { resource: 'phoneLogo', operation: 'delete', filename: { __rl: true, mode: 'name', value: '' } },
	text: 'ifMatch',
	resource: 'User (Extension)',
};

const NOTION: Contestant = {
	name: 'Notion',
	type: 'n8n-nodes-base.notion',
	typeVersion: 2.2,
	parameters: { resource: 'page', operation: 'create' },
	text: 'title',
	resource: 'Block',
};

const SLACK: Contestant = {
	name: 'Slack',
	type: 'n8n-nodes-base.slack',
	typeVersion: 2.3,
	parameters: { resource: 'channel', operation: 'create' },
	text: 'channelId',
	resource: 'Message',
};

const GOOGLE_SHEETS: Contestant = {
	name: 'Google Sheets',
	type: 'n8n-nodes-base.googleSheets',
	typeVersion: 4.7,
	parameters: { resource: 'spreadsheet', operation: 'create' },
	text: 'title',
	resource: 'Sheet Within Document',
};

/** Nodes of n8n that this one is to be no dearer than. */
const OTHERS = [NOTION, SLACK, GOOGLE_SHEETS];

const GENERATED: Contestant = {
	name: 'Generated',
	type: 'CUSTOM.generated',
	typeVersion: 1,
	parameters: { resource: 'Phone Logos', operation: 'Delete Phone Logo' },
	text: 'Filename',
	resource: 'Users',
};

/** The middle of fewer runs differs from one time to the next. */
const FEWEST_RUNS = 9;

/** Milliseconds. */
interface Times {
	openPanel: number;
	keystroke: number;
	resourceSwitch: number;
}

const TITLES: Readonly<Record<keyof Times, string>> = {
	openPanel: 'Open the panel',
	keystroke: 'Keystroke',
	resourceSwitch: 'Change the resource',
};

/** A workflow with the one node; resolves with its ID. */
async function storeWorkflow({ api }: N8nInstance, { name, type, typeVersion, parameters }: Contestant): Promise<string> {
	const { id } = await api.createWorkflow({
		name: `Speed of ${name}`,
		nodes: [{ id: 'node', name, type, typeVersion, position: [0, 0], parameters }],
		connections: {},
	});
	return id;
}

/** A freshly loaded canvas with a workflow of its own, because n8n saves what is changed. */
async function openCanvas(editor: Editor, n8n: N8nInstance, contestant: Contestant): Promise<void> {
	await editor.openWorkflow(await storeWorkflow(n8n, contestant));
	await editor.settled();
	await editor.collectGarbage();
}

/** Everything once. */
async function measure(editor: Editor, n8n: N8nInstance, contestant: Contestant): Promise<Times> {
	await openCanvas(editor, n8n, contestant);
	const started = performance.now();
	const panel = await editor.openNodeOnCanvas(contestant.name);
	await panel.input(contestant.text).waitFor();
	const openPanel = performance.now() - started;
	await editor.settled();
	const keystroke = await measureKeystroke(editor, panel, contestant.text);

	// Anew, because what was typed makes n8n compare and save the workflow.
	await openCanvas(editor, n8n, contestant);
	const resourceSwitch = await measureSwitch(editor, await editor.openNodeOnCanvas(contestant.name), contestant.resource);
	return { openPanel, keystroke, resourceSwitch };
}

/** How long the tab is busy with a keystroke, with all that n8n does after it. */
async function measureKeystroke(editor: Editor, panel: NodePanel, text: string): Promise<number> {
	const busy: number[] = [];
	await panel.input(text).focus();
	for (const letter of 'old-2021.bmp') {
		const before = await editor.busyMs();
		await editor.page.keyboard.press(letter);
		await editor.page.waitForTimeout(300);
		busy.push((await editor.busyMs()) - before);
	}
	return median(busy);
}

/** How long the tab is busy with a click on another resource; finding it in the list by typing is no part of it. */
async function measureSwitch(editor: Editor, panel: NodePanel, resource: string): Promise<number> {
	await editor.settled();
	const offer = await panel.offer('resource', resource);
	await editor.settled();
	await editor.collectGarbage();
	const before = await editor.busyMs();
	await offer.click();
	await editor.settled();
	return (await editor.busyMs()) - before;
}

/** The bytes that every editor loads for all versions of a node, without the variants for agents, which not all have. */
async function readBytes({ api }: N8nInstance, contestants: Contestant[]): Promise<Map<Contestant, number>> {
	const types = await api.get<{ name: string }[]>('/types/nodes.json');
	return new Map(
		contestants.map((contestant) => {
			const versions = types.filter(({ name }) => name === contestant.type);
			return [contestant, versions.reduce((bytes, type) => bytes + Buffer.byteLength(JSON.stringify(type)), 0)];
		}),
	);
}

run(async () => {
	const { quick, spec, runs: wantedRuns } = readFlags();
	const runs = quick ? wantedRuns : Math.max(wantedRuns, FEWEST_RUNS);
	if (spec === undefined) console.log('Without --spec <openapi.yaml> there is no generated node to compare with.');
	const version = wantedN8nVersion();
	await ensureN8n(version);
	const folder = mkdtempSync(join(tmpdir(), 'threecx-editor-speed-'));
	if (spec !== undefined) await makeGeneratedNode(folder, spec);
	const contestants = [...OTHERS, THREE_CX, ...(spec === undefined ? [] : [GENERATED])];
	const env = { N8N_CUSTOM_EXTENSIONS: folder };
	const n8n = await startN8n({ version, tarball: await packTarball(), env });
	const browser = await launchChromium();
	try {
		const editor = await Editor.open(browser, n8n);
		// Once unmeasured: everything is in the caches then.
		for (const contestant of contestants) await measure(editor, n8n, contestant);
		const samples = await inTurns(contestants, runs, async (contestant) => await measure(editor, n8n, contestant));
		const bytes = await readBytes(n8n, contestants);
		const medianOf = (contestant: Contestant, field: keyof Times) =>
			median((samples.get(contestant) ?? []).map((times) => times[field]));
		report(
			OTHERS.flatMap((other) =>
				(['openPanel', 'keystroke', 'resourceSwitch'] as const).map((field) => ({
					name: `${TITLES[field]}, to ${other.name}`,
					value: medianOf(THREE_CX, field) / medianOf(other, field),
					goal: 1,
				})),
			),
		);
		console.log(`n8n ${version}: medians of ${runs} runs, as multiples of Notion's`);
		console.table(
			Object.fromEntries(
				contestants.map((contestant) => [
					contestant.name,
					{
						'open the panel': ratio(medianOf(contestant, 'openPanel'), medianOf(NOTION, 'openPanel')),
						keystroke: ratio(medianOf(contestant, 'keystroke'), medianOf(NOTION, 'keystroke')),
						'change the resource': ratio(medianOf(contestant, 'resourceSwitch'), medianOf(NOTION, 'resourceSwitch')),
						bytes: ratio(bytes.get(contestant) ?? Number.NaN, bytes.get(NOTION) ?? Number.NaN),
					},
				]),
			),
		);
	} finally {
		await browser.close();
		await n8n.stop();
		rmSync(folder, { recursive: true });
	}
});
