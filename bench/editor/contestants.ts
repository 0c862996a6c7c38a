/** The nodes that are opened in the editor, and what is done with each. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_TYPE } from '../../test/engine/workflows';

/** A node to measure, and what is done with it. */
export interface Contestant {
	name: string;
	type: string;
	typeVersion: number;
	/** A form with a record to pick, where the node has such, and a text to type into. */
	parameters: Record<string, unknown>;
	text: string;
	/** The label of the resource to change to. */
	resource: string;
}

export const THREE_CX: Contestant = {
	name: 'This node',
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: { resource: 'phoneLogo', operation: 'delete', filename: { __rl: true, mode: 'name', value: '' } },
	text: 'ifMatch',
	resource: 'User (Extension)',
};

export const NOTION: Contestant = {
	name: 'Notion',
	type: 'n8n-nodes-base.notion',
	typeVersion: 2.2,
	parameters: { resource: 'page', operation: 'create' },
	text: 'title',
	resource: 'Block',
};

const SLACK: Contestant = {
	name: 'Slack',
	type: 'n8n-nodes-base.slack',
	typeVersion: 2.3,
	parameters: { resource: 'channel', operation: 'create' },
	text: 'channelId',
	resource: 'Message',
};

const GOOGLE_SHEETS: Contestant = {
	name: 'Google Sheets',
	type: 'n8n-nodes-base.googleSheets',
	typeVersion: 4.7,
	parameters: { resource: 'spreadsheet', operation: 'create' },
	text: 'title',
	resource: 'Sheet Within Document',
};

/** Nodes of n8n that this one is to be no dearer than. */
export const OTHERS = [NOTION, SLACK, GOOGLE_SHEETS];

export const GENERATED: Contestant = {
	name: 'Generated',
	type: 'CUSTOM.generated',
	typeVersion: 1,
	parameters: { resource: 'Phone Logos', operation: 'Delete Phone Logo' },
	text: 'Filename',
	resource: 'Users',
};

/** As little as a node with resources can have: what it costs, n8n's editor costs with any node. */
export const BARE: Contestant = {
	name: 'Bare',
	type: 'CUSTOM.bare',
	typeVersion: 1,
	parameters: { resource: 'one', operation: 'do' },
	text: 'text',
	resource: 'Two',
};

const BARE_NODE = `const options = (...names) => names.map((name) => ({ name, value: name.toLowerCase(), action: name }));
exports.Bare = class {
	description = {
		displayName: 'Bare',
		name: 'bare',
		group: ['transform'],
		version: 1,
		description: 'Bare',
		defaults: { name: 'Bare' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Resource', name: 'resource', type: 'options', noDataExpression: true, options: options('One', 'Two'), default: 'one' },
			{ displayName: 'Operation', name: 'operation', type: 'options', noDataExpression: true, options: options('Do', 'Make'), default: 'do' },
			{ displayName: 'Text', name: 'text', type: 'string', displayOptions: { show: { resource: ['one'] } }, default: '' },
		],
	};
};
`;

/** Writes the bare node into a folder that n8n takes custom nodes from. */
export function makeBareNode(folder: string): void {
	writeFileSync(join(folder, 'Bare.node.js'), BARE_NODE);
}
