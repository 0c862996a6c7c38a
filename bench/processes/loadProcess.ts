/**
 * What one node costs n8n, measured in a process of its own that has loaded n8n-core, as n8n has. Started with the Node.js
 * that n8n needs, which runs TypeScript as it is, so that no compiler takes part in what is measured.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Which node to load, and into which n8n. */
export interface LoadOrder {
	/** The folder `node_modules` of an installed n8n. */
	n8nModules: string;
	/** The compiled node. */
	file: string;
	className: string;
	/** As a workflow holds them. */
	parameters: object;
}

/** What it took. */
export interface LoadCost {
	/** CPU time of reading the code and building the description of all versions. */
	loadMs: number;
	heapBytes: number;
	/** JSON of the description that the editor gets, all versions together. */
	descriptionBytes: number;
	/** The first workflow of 20 after a start of n8n, whose code is not compiled yet. */
	firstOf20Ms: number;
	workflowOf1Ms: number;
	workflowOf20Ms: number;
	/** CPU time of what n8n checks before each execution of a workflow with 1, 20 and 200 of the node. */
	checksOf1Ms: number;
	checksOf20Ms: number;
	checksOf200Ms: number;
}

interface Description {
	name: string;
	version: number | number[];
	defaultVersion?: number;
	properties: object[];
}

interface Described {
	description: Description;
}

interface WorkflowNode {
	parameters: object;
}

/** What is used of n8n-workflow. */
interface WorkflowPackage {
	Workflow: new (workflow: object) => object;
	NodeHelpers: {
		getNodeParameters: (
			properties: object[],
			parameters: object,
			returnDefaults: boolean,
			returnNoneDisplayed: boolean,
			node: WorkflowNode,
			description: Description,
		) => object | null;
		getNodeParametersIssues: (properties: object[], node: WorkflowNode, description: Description) => object | null;
	};
}

type NodeClass = new () => Described & { nodeVersions?: Record<string, Described>; currentVersion?: number };

const REPETITIONS = 101;
/** How many nodes are checked for each number of nodes in a workflow. */
const CHECKS = 1_001;
/** Until then Node.js has compiled what takes part, as in an n8n that runs for a while: some settle only after 50 workflows. */
const WARM_UP_MS = 1_500;

function heap(): number {
	global.gc?.();
	return process.memoryUsage().heapUsed;
}

function middle(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** What work comes to, and its CPU time in milliseconds: the clock would count what else the machine does. */
function withCpuTime<Result>(work: () => Result): { result: Result; milliseconds: number } {
	const before = process.cpuUsage();
	const result = work();
	const { user, system } = process.cpuUsage(before);
	return { result, milliseconds: (user + system) / 1_000 };
}

function measure({ n8nModules, file, className, parameters }: LoadOrder): LoadCost {
	const fromN8n = createRequire(join(n8nModules, 'n8n', 'package.json'));
	fromN8n('n8n-core');
	const { Workflow, NodeHelpers } = fromN8n('n8n-workflow') as WorkflowPackage;

	const before = heap();
	const { result: node, milliseconds: loadMs } = withCpuTime(() => {
		const { [className]: Node } = createRequire(file)(file) as Record<string, NodeClass>;
		if (!Node) throw new Error(`${file} has no ${className}`);
		return new Node();
	});
	const heapBytes = heap() - before;

	const versions = Object.values(node.nodeVersions ?? { only: node });
	const current = node.nodeVersions?.[String(node.currentVersion)] ?? node;
	const nodeTypes = { getByName: () => current, getByNameAndVersion: () => current, getKnownTypes: () => ({}) };
	const nodesOf = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			id: String(index),
			name: `Node ${index}`,
			type: 'measured',
			typeVersion: node.currentVersion ?? 1,
			position: [0, 0],
			parameters: structuredClone(parameters),
		}));
	const timeOf = (count: number) => {
		const nodes = nodesOf(count);
		const begun = performance.now();
		new Workflow({ id: 'measured', nodes, connections: {}, active: false, nodeTypes });
		return performance.now() - begun;
	};
	const medianOf = (count: number) => middle(Array.from({ length: REPETITIONS }, () => timeOf(count)));
	const firstOf20Ms = timeOf(20);
	for (const begun = performance.now(); performance.now() < begun + WARM_UP_MS; ) timeOf(20);
	const { description } = current;
	const checksOf = (count: number) => {
		const nodes = nodesOf(count);
		const check = () => {
			for (const each of nodes) {
				const full = NodeHelpers.getNodeParameters(description.properties, each.parameters, true, false, each, description);
				const checked = { ...each, parameters: full ?? each.parameters };
				NodeHelpers.getNodeParametersIssues(description.properties, checked, description);
			}
		};
		for (const begun = performance.now(); performance.now() < begun + WARM_UP_MS; ) check();
		return middle(Array.from({ length: Math.ceil(CHECKS / count) }, () => withCpuTime(check).milliseconds));
	};
	return {
		loadMs,
		heapBytes,
		descriptionBytes: JSON.stringify(versions.map(({ description }) => description)).length,
		firstOf20Ms,
		workflowOf1Ms: medianOf(1),
		workflowOf20Ms: medianOf(20),
		checksOf1Ms: checksOf(1),
		checksOf20Ms: checksOf(20),
		checksOf200Ms: checksOf(200),
	};
}

process.once('message', (order: LoadOrder) => {
	process.send?.(measure(order));
	process.disconnect();
});
