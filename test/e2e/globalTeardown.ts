import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { packedTarball } from './workflows';

/** Removes the packed package. */
export default async function globalTeardown(): Promise<void> {
	await rm(dirname(packedTarball()), { recursive: true, force: true });
}
