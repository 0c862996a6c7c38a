import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NODE_TYPE } from '../engine/workflows';
import type { Workflow } from './n8n/api';

/** Environment variable in which globalSetup leaves the path of the packed package. */
export const TARBALL_VARIABLE = 'THREECX_TARBALL';

/** The packed package that every test file installs. */
export function packedTarball(): string {
	const path = process.env[TARBALL_VARIABLE];
	if (!path) throw new Error(`${TARBALL_VARIABLE} is not set; run "npm run test:e2e"`);
	return path;
}

const folder = resolve(__dirname, '../../examples');

/** The names of all example files. */
export const exampleFiles = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** An example as it is imported, with a credential chosen for each of its 3CX nodes. */
export function readExample(file: string, credential: { id: string; name: string }): Workflow {
	const workflow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow;
	for (const node of workflow.nodes) {
		if (node.type === NODE_TYPE) node.credentials = { threeCxApi: credential };
	}
	return workflow;
}
