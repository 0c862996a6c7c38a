import type { INodeProperties } from 'n8n-workflow';
import { shareAlike } from '../conditions/share';
import { callLogProperties } from './callLog';
import { callProperties } from './calls';
import { contactProperties } from './contacts';
import { crmProperties } from './crm';
import { hoursProperties } from './hours';
import { numberProperties } from './numbers';
import { queueProperties } from './queues';
import { recordingProperties } from './recordings';
import { dryRunProperties } from './shared';
import { systemProperties } from './system';
import { userProperties } from './users';

/** Parameters of the operations that need several requests or none, one file for each theme. */
export const themeProperties: INodeProperties[] = shareAlike([
	...callLogProperties,
	...callProperties,
	...contactProperties,
	...crmProperties,
	...hoursProperties,
	...numberProperties,
	...queueProperties,
	...recordingProperties,
	...systemProperties,
	...userProperties,
	...dryRunProperties,
]);
