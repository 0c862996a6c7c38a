import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads these once, when it is first imported; so this file is imported before it.
const userFolder = mkdtempSync(join(tmpdir(), 'threecx-engine-'));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'key-of-the-test-engine';
process.env.N8N_LOG_LEVEL = 'silent';
process.once('exit', () => {
	rmSync(userFolder, { recursive: true, force: true });
});
