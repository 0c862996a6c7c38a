import { createRequire } from 'node:module';

/** n8n stores runs with this library. Its types are for ES modules only. */
const { parse } = createRequire(__filename)('flatted') as { parse: (text: string) => unknown };

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message?: string;
}

export interface Credential {
	id?: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface Workflow {
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion?: number;
	position?: [number, number];
	webhookId?: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

export interface Login {
	email: string;
	password: string;
}

/** The few calls of n8n's internal REST API that the tests and the editor script need, with a login session. */
export class N8nApi {
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Creates the owner account of a fresh instance, which also logs in. */
	async setUpOwner({ email, password }: Login): Promise<void> {
		await this.post('/rest/owner/setup', { email, password, firstName: '3CX', lastName: 'Tester' });
	}

	/** Any GET request; answers of `/rest` come without their `data` envelope. */
	async get<T = unknown>(path: string): Promise<T> {
		return await this.json<T>('GET', path);
	}

	async post<T = unknown>(path: string, body: object): Promise<T> {
		return await this.json<T>('POST', path, body);
	}

	/** The raw answer, for icons and for looking at status codes. */
	async fetch(path: string): Promise<Response> {
		return await this.send('GET', path);
	}

	async createCredential(credential: Credential): Promise<Required<Credential>> {
		return await this.post('/rest/credentials', credential);
	}

	/** As the editor does it: reads the stored data (secrets blanked), changes fields, sends everything back. */
	async editCredential(id: string, changes: Record<string, unknown>): Promise<Required<Credential>> {
		const { name, type, data } = await this.readCredential(id);
		const changed = { name, type, data: { ...data, ...changes } };
		return await this.json('PATCH', `/rest/credentials/${id}`, changed);
	}

	/** What the editor does after Save and on "Retry": tests the credential with the data it shows. */
	async testSavedCredential(id: string): Promise<CredentialTestResult> {
		return await this.testCredential(await this.readCredential(id));
	}

	async testCredential(credential: Credential): Promise<CredentialTestResult> {
		return await this.post('/rest/credentials/test', { credentials: credential });
	}

	async readCredential(id: string): Promise<Required<Credential>> {
		const { name, type, data } = await this.get<Credential>(`/rest/credentials/${id}?includeData=true`);
		return { id, name, type, data };
	}

	async createWorkflow(workflow: Workflow): Promise<Required<Workflow>> {
		return await this.post('/rest/workflows', { settings: {}, active: false, ...workflow });
	}

	/** Publishes a workflow, so that its triggers listen. n8n 1.x knows only a switch in the workflow itself. */
	async activateWorkflow({ id, versionId }: { id: string; versionId?: string }): Promise<void> {
		const path = `/rest/workflows/${id}`;
		const response = await this.send('POST', `${path}/activate`, { versionId });
		if (response.status === 404) await this.json('PATCH', path, { active: true, versionId });
		else if (!response.ok) throw new Error(`${path}/activate: HTTP ${response.status} ${await response.text()}`);
	}

	async deactivateWorkflow(id: string): Promise<void> {
		const path = `/rest/workflows/${id}`;
		const response = await this.send('POST', `${path}/deactivate`, {});
		if (response.status === 404) await this.json('PATCH', path, { active: false });
		else if (!response.ok) throw new Error(`${path}/deactivate: HTTP ${response.status} ${await response.text()}`);
	}

	/** What n8n has saved of a workflow's static data, in which triggers keep their position; empty before the first time. */
	async staticData(workflowId: string): Promise<Record<string, unknown>> {
		const { staticData } = await this.get<{ staticData: Record<string, unknown> | null }>(`/rest/workflows/${workflowId}`);
		return staticData ?? {};
	}

	/** What the trigger of each finished execution of a workflow put out, oldest first. */
	async triggered(workflowId: string): Promise<Record<string, unknown>[]> {
		return (await this.runs(workflowId)).flatMap(([trigger]) => trigger ?? []);
	}

	/** What the last node of a workflow put out in its finished executions. */
	async lastOutput(workflowId: string): Promise<Record<string, unknown>[]> {
		return (await this.runs(workflowId)).flatMap((outputs) => outputs.at(-1) ?? []);
	}

	/** The items of each node in the order the nodes ran, for each finished execution, oldest first. */
	private async runs(workflowId: string): Promise<Record<string, unknown>[][][]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.get<{ results: { id: string; status: string }[] }>(
			`/rest/executions?filter=${filter}&limit=100`,
		);
		const ids = results.filter(({ status }) => status === 'success').map(({ id }) => Number(id)).sort((a, b) => a - b);
		const executions = await Promise.all(
			ids.map(async (id) => await this.get<{ data: string }>(`/rest/executions/${id}`)),
		);
		return executions.map(({ data }) => outputsIn(data));
	}

	private async json<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text.slice(0, 500)}`);
		const answer: unknown = JSON.parse(text);
		return (path.startsWith('/rest/') ? (answer as { data: unknown }).data : answer) as T;
	}

	private async send(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(this.url + path, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';', 1)[0] ?? '';
		return response;
	}
}

interface NodeRun {
	executionIndex: number;
	data?: { main: { json: Record<string, unknown> }[][] };
}

/** The items of each node, in the order the nodes ran. */
function outputsIn(data: string): Record<string, unknown>[][] {
	const { resultData } = parse(data) as { resultData: { runData: Record<string, NodeRun[]> } };
	return Object.values(resultData.runData)
		.flat()
		.sort((a, b) => a.executionIndex - b.executionIndex)
		.map((run) => (run.data?.main[0] ?? []).map(({ json }) => json));
}
