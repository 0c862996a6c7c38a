import { createEngine, type Engine } from '.';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { resolve } from 'node:path';
import { NODE_TYPE } from './workflows';

/** The package as n8n loads it. `dist` must be up to date. */
async function loadPackage(): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(resolve(__dirname, '../..'));
	await loader.loadAll();
	return loader;
}

const descriptionOf = (loader: PackageDirectoryLoader, node: string) => (loader.getNode(node).type as INodeType).description;

/** What the nodes of the built package say of themselves. */
export async function builtDescriptions(): Promise<Record<'threeCx' | 'threeCxCallTrigger' | 'threeCxTrigger', INodeTypeDescription>> {
	const loader = await loadPackage();
	return {
		threeCx: descriptionOf(loader, 'threeCx'),
		threeCxCallTrigger: descriptionOf(loader, 'threeCxCallTrigger'),
		threeCxTrigger: descriptionOf(loader, 'threeCxTrigger'),
	};
}

/** An engine that knows the 3CX node from the built package, and others. */
export async function createEngineFromPackage(otherNodes: Record<string, INodeType> = {}): Promise<Engine> {
	const loader = await loadPackage();
	const node = loader.getNode('threeCx').type as INodeType;
	return createEngine({ ...otherNodes, [NODE_TYPE]: node }, [loader.getCredential('threeCxApi').type]);
}
