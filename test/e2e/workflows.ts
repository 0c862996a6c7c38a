import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NODE_TYPE } from '../engine/workflows';
import type { Workflow } from './n8n/api';

/** Environment variable in which globalSetup leaves the path of the packed package. */
export const TARBALL_VARIABLE = 'THREECX_TARBALL';

/** The packed package that every test file installs. */
export function packedTarball(): string {
	const path = process.env[TARBALL_VARIABLE];
	if (!path) throw new Error(`${TARBALL_VARIABLE} is not set; run "npm run test:e2e"`);
	return path;
}

const folder = resolve(__dirname, '../../examples');

/** The package's nodes, whichever of them. */
const OUR_NODES = NODE_TYPE.slice(0, NODE_TYPE.indexOf('.') + 1);

const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow;

const allFiles = readdirSync(folder).filter((name) => name.endsWith('.json'));

const isStartedFromOutside = (type: string) => (type.startsWith(OUR_NODES) && type.endsWith('Trigger')) || type.endsWith('.mcpTrigger');

/** The 3CX trigger or the MCP server that an example starts with, or undefined where a person or a schedule starts it. */
const triggerOf = (file: string) => read(file).nodes.map(({ type }) => type).find(isStartedFromOutside)?.split('.')[1];

/** The examples that n8n's command line can run. */
export const exampleFiles = allFiles.filter((file) => triggerOf(file) === undefined);

/** The examples that start with one of our triggers, or with n8n's MCP server: only what happens outside runs them. */
export const examplesWith = (trigger: string): string[] => allFiles.filter((file) => triggerOf(file) === trigger);

const CHAT_MODEL = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

interface ChosenCredential {
	id: string;
	name: string;
}

const MAIL_TRIGGER = 'n8n-nodes-base.emailReadImap';

/** A workflow with an email that came, where it waits for one: there is no mail server to wait for. */
function withEmail(workflow: Workflow): Workflow {
	const trigger = workflow.nodes.find(({ type }) => type === MAIL_TRIGGER);
	if (!trigger) return workflow;
	const start = { ...trigger, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
	const email = { subject: 'New voicemail from +12025550123', date: '2026-03-02T10:00:00.000Z' };
	Object.assign(trigger, { type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'raw', jsonOutput: JSON.stringify(email), options: {} } });
	workflow.nodes.push(start);
	workflow.connections.Start = { main: [[{ node: trigger.name, type: 'main', index: 0 }]] };
	return workflow;
}

/** An example as it is imported, with a credential chosen for each of its 3CX nodes and for a chat model. */
export function readExample(file: string, credential: ChosenCredential, model?: ChosenCredential): Workflow {
	const workflow = withEmail(read(file));
	for (const node of workflow.nodes) {
		if (node.type.startsWith(OUR_NODES)) node.credentials = { threeCxApi: credential };
		if (node.type === CHAT_MODEL && model) node.credentials = { openAiApi: model };
	}
	return workflow;
}
