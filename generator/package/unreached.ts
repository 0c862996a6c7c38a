/** Removes from the build what no node and no credential loads, such as what only served to write other files of it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import manifest from '../../package.json';

/** The relative imports in compiled code. */
const REQUIRED = /\brequire\(['"](\.[^'"]+)['"]\)/g;

/** The files that some files load, those included, directly or through others. */
export function reachedFrom(files: readonly string[], reached = new Set<string>()): Set<string> {
	for (const file of files.filter((name) => !reached.has(name))) {
		reached.add(file);
		const { resolve: find } = createRequire(file);
		reachedFrom([...readFileSync(file, 'utf8').matchAll(REQUIRED)].map(([, path = '']) => find(path)), reached);
	}
	return reached;
}

/** Removes compiled code below a folder that none of these files reaches. */
export function removeUnreached(folder: string, files: readonly string[]): void {
	const reached = reachedFrom(files);
	for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		const path = join(folder, name);
		if (path.endsWith('.js') && !reached.has(path)) rmSync(path);
	}
}

if (require.main === module) {
	const root = resolve(__dirname, '../..');
	removeUnreached(join(root, 'dist'), [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((path) => join(root, path)));
}
