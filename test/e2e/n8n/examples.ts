import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Workflow } from './api';

const EXAMPLES = resolve(__dirname, '../../../examples');
const NODE_TYPES = /^n8n-nodes-threecx\./;

/** The credential of the stand-in PBX, as the example workflows need it. */
export function pbxCredential(baseUrl: string) {
	return {
		name: 'Stand-in PBX',
		type: 'threeCxApi',
		data: { baseUrl, clientId: 'n8n', apiKey: 'standin-api-key', allowUnauthorizedCerts: false },
	};
}

/** The names of all importable workflows in `examples/`, without the extension. */
export function exampleNames(): string[] {
	return readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.replace(/\.json$/, ''));
}

/** An example workflow with this credential attached to every node of ours. */
export function readExample(name: string, credential: { id: string; name: string }): Workflow {
	const workflow = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as Workflow;
	const nodes = workflow.nodes.map((node) =>
		NODE_TYPES.test(node.type) ? { ...node, credentials: { threeCxApi: credential } } : node,
	);
	return { ...workflow, nodes };
}
