import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { queries } from '../package/searchQueries';
import { ensureN8n, wantedN8nVersion, type N8nInstallation } from './n8n/install';

interface Entry {
	key: string;
	properties: { displayName: string; codex?: { alias?: string[] } };
}

type Search = (query: string, entries: Entry[], keys: { key: string; weight: number }[]) => { item: Entry }[];

const KEYS = [
	{ key: 'properties.displayName', weight: 1.3 },
	{ key: 'properties.codex.alias', weight: 1 },
];

const codex = JSON.parse(readFileSync(resolve(__dirname, '../../nodes/ThreeCx/ThreeCx.node.json'), 'utf8')) as { alias: string[] };

/** n8n 1.x has its search in the code of the editor, where nothing else can call it. */
const isCallable = !wantedN8nVersion().startsWith('1.');

let n8n: N8nInstallation;
let search: Search;
let entries: Entry[];

beforeAll(async () => {
	if (!isCallable) return;
	n8n = await ensureN8n(wantedN8nVersion());
	const require = createRequire(n8n.script);
	({ sublimeSearch: search } = require('@n8n/utils/search/sublime-search') as { sublimeSearch: Search });
	const own = require('n8n-nodes-base/dist/types/nodes.json') as INodeTypeDescription[];
	entries = [
		...new Map(own.map((node) => [node.name, { key: node.name, properties: node }])).values(),
		{ key: '3CX', properties: { displayName: '3CX', codex } },
	];
});

(isCallable ? describe : describe.skip)("n8n's own search, over all its nodes", () => {
	it.each(queries)('shows 3CX among the first five for "%s"', (query) => {
		const found = search(query, entries, KEYS).map(({ item }) => item.key);
		expect(found.slice(0, 5)).toContain('3CX');
	});
});
