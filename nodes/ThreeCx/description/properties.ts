import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { groupBy } from '../collections/groupBy';
import { bodyProperties } from './bodyProperties';
import { defaultOperation } from './defaultOperation';
import { ifMatchProperties } from './ifMatch';
import { jobProperties } from './jobProperties';
import { themeProperties } from './jobs';
import { keyProperties } from './keyProperties';
import { listProperties } from './listProperties';
import { noticeProperties } from './noticeProperties';
import { optionsProperty } from './optionsProperty';

/** Sorts as a reader of English expects. A collator is slow to make, and slower still if made for each comparison. */
function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
	return one < other ? -1 : Number(one > other);
}

/** Chooses between the two credentials. Workflows that were saved without it keep their API key. */
const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Key', value: 'apiKey', description: 'As an API client that was added in the 3CX Admin Console' },
		{ name: 'OAuth2', value: 'oAuth2', description: 'As a 3CX user who signs in (preview: not tried on a live PBX)' },
	],
	default: 'apiKey',
	// What sends nothing needs neither.
	displayOptions: { hide: { operation: ['generateTemplate'] } },
};

function resourceProperty(resources: ReadonlyMap<string, readonly Operation[]>): INodeProperties {
	const options = [...resources]
		.map(([value, [first]]): INodePropertyOptions => ({ name: first?.resourceName ?? value, value }))
		.sort(byName);
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options,
		default: 'user',
	};
}

function operationProperty(resource: string, operations: readonly Operation[]): INodeProperties {
	const chosen = defaultOperation(operations);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations
			.map(({ name, operation, action, description }) => ({
				name,
				value: operation,
				action,
				...(description === '' ? {} : { description }),
			}))
			.sort(byName),
		default: chosen,
		// n8n then says what is missing, and runs nothing.
		...(chosen === '' ? { required: true } : {}),
	};
}

/**
 * The node's parameters for all operations: what the editor shows is derived from the catalog only. Parameters are
 * shared by kind of operation, because the editor becomes slow with the number and size of them.
 */
export function buildProperties(operations: readonly Operation[]): INodeProperties[] {
	const resources = groupBy(operations, ({ resource }) => resource);
	return [
		authenticationProperty,
		resourceProperty(resources),
		...[...resources].map(([resource, group]) => operationProperty(resource, group)),
		...noticeProperties(operations),
		...keyProperties(operations),
		...bodyProperties(operations),
		...ifMatchProperties(operations),
		...listProperties(operations),
		...jobProperties,
		...themeProperties,
		optionsProperty(operations),
	];
}
