import './environment';
import { ExecutionLifecycleHooks, ExternalSecretsProxy, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IConnections,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { baseNodes } from './baseNodes';
import { MemoryCredentials } from './credentialsHelper';

const NEVER_CALLED = 'http://localhost/';

/** n8n's engine (n8n-core) with a set of nodes and credentials in memory. */
export interface Engine {
	credentials: MemoryCredentials;
	nodeTypes: INodeTypes;
	additionalData: () => IWorkflowExecuteAdditionalData;
	/** Runs a workflow as n8n runs it and returns the finished execution; `signal` cancels it as a person does. */
	run: (workflow: WorkflowJson, signal?: AbortSignal) => Promise<IRun>;
	/** The same without looking for secrets in what it leaves behind, which takes long: for measurements. */
	execute: (workflow: WorkflowJson, signal?: AbortSignal) => Promise<IRun>;
}

/** What a workflow file holds. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowBase['settings'];
}

async function notAvailable(): Promise<never> {
	throw new Error('Not available in the test engine');
}

function createAdditionalData(credentialsHelper: MemoryCredentials): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		executeWorkflow: notAvailable,
		getRunExecutionData: notAvailable,
		getRuntimeCredential: notAvailable,
		startRunnerTask: notAvailable,
		currentNodeExecutionIndex: 0,
		restApiUrl: NEVER_CALLED,
		instanceBaseUrl: NEVER_CALLED,
		formBaseUrl: NEVER_CALLED,
		formWaitingBaseUrl: NEVER_CALLED,
		formTestBaseUrl: NEVER_CALLED,
		webhookBaseUrl: NEVER_CALLED,
		webhookWaitingBaseUrl: NEVER_CALLED,
		webhookTestBaseUrl: NEVER_CALLED,
		mcpBaseUrl: NEVER_CALLED,
		mcpTestBaseUrl: NEVER_CALLED,
		variables: {},
		logAiEvent: () => undefined,
		externalSecretsProxy: new ExternalSecretsProxy(),
	};
}

function createNodeTypes(types: Record<string, INodeType>): INodeTypes {
	const all = { ...baseNodes, ...types };
	const getByName = (name: string) => {
		const type = all[name];
		if (!type) throw new Error(`The test engine has no node type ${name}`);
		return type;
	};
	return { getByName, getByNameAndVersion: getByName, getKnownTypes: () => ({}) };
}

/** Everything an execution leaves behind, as text: what n8n would store, and the stacks and causes of errors besides. */
function remains(execution: IRun): string {
	const seen = new WeakSet();
	return JSON.stringify(execution, (_name, value: unknown) => {
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return undefined;
		seen.add(value);
		// JSON leaves out what an error does not own as enumerable.
		if (value instanceof Error) return Object.assign({}, value, { cause: value.cause, message: value.message, stack: value.stack });
		return value;
	});
}

/** Fails whichever test runs an execution that lets a key or token slip into its output or errors. */
function refuseSecrets(execution: IRun, secrets: readonly string[]): void {
	const text = remains(execution);
	const found = secrets.filter((secret) => text.includes(secret));
	if (found.length > 0) throw new Error(`An execution shows ${found.length} secret(s) in ${text.slice(0, 2000)}`);
}

/** Starts an engine that knows the given nodes (by full name) and credential types. */
export function createEngine(types: Record<string, INodeType>, credentialTypes: ICredentialType[]): Engine {
	const credentials = new MemoryCredentials(credentialTypes);
	const nodeTypes = createNodeTypes(types);
	const additionalData = () => createAdditionalData(credentials);

	const execute = async ({ name = 'Test', nodes, connections, settings }: WorkflowJson, signal?: AbortSignal) => {
		const workflow = new Workflow({
			id: 'test',
			name,
			// The engine fills in default parameters; the caller's nodes stay as they are.
			nodes: structuredClone(nodes),
			connections,
			active: false,
			nodeTypes,
			settings: { executionOrder: 'v1', ...settings },
		});
		const data = additionalData();
		data.hooks = new ExecutionLifecycleHooks('manual', 'test', {
			id: 'test',
			name,
			nodes,
			connections,
			active: false,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			activeVersionId: null,
		});
		const startNode = Object.values(workflow.nodes).find(({ type }) =>
			nodeTypes.getByNameAndVersion(type).description.group.includes('trigger'),
		);
		const running = new WorkflowExecute(data, 'manual', createRunExecutionData()).run({ workflow, startNode });
		signal?.addEventListener('abort', () => {
			running.cancel();
		});
		return await running;
	};
	const run = async (workflow: WorkflowJson, signal?: AbortSignal) => {
		const execution = await execute(workflow, signal);
		refuseSecrets(execution, credentials.secrets);
		return execution;
	};
	return { credentials, nodeTypes, additionalData, run, execute };
}

/** The items a node put out at an output (0 is the first), or an empty list if it never ran. */
export function outputOf(run: IRun, nodeName: string, output = 0): INodeExecutionData[] {
	return run.data.resultData.runData[nodeName]?.[0]?.data?.main?.[output] ?? [];
}

/** The JSON of those items. */
export function jsonOf(run: IRun, nodeName: string, output = 0): IDataObject[] {
	return outputOf(run, nodeName, output).map(({ json }) => json);
}
