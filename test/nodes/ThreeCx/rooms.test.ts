import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const nodeFolder = join(root, 'nodes/ThreeCx');
const MAX_FILES = 12;

/**
 * The rooms of the node, and the rooms that each may import from besides itself. Data flows one way: what stands further
 * down may use what stands above it, never the other way round.
 */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
	catalog: [],
	collections: [],
	input: [],
	timing: [],
	pace: ['timing'],
	description: ['catalog', 'collections'],
	request: ['catalog', 'input'],
	response: ['catalog', 'input', 'request'],
	callLog: ['input', 'response'],
	crm: ['input', 'description', 'response'],
	errors: ['catalog', 'input', 'request'],
	token: ['input', 'timing', 'errors'],
	patience: ['catalog', 'timing', 'errors'],
	transport: ['catalog', 'input', 'timing', 'pace', 'patience', 'request', 'response', 'errors', 'token'],
	health: ['response'],
	jobs: ['catalog', 'collections', 'input', 'timing', 'request', 'response', 'callLog', 'errors', 'transport', 'health'],
	liveCalls: ['collections', 'input', 'description', 'timing', 'response', 'errors', 'token', 'transport'],
	events: ['catalog', 'collections', 'input', 'timing', 'description', 'request', 'response', 'callLog', 'errors', 'transport', 'health'],
	execution: ['catalog', 'input', 'pace', 'request', 'crm', 'response', 'errors', 'token', 'transport', 'jobs'],
	methods: ['catalog', 'input', 'request', 'errors', 'transport'],
	startup: ['catalog', 'description', 'crm', 'liveCalls', 'events'],
};

/** What the node classes may use: what they say of themselves, what they run, and what the editor asks of them. Nothing below. */
const NODE_CLASS = ['catalog', 'methods', 'execution', 'liveCalls', 'events', 'crm', 'startup'];
const CREDENTIALS = ['input', 'token'];

interface Arrow {
	file: string;
	from: string;
	to: string;
}

const sourceFiles = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

/** The room of a file: its first folder below the node, or `node` for the classes beside the rooms. */
function roomOf(path: string): string {
	const [first = ''] = relative(nodeFolder, path).split(/[\\/]/);
	return first.includes('.') ? 'node' : first;
}

function arrowsFrom(folder: string, from: (path: string) => string): Arrow[] {
	return sourceFiles(folder).flatMap((path) => {
		const specifiers = [...readFileSync(path, 'utf8').matchAll(/\b(?:from |import\(|require\()'(\.[^']*)'/g)].map(([, specifier = '']) => specifier);
		return specifiers
			.map((specifier) => ({ file: relative(root, path), from: from(path), to: roomOf(resolve(dirname(path), specifier)) }))
			.filter(({ from: own, to }) => own !== to);
	});
}

const roomArrows = arrowsFrom(nodeFolder, roomOf);

describe('the rooms of the node', () => {
	const rooms = readdirSync(nodeFolder, { withFileTypes: true }).filter(
		(entry) => entry.isDirectory() && !entry.name.startsWith('__'),
	);

	it('are the ones in the table', () => {
		expect(rooms.map(({ name }) => name).sort()).toEqual(Object.keys(allowedImports).sort());
	});

	it.each(Object.entries(allowedImports))('%s imports only what it may', (room, allowed) => {
		const forbidden = roomArrows.filter(({ from, to }) => from === room && !allowed.includes(to));
		expect(forbidden).toEqual([]);
	});

	it('have no arrow back up: a table of allowed imports without a circle', () => {
		const order = Object.keys(allowedImports);
		for (const [room, allowed] of Object.entries(allowedImports)) {
			for (const other of allowed) expect(order.indexOf(other)).toBeLessThan(order.indexOf(room));
		}
	});

	it('are used by the node classes as the table says', () => {
		const forbidden = roomArrows.filter(({ from, to }) => from === 'node' && !NODE_CLASS.includes(to));
		expect(forbidden).toEqual([]);
	});

	it('are used by the credential for reading its fields and for tokens only', () => {
		const arrows = arrowsFrom(join(root, 'credentials'), () => 'credentials');
		expect(arrows.length).toBeGreaterThan(0);
		expect(arrows.filter(({ to }) => !CREDENTIALS.includes(to))).toEqual([]);
	});

	it(`hold no more than ${MAX_FILES} source files a folder`, () => {
		const counts = new Map<string, number>();
		for (const path of sourceFiles(nodeFolder)) {
			const folder = posix.join(...relative(nodeFolder, dirname(path)).split(/[\\/]/), '.');
			counts.set(folder, (counts.get(folder) ?? 0) + 1);
		}
		expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([]);
	});
});
