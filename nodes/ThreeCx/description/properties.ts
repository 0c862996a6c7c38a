import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Operation } from '../catalog/types';
import { bodyProperties } from './bodyProperties';
import { shownFor } from './conditions';
import { jobProperties } from './jobProperties';
import { themeProperties } from './jobs';
import { keyProperties } from './keyProperties';
import { listProperties } from './listProperties';
import { noticeProperties } from './noticeProperties';
import { optionsProperty } from './optionsProperty';

/** Operations that a resource opens with, the first of these that it has: none that changes anything. */
const SAFE_DEFAULTS = ['getAll', 'get', 'getReport'];

function defaultOperation(operations: readonly Operation[]): string {
	const values = operations.map(({ operation }) => operation);
	return SAFE_DEFAULTS.find((value) => values.includes(value)) ?? values[0] ?? '';
}

function byResource(operations: readonly Operation[]): Map<string, Operation[]> {
	const groups = new Map<string, Operation[]>();
	for (const operation of operations) {
		const group = groups.get(operation.resource);
		if (group) group.push(operation);
		else groups.set(operation.resource, [operation]);
	}
	return groups;
}

function resourceProperty(resources: ReadonlyMap<string, readonly Operation[]>): INodeProperties {
	const options = [...resources]
		.map(([value, [first]]): INodePropertyOptions => ({ name: first?.resourceName ?? value, value }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
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
			.sort((a, b) => a.name.localeCompare(b.name, 'en')),
		default: defaultOperation(operations),
	};
}

function ifMatchProperty(operations: readonly Operation[]): INodeProperties {
	return {
		displayName: 'If Match',
		name: 'ifMatch',
		type: 'string',
		default: '',
		placeholder: 'e.g. W/"08D8D7A1"',
		displayOptions: shownFor(
			operations,
			operations.filter(({ ifMatch }) => ifMatch),
		),
		description:
			'ETag that the row must still have ("@odata.etag" of Get Many), else nothing is deleted. Leave empty for any state.',
	};
}

/**
 * The node's parameters for all operations: what the editor shows is derived from the catalog only. Parameters are
 * shared by kind of operation, because the editor becomes slow with the number and size of them.
 */
export function buildProperties(operations: readonly Operation[]): INodeProperties[] {
	const resources = byResource(operations);
	return [
		resourceProperty(resources),
		...[...resources].map(([resource, group]) => operationProperty(resource, group)),
		...noticeProperties(operations),
		...keyProperties(operations),
		...bodyProperties(operations),
		ifMatchProperty(operations),
		...listProperties(operations),
		...jobProperties,
		...themeProperties,
		optionsProperty(),
	];
}
