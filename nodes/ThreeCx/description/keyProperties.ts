import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { declare } from './conditions';

/** For a PBX that takes its time, or has many thousands of records. */
const SLOW_LOAD = { message: 'If loading is slow, choose By Name', timeout: 5000 };

/** The locators that name the row acted on: one for phone logos, one shared by all other entity sets. */
export function keyProperties(operations: readonly Operation[]): INodeProperties[] {
	const keyedBy = (name: string) => operations.filter(({ key }) => key?.parameter === name);
	return [
		...declare({
			displayName: 'Filename',
			name: 'filename',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The phone logo file to delete',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a phone logo…',
					typeOptions: { searchListMethod: 'searchKeys', searchable: true, slowLoadNotice: SLOW_LOAD },
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. brand-2024-logo.png',
					hint: 'Exactly as stored on the PBX, without quotes',
				},
			],
		}, operations, keyedBy('filename')),
		...declare({
			displayName: 'Record',
			name: 'key',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			description: 'The user, queue, trunk, or other record',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select one…',
					typeOptions: { searchListMethod: 'searchKeys', searchable: true, slowLoadNotice: SLOW_LOAD },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. 28',
					hint: 'As Get Many returns it, without quotes',
				},
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: 'e.g. 100',
					hint: 'Exact number, name, or email address',
				},
			],
		}, operations, keyedBy('key')),
	];
}
