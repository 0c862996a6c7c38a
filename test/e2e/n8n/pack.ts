import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { removeAtEnd } from './guarded';
import { runNpm } from './npm';

const REPOSITORY = resolve(__dirname, '../../..');

/**
 * Packs the built package exactly as it would be published; `dist` must be up to date. The tarball is removed when
 * this process ends.
 */
export async function packTarball(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-threecx-pack-'));
	removeAtEnd(folder);
	await runNpm({
		args: ['pack', '--ignore-scripts', '--pack-destination', folder],
		cwd: REPOSITORY,
		log: join(folder, 'pack.log'),
	});
	const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (name === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
	return join(folder, name);
}
