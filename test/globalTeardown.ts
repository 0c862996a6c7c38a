import { rmSync } from 'node:fs';
import { FOLDER_VARIABLE } from './engine/folder';

/** Removes the folder that globalSetup.ts made. */
export default function tearDown(): void {
	rmSync(process.env[FOLDER_VARIABLE] ?? '', { recursive: true, force: true });
}
