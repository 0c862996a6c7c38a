import type { N8nInstance } from './n8n/instance';
import { startN8nUnderTest } from './underTest';

const NODE = 'n8n-nodes-threecx.threeCx';

interface TypeDescription {
	name: string;
	displayName: string;
	iconUrl?: string | { light: string; dark: string };
	codex?: { categories?: string[]; alias?: string[] };
	supportedNodes?: string[];
}

let n8n: N8nInstance;
let nodes: TypeDescription[];
let credentials: TypeDescription[];

beforeAll(async () => {
	n8n = await startN8nUnderTest();
	nodes = await n8n.api.get('/types/nodes.json');
	credentials = await n8n.api.get('/types/credentials.json');
});

afterAll(async () => await n8n?.stop());

function named(types: TypeDescription[], name: string): TypeDescription {
	const found = types.find((type) => type.name === name);
	if (!found) throw new Error(`n8n does not know ${name}. Its log:\n${n8n.log()}`);
	return found;
}

async function expectIcons({ iconUrl }: TypeDescription): Promise<void> {
	const urls = typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [];
	expect(new Set(urls).size).toBe(2);
	for (const url of urls) {
		const response = await n8n.api.fetch(`/${url}`);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toContain('image/svg+xml');
		expect(await response.text()).toContain('<svg');
	}
}

it('is known as a node with light and dark icon', async () => {
	const node = named(nodes, NODE);
	expect(node.displayName).toBe('3CX');
	await expectIcons(node);
});

it('is known as a credential with light and dark icon, linked to the node', async () => {
	const credential = named(credentials, 'threeCxApi');
	expect(credential.displayName).toBe('3CX API');
	expect(credential.supportedNodes).toContain('threeCx');
	await expectIcons(credential);
});

it('is found in the node panel by the categories and aliases of its codex', () => {
	const { codex } = named(nodes, NODE);
	expect(codex?.categories).toEqual(expect.arrayContaining(['Communication']));
	expect(codex?.alias?.length).toBeGreaterThan(0);
});

it('is offered as a tool to AI agents', () => {
	expect(named(nodes, `${NODE}Tool`).codex?.categories).toContain('AI');
});

it.each(['delete', 'getAll'])('serves the output schema of phoneLogo/%s', async (operation) => {
	const schema = await n8n.api.get(`/schemas/${NODE}/1.0.0/phoneLogo/${operation}.json`);
	expect(schema).toMatchObject({ type: 'object', properties: { Filename: { type: 'string' } } });
});

it('has no schema for an operation that does not exist', async () => {
	const response = await n8n.api.fetch(`/schemas/${NODE}/1.0.0/phoneLogo/nonsense.json`);
	expect(response.status).toBe(404);
});
