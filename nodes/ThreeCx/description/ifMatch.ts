import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { declare } from './conditions';

/** The ETag that a record must still have to be deleted. */
export const ifMatch: Omit<INodeProperties, 'displayOptions'> = {
	displayName: 'If Match',
	name: 'ifMatch',
	type: 'string',
	default: '',
	placeholder: 'e.g. W/"08D8D7A1"',
	description:
		'Delete only if the record still has this ETag ("@odata.etag" from Get Many). Leave empty to delete it regardless of changes.',
};

/** Delete Phone Logo has it among its parameters, all others among their options. */
export const isLogoDelete = ({ resource, ifMatch: isTaken }: Operation): boolean => resource === 'phoneLogo' && isTaken;

/** If Match as a parameter, where it is one. */
export const ifMatchProperties = (operations: readonly Operation[]): INodeProperties[] =>
	declare(ifMatch, operations, operations.filter(isLogoDelete));
