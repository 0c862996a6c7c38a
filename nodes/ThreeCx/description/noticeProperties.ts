import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { declare } from './conditions';

/** A notice for each text that operations warn with. */
export function noticeProperties(operations: readonly Operation[]): INodeProperties[] {
	const warned = new Map<string, Operation[]>();
	for (const operation of operations) {
		if (operation.warning === undefined) continue;
		warned.set(operation.warning, [...(warned.get(operation.warning) ?? []), operation]);
	}
	return [...warned].flatMap(([displayName, group]) =>
		declare({ displayName, name: 'notice', type: 'notice', default: '' }, operations, group),
	);
}
