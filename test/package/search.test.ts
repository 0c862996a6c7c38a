import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { queries } from './searchQueries';

const codex = JSON.parse(readFileSync(resolve(__dirname, '../../nodes/ThreeCx/ThreeCx.node.json'), 'utf8')) as { alias: string[] };

it.each(queries)('"%s" is within the name or an alias of the node', (query) => {
	expect(['3CX', ...codex.alias].filter((alias) => alias.toLowerCase().includes(query))).not.toEqual([]);
});

it('offers no SMS, which the API cannot send', () => {
	expect(codex.alias.filter((alias) => /\bsms\b/i.test(alias))).toEqual([]);
});

it('has no alias twice', () => {
	const lower = codex.alias.map((alias) => alias.toLowerCase());
	expect(lower.filter((alias, index) => lower.indexOf(alias) !== index)).toEqual([]);
});
