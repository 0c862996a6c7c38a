/**
 * What n8n reads of the nodes when it starts, as far as it follows from the catalog and the lists of events. The build
 * replaces this module by what its functions return (generator/package/startup.ts), because n8n loads every node at every
 * start, and needs the catalog only once a node runs. So these functions return what can be JSON, and depend on nothing but
 * the code.
 */
import type { INodeProperties } from 'n8n-workflow';
import { operations } from '../catalog';
import { secretPaths } from '../catalog/secrets';
import { crmTriggerProperties } from '../crm/properties';
import { buildProperties } from '../description/properties';
import { triggerProperties } from '../events/properties';
import { callTriggerProperties } from '../liveCalls/properties';

export { callTriggerProperties, crmTriggerProperties, triggerProperties };

/** The parameters of the 3CX node. */
export const threeCxProperties = (): INodeProperties[] => buildProperties(operations);

/** The fields of its output that hold secrets, for n8n's redaction. */
export const secretOutputs = (): string[] => secretPaths(operations);
