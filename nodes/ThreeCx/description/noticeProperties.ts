import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { SIGNED_IN_USER } from '../catalog/words/warnings';
import { declare } from './conditions';

/** What must be chosen besides for a notice to be true: a user who signed in may do what 3CX refuses API clients. */
const conditionsOf = (text: string) => (text === SIGNED_IN_USER ? { authentication: ['apiKey'] } : {});

/** A notice for each text that operations warn with. */
export function noticeProperties(operations: readonly Operation[]): INodeProperties[] {
	const warned = new Map<string, Operation[]>();
	for (const operation of operations) {
		if (operation.warning === undefined) continue;
		warned.set(operation.warning, [...(warned.get(operation.warning) ?? []), operation]);
	}
	return [...warned].flatMap(([displayName, group]) =>
		declare({ displayName, name: 'notice', type: 'notice', default: '' }, operations, group, conditionsOf(displayName)),
	);
}
