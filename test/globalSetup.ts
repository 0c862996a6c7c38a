import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER_VARIABLE } from './engine/folder';

/** Makes the folder that all test files share. */
export default function setUp(): void {
	process.env[FOLDER_VARIABLE] = mkdtempSync(join(tmpdir(), 'threecx-engine-'));
}
