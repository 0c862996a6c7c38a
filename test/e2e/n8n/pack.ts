import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { runNpm } from './npm';

const REPOSITORY = resolve(__dirname, '../../..');

export interface Tarball {
	path: string;
	remove(): void;
}

/** Packs the built package exactly as it would be published; `dist` must be up to date. */
export async function packTarball(): Promise<Tarball> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-threecx-pack-'));
	await runNpm({
		args: ['pack', '--ignore-scripts', '--pack-destination', folder],
		cwd: REPOSITORY,
		log: join(folder, 'pack.log'),
	});
	const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (name === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
	return {
		path: join(folder, name),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
