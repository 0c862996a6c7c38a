import { ensureN8n, wantedN8nVersion } from './n8n/install';
import { packTarball } from './n8n/pack';
import { TARBALL_VARIABLE } from './workflows';

/** Installs n8n if need be and packs the built package once for all files. */
export default async function globalSetup(): Promise<void> {
	const version = wantedN8nVersion();
	await ensureN8n(version);
	process.env[TARBALL_VARIABLE] = await packTarball();
	process.stderr.write(`\nEnd-to-end tests with n8n ${version}\n`);
}
