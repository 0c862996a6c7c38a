import { setTimeout as wait } from 'node:timers/promises';
import type { N8nInstance } from '../e2e/n8n/instance';
import type { WorkflowNode } from '../e2e/n8n/api';
import { NODE_TYPE } from '../engine/workflows';
import { CLIENT_ID, type SignInPbx } from './signInPbx';
import { signIn } from './visitor';

/** Where n8n has users sent back to. */
export const callbackOf = ({ url }: Pick<N8nInstance, 'url'>): string => `${url}/rest/oauth2-credential/callback`;

export interface StoredCredential {
	id: string;
	name: string;
}

/** Stores a 3CX OAuth2 credential, with which nobody has signed in yet. @param data what is filled in otherwise. */
export async function createUserCredential(
	{ api }: Pick<N8nInstance, 'api'>,
	{ baseUrl }: Pick<SignInPbx, 'baseUrl'>,
	data: Record<string, unknown> = {},
): Promise<StoredCredential> {
	const fields = { baseUrl, clientId: CLIENT_ID, useDynamicClientRegistration: false, ignoreSSLIssues: false, ...data };
	const { id, name } = await api.createCredential({ name: '3CX user', type: 'threeCxOAuth2Api', data: fields });
	return { id, name };
}

/** Signs in with a credential as the editor does: n8n gives the address, a person signs in, n8n is called back. */
export async function connect({ api }: Pick<N8nInstance, 'api'>, pbx: SignInPbx, { id }: StoredCredential): Promise<void> {
	const callback = new URL(await signIn(pbx, await api.get<string>(`/rest/oauth2-credential/auth?id=${id}`)));
	const answer = await api.fetch(callback.pathname + callback.search);
	const page = await answer.text();
	if (!answer.ok || page.includes('oauth-error') || /error/i.test(/<title>([^<]*)/.exec(page)?.[1] ?? '')) {
		throw new Error(`n8n did not take the sign-in: HTTP ${answer.status} ${page.slice(0, 2000)}`);
	}
}

/** An active workflow that runs one node whenever it is called. */
export class CallableNode {
	private constructor(private readonly hook: string) {}

	/** Activates it, and returns once n8n has registered its webhook. */
	static async activate({ api, url }: Pick<N8nInstance, 'api' | 'url'>, path: string, node: Omit<WorkflowNode, 'name'>): Promise<CallableNode> {
		const workflow = await api.createWorkflow({
			name: path,
			nodes: [
				{
					id: 'webhook', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0],
					webhookId: path, parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', responseData: 'allEntries', options: {} },
				},
				// A failure is an item, which says what the user would see.
				{ id: 'node', position: [220, 0], ...node, name: 'Node', ...{ onError: 'continueRegularOutput' } },
			],
			connections: { Webhook: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		});
		await api.activateWorkflow(workflow);
		return new CallableNode(`${url}/webhook/${path}`);
	}

	/** Runs it; resolves with its items. */
	async run(): Promise<Record<string, unknown>[]> {
		for (let tries = 0; ; tries++) {
			const answer = await fetch(this.hook, { method: 'POST' });
			// n8n registers the webhook a moment after it activated the workflow.
			if (answer.status === 404 && tries < 100) await wait(200);
			else if (answer.ok) return (await answer.json()) as Record<string, unknown>[];
			else throw new Error(`The webhook answered ${answer.status} ${await answer.text()}`);
		}
	}
}

/** The 3CX node as a user who signed in. */
export const asUser = (credential: StoredCredential, parameters: Record<string, unknown>): Omit<WorkflowNode, 'name'> => ({
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: { authentication: 'oAuth2', ...parameters },
	credentials: { threeCxOAuth2Api: credential },
});
