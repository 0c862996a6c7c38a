import type { INodeProperties } from 'n8n-workflow';
import { queueProperties } from './queues';
import { userProperties } from './users';

/** Parameters of the operations that need several requests, one file for each theme. */
export const themeProperties: INodeProperties[] = [...queueProperties, ...userProperties];
