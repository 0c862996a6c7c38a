import { ensureN8n, wantedN8nVersion } from './n8n/install';
import { packTarball } from './n8n/pack';

/** Runs once before all tests, outside their time limits: n8n is installed and the package packed. */
export default async function setUp(): Promise<void> {
	await ensureN8n(wantedN8nVersion());
	process.env.THREECX_E2E_TARBALL = await packTarball();
}
