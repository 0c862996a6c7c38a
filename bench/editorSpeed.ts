/**
 * How quick the editor is with this node, side by side with n8n's own Notion, Slack and Google Sheets nodes and, where
 * `--spec` names 3CX's OpenAPI document, with a node generated from it: opening the panel, typing, choosing another resource, and the bytes that every
 * editor loads. In a real n8n and a headless Chromium; medians as multiples of Notion's.
 *
 * `--profile` measures nothing, but shows whom the tab is busy for, beside a node with as little as there can be.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { Editor } from '../test/browser/markup/editor';
import { launchChromium } from '../test/browser/chromium';
import type { NodePanel } from '../test/browser/markup/nodePanel';
import { ensureN8n, wantedN8nVersion } from '../test/e2e/n8n/install';
import { startN8n, type N8nInstance } from '../test/e2e/n8n/instance';
import { packTarball } from '../test/e2e/n8n/pack';
import { report } from './bars';
import { BARE, GENERATED, makeBareNode, NOTION, OTHERS, THREE_CX, type Contestant } from './editor/contestants';
import { LINES, TabProfiler, type Shares } from './editor/profile';
import { makeGeneratedNode } from './generatedNode';
import { inTurns, median, ratio, readFlags, run } from './measure';

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

/** Does what is measured, and nothing else. */
type Around = <Result>(field: keyof Times, work: () => Promise<Result>) => Promise<Result>;

const LETTERS = 'logo-2021';

/** Resolves when the tab does next to nothing, at most three seconds later: what came before is not measured with what comes next. */
async function calm(editor: Editor): Promise<void> {
	let before = await editor.busyMs();
	for (let look = 0; look < 12; look++) {
		await editor.page.waitForTimeout(250);
		const now = await editor.busyMs();
		if (now - before < 15) return;
		before = now;
	}
}

/** Everything once. */
async function measure(editor: Editor, n8n: N8nInstance, contestant: Contestant, around: Around = async (_field, work) => await work()): Promise<Times> {
	await openCanvas(editor, n8n, contestant);
	const { panel, openPanel } = await around('openPanel', async () => await measureOpening(editor, contestant));
	await panel.input(contestant.text).focus();
	await calm(editor);
	const keystroke = await around('keystroke', async () => await measureKeystroke(editor));

	// Anew, because what was typed makes n8n compare and save the workflow.
	await openCanvas(editor, n8n, contestant);
	const offer = await findOffer(editor, await editor.openNodeOnCanvas(contestant.name), contestant.resource);
	const resourceSwitch = await around('resourceSwitch', async () => {
		const before = await editor.busyMs();
		await offer.click();
		await editor.settled();
		return (await editor.busyMs()) - before;
	});
	return { openPanel, keystroke, resourceSwitch };
}

/** Runs in the tab: milliseconds from a double click to the frame that has an input. Playwright looks too seldom. */
const untilShown = (name: string) => `new Promise((resolve) => {
	let clicked;
	addEventListener('dblclick', ({ timeStamp }) => (clicked = timeStamp), { capture: true, once: true });
	const look = () => {
		const input = document.querySelector('[data-test-id="parameter-input-${name}"] :is(input, textarea)');
		if (clicked !== undefined && input?.offsetParent) resolve(performance.now() - clicked);
		else requestAnimationFrame(look);
	};
	look();
})`;

async function measureOpening(editor: Editor, { name, text }: Contestant): Promise<{ panel: NodePanel; openPanel: number }> {
	const shown = editor.page.evaluate<number>(untilShown(text));
	const panel = await editor.openNodeOnCanvas(name);
	return { panel, openPanel: await shown };
}

/** How long the tab is busy with a keystroke, with all that n8n does after it. */
async function measureKeystroke(editor: Editor): Promise<number> {
	const busy: number[] = [];
	for (const letter of LETTERS) {
		const before = await editor.busyMs();
		await editor.page.keyboard.press(letter);
		await editor.page.waitForTimeout(300);
		busy.push((await editor.busyMs()) - before);
	}
	return median(busy);
}

/** The offer to click: finding it in the list by typing is no part of choosing it. */
async function findOffer(editor: Editor, panel: NodePanel, resource: string): Promise<Locator> {
	await calm(editor);
	const offer = await panel.offer('resource', resource);
	await calm(editor);
	await editor.collectGarbage();
	return offer;
}

/** Prints, for each thing that is measured, milliseconds by owner and contestant; medians of the runs. */
async function printProfiles(editor: Editor, n8n: N8nInstance, contestants: readonly Contestant[], runs: number): Promise<void> {
	const profiler = await TabProfiler.attach(editor.page);
	const samples = await inTurns(contestants, runs, async (contestant) => {
		const shares = new Map<keyof Times, Shares>();
		await measure(editor, n8n, contestant, async (field, work) => {
			const profiled = await profiler.during(work);
			shares.set(field, profiled.shares);
			return profiled.result;
		});
		return shares;
	});
	for (const [field, title] of Object.entries(TITLES) as [keyof Times, string][]) {
		const share = (contestant: Contestant, line: string) => {
			const values = (samples.get(contestant) ?? []).map((sample) => sample.get(field)?.[line] ?? 0);
			return Math.round((10 * median(values)) / (field === 'keystroke' ? LETTERS.length : 1)) / 10;
		};
		console.log(`${title}: milliseconds that the tab is busy for whom, while it is profiled (medians of ${runs} runs)`);
		console.table(Object.fromEntries(LINES.map((line) => [line, Object.fromEntries(contestants.map((one) => [one.name, share(one, line)]))])));
	}
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
	const { quick, spec, profile, runs: wantedRuns } = readFlags();
	const runs = quick ? wantedRuns : Math.max(wantedRuns, FEWEST_RUNS);
	if (spec === undefined) console.log('Without --spec <openapi.yaml> there is no generated node to compare with.');
	const version = wantedN8nVersion();
	await ensureN8n(version);
	const folder = mkdtempSync(join(tmpdir(), 'threecx-editor-speed-'));
	if (spec !== undefined) await makeGeneratedNode(folder, spec);
	if (profile) makeBareNode(folder);
	const contestants = [...OTHERS, THREE_CX, ...(profile ? [BARE] : []), ...(spec === undefined ? [] : [GENERATED])];
	const env = { N8N_CUSTOM_EXTENSIONS: folder };
	const n8n = await startN8n({ version, tarball: await packTarball(), env });
	const browser = await launchChromium();
	try {
		const editor = await Editor.open(browser, n8n);
		// Once unmeasured: everything is in the caches then.
		for (const contestant of contestants) await measure(editor, n8n, contestant);
		if (profile) {
			await printProfiles(editor, n8n, contestants, runs);
			return;
		}
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
