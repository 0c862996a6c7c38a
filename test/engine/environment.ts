import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER_VARIABLE } from './folder';

/** A folder for n8n's settings that is gone with this process. Not under jest, where no exit handler is called. */
function ownFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'threecx-engine-'));
	process.once('exit', () => {
		rmSync(folder, { recursive: true, force: true });
	});
	return folder;
}

// n8n-core reads these once, when it is first imported; so this file is imported before it.
const userFolder = join(process.env[FOLDER_VARIABLE] ?? ownFolder(), process.env.JEST_WORKER_ID ?? 'single');
mkdirSync(userFolder, { recursive: true });
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'key-of-the-test-engine';
process.env.N8N_LOG_LEVEL = 'silent';
