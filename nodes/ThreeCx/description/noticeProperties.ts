import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { shownFor } from './conditions';

const notice = (displayName: string, all: readonly Operation[], risk: Operation['risk']): INodeProperties => ({
	displayName,
	name: 'riskNotice',
	type: 'notice',
	default: '',
	displayOptions: shownFor(
		all,
		all.filter((operation) => operation.risk === risk),
	),
});

/** Warnings before operations that a person may not expect to reach as far as they do. */
export function noticeProperties(operations: readonly Operation[]): INodeProperties[] {
	return [
		notice(
			'This can interrupt calls and services or delete data for good. Try it on a test system first.',
			operations,
			'harm',
		),
		notice(
			'This can lock out administrators, phones or n8n itself. Keep another way to reach the PBX.',
			operations,
			'lockout',
		),
	];
}
