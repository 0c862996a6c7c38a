import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Pbx } from '../../pbx';

/** The tokens that a PBX has seen in requests. */
export function tokensSeenBy({ requests }: Pbx): string[] {
	const tokens = requests.map(({ headers }) => /^Bearer (\S+)$/.exec(String(headers.authorization))?.[1]);
	return [...new Set(tokens.filter((token) => token !== undefined))];
}

/**
 * The files of an n8n user folder that hold one of the secrets as it is: n8n's database with every stored execution, its
 * log, binary data. Installed packages are left out.
 */
export function filesHolding(folder: string, secrets: readonly string[]): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => {
			const content = readFileSync(file);
			return secrets.some((secret) => content.includes(secret));
		})
		.map((file) => relative(folder, file));
}
