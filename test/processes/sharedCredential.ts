import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ICredentialDataDecryptedObject, ICredentialType, INodeCredentialsDetails } from 'n8n-workflow';
import { MemoryCredentials } from '../engine/credentialsHelper';

/** What one query to n8n's database takes, as measured. */
const QUERY_MS = 2;

/** Writes the row of the credential as a whole: who reads meanwhile gets the row before or after, never half of it. */
export function writeCredential(file: string, row: ICredentialDataDecryptedObject): void {
	const written = `${file}.${process.pid}`;
	writeFileSync(written, JSON.stringify(row));
	renameSync(written, file);
}

function readCredential(file: string): Record<string, string | boolean> {
	return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | boolean>;
}

/**
 * Leads all reading and writing of credentials to a file that other processes use as well, as to a row of n8n's database:
 * read anew for each use, no lock, the last writer wins.
 */
export function shareCredential(credentials: MemoryCredentials, file: string): void {
	const getDecrypted = credentials.getDecrypted.bind(credentials);
	Object.assign(credentials, {
		read: () => readCredential(file),
		edit(reference: INodeCredentialsDetails, changes: ICredentialDataDecryptedObject) {
			// Also in memory, where the engine looks for the secrets that must not show in executions.
			MemoryCredentials.prototype.edit.call(credentials, reference, changes);
			writeCredential(file, { ...readCredential(file), ...changes });
		},
		async getDecrypted(...query: Parameters<MemoryCredentials['getDecrypted']>) {
			await sleep(QUERY_MS);
			return await getDecrypted(...query);
		},
	});
}

/** A credential type whose new token is stored as late as n8n stores it: two reads and a write after the exchange. */
export function storedLate(type: ICredentialType): ICredentialType {
	const { preAuthentication } = type;
	return Object.assign(type, {
		async preAuthentication(this: never, credentials: ICredentialDataDecryptedObject) {
			const token = await preAuthentication?.call(this, credentials);
			await sleep(3 * QUERY_MS);
			return token;
		},
	});
}
