import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The path of an installed program, looked for in PATH and then in further folders; undefined where there is none. */
export function findProgram(name: string, furtherFolders: string[] = []): string | undefined {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...furtherFolders];
	return folders.map((folder) => join(folder, name)).find(isExecutable);
}
