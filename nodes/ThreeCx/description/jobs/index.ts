import type { INodeProperties } from 'n8n-workflow';
import { hoursProperties } from './hours';
import { numberProperties } from './numbers';
import { queueProperties } from './queues';
import { userProperties } from './users';

/** Parameters of the operations that need several requests, one file for each theme. */
export const themeProperties: INodeProperties[] = [
	...hoursProperties,
	...numberProperties,
	...queueProperties,
	...userProperties,
];
