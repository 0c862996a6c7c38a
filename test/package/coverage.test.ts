import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coverageFiles } from '../../generator/coverage';
import { operations } from '../../nodes/ThreeCx/catalog';

const root = resolve(__dirname, '../..');

describe('what the documentation lists', () => {
	it('is what the catalog has (npx gulp docs writes it)', () => {
		for (const [name, text] of Object.entries(coverageFiles())) {
			expect(readFileSync(resolve(root, name), 'utf8')).toBe(text);
		}
	});
});

/** Actions of a node that is no longer on npm, as name, request and state; not part of this repository. */
const list = process.env.THREECX_OLD_ACTIONS ?? resolve(root, '../shared/reference/actions-of-the-reference-node.tsv');

(existsSync(list) ? describe : describe.skip)('the node that came before', () => {
	const actions = existsSync(list)
		? readFileSync(list, 'utf8')
				.trim()
				.split('\n')
				.map((line) => line.split('\t') as [string, string, string])
		: [];

	it('had no action that is not here, as far as 3CX still has it', () => {
		const requests = new Set(operations.map(({ method, path }) => `${method} ${path}`));
		const missing = actions.filter(([, request, state]) => state === 'same' && !requests.has(request));
		expect(missing).toEqual([]);
	});

	it('has its names on the page of operations, those that 3CX removed among them', () => {
		const page = readFileSync(resolve(root, 'docs/operations.md'), 'utf8').toLowerCase();
		const names = actions.map(([name]) => name.split(':')[1] ?? '');
		expect(names.filter((name) => !page.includes(`| ${name.toLowerCase()} |`))).toEqual([]);
	});

	it('has its requests on the page of operations', () => {
		const page = readFileSync(resolve(root, 'docs/operations.md'), 'utf8');
		expect(actions.filter(([, request]) => !page.includes(`\`${request}\``))).toEqual([]);
	});
});
