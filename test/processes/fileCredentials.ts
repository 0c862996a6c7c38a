import type { ICredentialDataDecryptedObject, INodeCredentialsDetails } from 'n8n-workflow';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { MemoryCredentials } from '../engine/credentialsHelper';

type Fields = ReturnType<MemoryCredentials['read']>;

/**
 * One credential in a file that several processes share, as they share n8n's database: read anew each time, written
 * without a lock, so that the last writer wins.
 */
export class FileCredentials extends MemoryCredentials {
	constructor(
		types: ConstructorParameters<typeof MemoryCredentials>[0],
		private readonly file: string,
	) {
		super(types);
	}

	override read(): Fields {
		return JSON.parse(readFileSync(this.file, 'utf8')) as Fields;
	}

	override edit(_reference: INodeCredentialsDetails, changes: ICredentialDataDecryptedObject): void {
		// A database writes a row as a whole: nobody reads half of it.
		const draft = `${this.file}.${process.pid}`;
		writeFileSync(draft, JSON.stringify({ ...this.read(), ...changes }));
		renameSync(draft, this.file);
	}
}
