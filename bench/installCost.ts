/**
 * What it costs n8n that the 3CX node is installed: time to load it and heap it keeps, size of its description, time to
 * make a workflow of 1 and of 20 nodes, the first one after a start and later ones, and what n8n checks before each
 * execution of a workflow with 1, 20 and 200 of them; beside the node that
 * @devlikeapro/n8n-openapi-node makes of the same OpenAPI document (`--spec openapi.yaml`; without it that node is left
 * out), n8n's Slack and Notion nodes and n8n's five nodes with the largest descriptions. Every measurement is a fresh process with
 * n8n's own Node.js, n8n-core and n8n-workflow.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ensureN8n, wantedN8nVersion, type N8nInstallation } from '../test/e2e/n8n/install';
import { packTarball } from '../test/e2e/n8n/pack';
import { inKilobytes, report } from './bars';
import baseline from './baseline.json';
import { makeGeneratedNode } from './generatedNode';
import type { LoadCost, LoadOrder } from './processes/loadProcess';
import { ask, inTurns, median, ratio, readFlags, run } from './measure';

type Contestants = Record<string, LoadOrder>;

const OURS = '3CX';
const OTHERS = ['slack', 'notion'];
const LARGEST = 5;
const DESCRIPTION_GOAL_KB = 120;

const CHECKS = [
	['checksOf1Ms', '1 node'],
	['checksOf20Ms', '20 nodes'],
	['checksOf200Ms', '200 nodes'],
] as const;

/** Nodes set up for an everyday operation; the others as the editor adds them. */
const THREE_CX_PARAMETERS = {
	resource: 'phoneLogo',
	operation: 'delete',
	filename: { __rl: true, mode: 'name', value: '={{ $json.Filename }}' },
};
const SLACK_PARAMETERS = {
	select: 'channel',
	channelId: { __rl: true, mode: 'name', value: '#general' },
	text: '={{ $json.text }}',
};

/** Measures one node once. */
async function load(node: string, order: LoadOrder): Promise<LoadCost> {
	const child = spawn(node, ['--expose-gc', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', join(__dirname, 'processes/loadProcess.ts')], {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	return await ask<LoadCost>(child, order);
}

/** Our package as it is published, with n8n's modules around it as in a real installation. */
async function unpackOurs(folder: string, n8nModules: string): Promise<string> {
	execFileSync('tar', ['-xzf', await packTarball(), '-C', folder]);
	symlinkSync(n8nModules, join(folder, 'node_modules'), 'junction');
	return join(folder, 'package/dist/nodes/ThreeCx/ThreeCx.node.js');
}

/** Slack, Notion and the nodes of n8n with the largest descriptions, all versions together. */
function nodesOfN8n(n8nModules: string, script: string): Contestants {
	const folder = dirname(createRequire(script).resolve('n8n-nodes-base/package.json'));
	const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'dist', name), 'utf8'));
	const known = read('known/nodes.json') as Record<string, { className: string; sourcePath: string }>;
	const sizes = new Map<string, number>();
	for (const description of read('types/nodes.json') as { name: string }[]) {
		const { name } = description;
		sizes.set(name, (sizes.get(name) ?? 0) + JSON.stringify(description).length);
	}
	const largest = [...sizes.keys()].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)).slice(0, LARGEST);
	const orders: Contestants = {};
	for (const name of new Set([...OTHERS, ...largest])) {
		const found = known[name];
		if (!found) throw new Error(`n8n does not know its node ${name}`);
		orders[found.className] = {
			n8nModules,
			file: join(folder, found.sourcePath),
			className: found.className,
			parameters: name === 'slack' ? SLACK_PARAMETERS : {},
		};
	}
	return orders;
}

async function findContestants({ script }: N8nInstallation, folder: string, spec?: string): Promise<Contestants> {
	const n8nModules = resolve(dirname(script), '../..');
	const ours = { n8nModules, file: await unpackOurs(folder, n8nModules), className: 'ThreeCx', parameters: THREE_CX_PARAMETERS };
	const generated = spec === undefined ? undefined : await makeGeneratedNode(join(folder, 'generated'), spec);
	return {
		[OURS]: ours,
		...(generated === undefined ? {} : { Generated: { n8nModules, file: generated, className: 'Generated', parameters: {} } }),
		...nodesOfN8n(n8nModules, script),
	};
}

run(async () => {
	const { runs, spec } = readFlags();
	if (spec === undefined) console.log('The generated node is left out: name the OpenAPI document with --spec openapi.yaml');
	const folder = mkdtempSync(join(tmpdir(), 'threecx-install-cost-'));
	try {
		const n8n = await ensureN8n(wantedN8nVersion());
		const contestants = await findContestants(n8n, folder, spec);
		const orders = Object.entries(contestants);
		const samples = await inTurns(orders, runs, async ([, order]) => await load(n8n.node, order));
		const medianOf = (order: (typeof orders)[number] | undefined, field: keyof LoadCost) =>
			median((order ? samples.get(order) ?? [] : []).map((cost) => cost[field]));
		const times = (order: (typeof orders)[number], field: keyof LoadCost) => ratio(medianOf(order, field), medianOf(orders[0], field));
		const toOther = (name: string, field: keyof LoadCost) => {
			const other = orders.find(([className]) => className === name);
			return medianOf(orders[0], field) / medianOf(other, field);
		};
		report([
			{ name: 'Load time, to half of that of 2026-11', value: (2 * toOther('Slack', 'loadMs')) / baseline.loadTimeToSlack, goal: 1 },
			...CHECKS.flatMap(([field, count]) =>
				['Slack', 'Notion'].map((name) => ({ name: `Checks before execution, ${count}, to ${name}`, value: toOther(name, field), goal: 1 })),
			),
			{
				name: 'Description',
				value: inKilobytes(medianOf(orders[0], 'descriptionBytes')),
				goal: DESCRIPTION_GOAL_KB,
				unit: 'KB',
			},
		]);
		console.log(`\nCost in n8n ${n8n.version} as multiple of what the 3CX node costs (medians of ${runs} runs; more is dearer)`);
		console.table(
			Object.fromEntries(
				orders.map((order) => [
					order[0],
					{
						'load time': times(order, 'loadMs'),
						heap: times(order, 'heapBytes'),
						'description KB': inKilobytes(medianOf(order, 'descriptionBytes')),
						'first workflow of 20': times(order, 'firstOf20Ms'),
						'workflow of 1': times(order, 'workflowOf1Ms'),
						'workflow of 20': times(order, 'workflowOf20Ms'),
						...Object.fromEntries(CHECKS.map(([field, count]) => [`checks of ${count}`, times(order, field)])),
					},
				]),
			),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
