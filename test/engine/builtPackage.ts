import { createEngine, type Engine } from '.';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType } from 'n8n-workflow';
import { resolve } from 'node:path';
import { NODE_TYPE } from './workflows';

/** An engine that knows the 3CX node from the built package, loaded as n8n loads it, and others. `dist` must be up to date. */
export async function createEngineFromPackage(otherNodes: Record<string, INodeType> = {}): Promise<Engine> {
	const loader = new PackageDirectoryLoader(resolve(__dirname, '../..'));
	await loader.loadAll();
	const node = loader.getNode('threeCx').type as INodeType;
	return createEngine({ ...otherNodes, [NODE_TYPE]: node }, [loader.getCredential('threeCxApi').type]);
}
