import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { operations } from '../../nodes/ThreeCx/catalog';
import { isStructured } from '../../nodes/ThreeCx/catalog/facts/fields';
import { sampleRow } from '../pbx';
import { ensureN8n, wantedN8nVersion } from './n8n/install';

/** Texts and objects with such names are secrets, unless their name says more. */
const SOUNDS_SECRET = /password|secret|tokens?$|^pin|pin$|keygrok|licen[sc]ekey|api_?key|accesskey|private|credential|authid|prov(ision(ing)?)?link/i;

/** A list goes on with that one; and this is an address that tokens are requested from. */
const HARMLESS = new Set(['NextPageToken', 'TokenEndpoint']);

interface Leaf {
	path: string;
	name: string;
	value: unknown;
}

const isRedacted = (value: unknown) => typeof value === 'object' && value !== null && '__redacted' in value;

/** Every value in a row that is no list or object of others. */
function leavesOf(value: unknown, path: string, name: string): Leaf[] {
	if (typeof value !== 'object' || value === null || isRedacted(value)) return [{ path, name, value }];
	return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`, Array.isArray(value) ? name : key));
}

const isTwoOrLater = Number(wantedN8nVersion().split('.')[0]) >= 2;

(isTwoOrLater ? describe : describe.skip)("n8n's redaction of stored runs", () => {
	it('hides every secret that an answer of the PBX may hold, and nothing else', async () => {
		const { node, script } = await ensureN8n(wantedN8nVersion());
		const types = [...new Set(operations.flatMap(({ answer }) => answer ?? []))].filter(isStructured).sort();
		const rows = types.map((type) => sampleRow(type));
		const built = resolve(__dirname, '../../dist/nodes/ThreeCx/ThreeCx.node.js');
		const printed = execFileSync(node, [join(__dirname, 'n8n', 'redact.js'), script, built], {
			input: JSON.stringify(rows),
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
		});
		const redacted = JSON.parse(printed) as unknown[];
		expect(redacted).toHaveLength(types.length);
		const leaves = redacted.flatMap((row, index) => leavesOf(row, types[index] ?? '', ''));
		const shown = leaves.filter(
			({ name, value }) => typeof value === 'string' && SOUNDS_SECRET.test(name) && !HARMLESS.has(name),
		);
		expect(shown.map(({ path }) => path)).toEqual([]);
		const hidden = leaves.filter(({ value }) => isRedacted(value));
		expect(hidden.length).toBeGreaterThan(40);
		expect(hidden.filter(({ name }) => !SOUNDS_SECRET.test(name)).map(({ path }) => path)).toEqual([]);
	});
});
