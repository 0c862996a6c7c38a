import { ensureN8n, wantedN8nVersion } from './n8n/install';
import { startN8n, type N8nInstance } from './n8n/instance';
import { createUserFolder, type UserFolder } from './n8n/user-folder';

/** A running n8n with the package of this repository, packed by setup.ts. */
export async function startN8nUnderTest(): Promise<N8nInstance> {
	return await startN8n({ version: wantedN8nVersion(), tarball: tarball() });
}

/** A folder with the package installed, for n8n's commands without a server. */
export async function createUserFolderUnderTest(): Promise<UserFolder> {
	return await createUserFolder({ n8n: await ensureN8n(wantedN8nVersion()), tarball: tarball() });
}

function tarball(): string {
	const path = process.env.THREECX_E2E_TARBALL;
	if (path === undefined) throw new Error('Run these tests with npm run test:e2e');
	return path;
}
