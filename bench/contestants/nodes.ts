/** The contestants that are n8n nodes, run by n8n's engine: the 3CX node, a declarative node and HTTP Request. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { INodeParameters, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { ensureN8n, wantedN8nVersion } from '../../test/e2e/n8n/install';
import { outputOf, type Engine } from '../../test/engine';
import { createEngineFromPackage } from '../../test/engine/builtPackage';
import { NODE_TYPE, workflowAround } from '../../test/engine/workflows';
import { DeclarativeNode } from './declarativeNode';
import { PAGE_SIZE, type Contestant, type Task } from './types';

const DECLARATIVE_TYPE = 'bench.declarative';
const HTTP_REQUEST_TYPE = 'n8n-nodes-base.httpRequest';

interface NodeUse {
	type: string;
	typeVersion: number;
	parameters: (task: Task) => INodeParameters;
	/** Where the rows of a list are: each an item, or in OData's pages. */
	rowsIn?: 'pages';
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

const declarative: NodeUse = {
	type: DECLARATIVE_TYPE,
	typeVersion: 1,
	parameters: ({ operation }) =>
		operation === 'delete' ? { operation: 'delete', filename: '={{ $json.name }}' } : { operation: 'getAll' },
};

const httpRequest: NodeUse = {
	type: HTTP_REQUEST_TYPE,
	typeVersion: 4.2,
	rowsIn: 'pages',
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

async function runOnce(engine: Engine, use: NodeUse, task: Task, credential: { id: string | null; name: string }, names: string[]) {
	const workflow = workflowAround({
		parameters: use.parameters(task),
		credential,
		items: task.operation === 'delete' ? names.map((name) => ({ name })) : [{}],
	});
	const [, node] = workflow.nodes;
	Object.assign(node ?? {}, { type: use.type, typeVersion: use.typeVersion });
	const execution = await engine.run(workflow);
	if (execution.data.resultData.error) throw execution.data.resultData.error;
	return outputOf(execution, '3CX');
}

function contestant(use: NodeUse, loadOthers: () => Promise<Record<string, INodeType>>): Contestant {
	let loading: Promise<Engine> | undefined;
	return async (task) => {
		loading ??= loadOthers().then(createEngineFromPackage);
		const engine = await loading;
		const credential = engine.credentials.add({ baseUrl: task.baseUrl, clientId: 'n8n', apiKey: 'standin-api-key' });
		// The first execution gets the token; the PBX has one logo more for it.
		await runOnce(engine, threeCx, { ...task, operation: 'delete' }, credential, [`logo-${task.count}.png`]);
		const names = Array.from({ length: task.count }, (_, index) => `logo-${index}.png`);
		return async () => await runOnce(engine, use, task, credential, names);
	};
}

export const nodeContestants = {
	'3CX node': contestant(threeCx, async () => ({})),
	'declarative node': contestant(declarative, async () => ({ [DECLARATIVE_TYPE]: new DeclarativeNode() })),
	'HTTP Request node': contestant(httpRequest, async () => ({ [HTTP_REQUEST_TYPE]: await loadHttpRequest() })),
} satisfies Record<string, Contestant>;
