/** The contestants that are n8n nodes, run by n8n's engine: the 3CX node, the leanest with code, a declarative one and HTTP Request. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type IVersionedNodeType,
} from 'n8n-workflow';
import { ensureN8n, wantedN8nVersion } from '../../test/e2e/n8n/install';
import { outputOf, type Engine } from '../../test/engine';
import { createEngineFromPackage } from '../../test/engine/builtPackage';
import { NODE_TYPE, workflowAround } from '../../test/engine/workflows';
import { DeclarativeNode } from './declarativeNode';
import { LeanNode } from './leanNode';
import { PAGE_SIZE, type Contestant, type Task } from './types';

const DECLARATIVE_TYPE = 'bench.declarative';
const LEAN_TYPE = 'bench.lean';
const HTTP_REQUEST_TYPE = 'n8n-nodes-base.httpRequest';
const NAMES_TYPE = 'bench.names';
/** The upper end of the option Max Parallel Requests. */
const MOST_IN_FLIGHT = 50;

/** Puts out filenames; from a number, because n8n would look for expressions in a long list of them. */
class Names implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Names',
		name: 'names',
		group: ['trigger'],
		version: 1,
		description: 'Filenames of phone logos',
		defaults: { name: 'Names' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'First', name: 'first', type: 'number', default: 0 },
			{ displayName: 'Count', name: 'count', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const first = this.getNodeParameter('first', 0) as number;
		const count = this.getNodeParameter('count', 0) as number;
		return [Array.from({ length: count }, (_, index) => ({ json: { name: `logo-${first + index}.png` } }))];
	}
}

interface NodeUse {
	type: string;
	typeVersion: number;
	parameters: (task: Task) => INodeParameters;
}

const threeCx: NodeUse = {
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: ({ operation }) =>
		operation === 'delete'
			? {
					resource: 'phoneLogo',
					operation: 'delete',
					filename: { __rl: true, mode: 'name', value: '={{ $json.name }}' },
				}
			: { resource: 'phoneLogo', operation: 'getAll', returnAll: true },
};

/** As many at a time as the node's option allows, which is still far from all at once. */
const threeCxAtMost: NodeUse = {
	...threeCx,
	parameters: (task) => ({ ...threeCx.parameters(task), options: { inFlight: MOST_IN_FLIGHT } }),
};

const declarative: NodeUse = {
	type: DECLARATIVE_TYPE,
	typeVersion: 1,
	parameters: ({ operation }) =>
		operation === 'delete' ? { operation: 'delete', filename: '={{ $json.name }}' } : { operation: 'getAll' },
};

const lean: NodeUse = { ...declarative, type: LEAN_TYPE };

const httpRequest: NodeUse = {
	type: HTTP_REQUEST_TYPE,
	typeVersion: 4.2,
	parameters: ({ operation, baseUrl }) => {
		const authentication = { authentication: 'predefinedCredentialType', nodeCredentialType: 'threeCxApi' };
		if (operation === 'delete') {
			const url = `=${baseUrl}/xapi/v1/PhoneLogos('{{ $json.name }}')`;
			return { ...authentication, method: 'DELETE', url, options: {} };
		}
		const pagination = {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: { parameters: [{ type: 'qs', name: '$skip', value: `={{ $pageCount * ${PAGE_SIZE} }}` }] },
			paginationCompleteWhen: 'other',
			completeExpression: '={{ $response.body.value.length === 0 }}',
		};
		return {
			...authentication,
			method: 'GET',
			url: `${baseUrl}/xapi/v1/PhoneLogos`,
			sendQuery: true,
			queryParameters: { parameters: [{ name: '$top', value: String(PAGE_SIZE) }] },
			options: { pagination: { pagination } },
		};
	},
};

/** n8n's own HTTP Request node, from the n8n that the end-to-end tests install. */
async function loadHttpRequest(): Promise<INodeType> {
	const { script } = await ensureN8n(wantedN8nVersion());
	const load = createRequire(script);
	const folder = dirname(load.resolve('n8n-nodes-base/package.json'));
	const { HttpRequest } = load(join(folder, 'dist/nodes/HttpRequest/HttpRequest.node.js')) as {
		HttpRequest: new () => IVersionedNodeType;
	};
	return new HttpRequest().getNodeType(httpRequest.typeVersion);
}

/** Runs a node with the filenames from number `first` on, or with one item for a list. */
async function execute(engine: Engine, use: NodeUse, task: Task, credential: INodeCredentialsDetails, first = 0): Promise<object[]> {
	const { nodes, connections } = workflowAround({ parameters: use.parameters(task), credential });
	const count = task.operation === 'delete' ? task.count : 1;
	const [items, node] = nodes.map((each) => ({ ...each }));
	if (!items || !node) throw new Error('A workflow of two nodes was expected');
	const execution = await engine.execute({
		connections,
		nodes: [
			{ ...items, type: NAMES_TYPE, parameters: { first, count } },
			{ ...node, type: use.type, typeVersion: use.typeVersion },
		],
	});
	if (execution.data.resultData.error) throw execution.data.resultData.error;
	return outputOf(execution, node.name);
}

function contestant(use: NodeUse, loadOthers: () => Promise<Record<string, INodeType>>): Contestant {
	let loading: Promise<Engine> | undefined;
	return async (task) => {
		loading ??= loadOthers().then(async (nodes) => await createEngineFromPackage({ ...nodes, [NAMES_TYPE]: new Names() }));
		const engine = await loading;
		const credential = engine.credentials.add({ baseUrl: task.baseUrl, clientId: 'n8n', apiKey: 'standin-api-key' });
		// Deletes a logo that the task leaves alone, and so gets the token.
		const spare = task.operation === 'delete' ? task.count : 0;
		await execute(engine, threeCx, { ...task, operation: 'delete', count: 1 }, credential, spare);
		return async () => await execute(engine, use, task, credential);
	};
}

export const nodeContestants = {
	'3CX node': contestant(threeCx, async () => ({})),
	[`3CX node, ${MOST_IN_FLIGHT} in flight`]: contestant(threeCxAtMost, async () => ({})),
	'lean node': contestant(lean, async () => ({ [LEAN_TYPE]: new LeanNode() })),
	'declarative node': contestant(declarative, async () => ({ [DECLARATIVE_TYPE]: new DeclarativeNode() })),
	'HTTP Request node': contestant(httpRequest, async () => ({ [HTTP_REQUEST_TYPE]: await loadHttpRequest() })),
} satisfies Record<string, Contestant>;
