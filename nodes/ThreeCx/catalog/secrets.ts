import { fieldsOfType, isStructured } from './facts/fields';
import { isSecret } from './simplified';
import type { Field, Operation } from './types';

/** How many navigation properties a path may follow: more is rarely expanded, and the list is part of every editor's load. */
const EXPANDED = 1;

/** What only sounds like a secret: where a list goes on, and where tokens are to be had. */
const HARMLESS = /^(NextPageToken|TokenEndpoint)/;

/** The secrets that a property is or has inside, as n8n writes paths: `Phones[*].Settings.Secret`. */
function secretsIn(field: Field, within: readonly string[], expanded: number): string[] {
	const path = field.name + (field.isCollection ? '[*]' : '');
	if (isSecret(field)) return HARMLESS.test(field.name) ? [] : [field.name];
	const depth = expanded + Number(field.isNavigation);
	if (!isStructured(field.type) || within.includes(field.type) || depth > EXPANDED) return [];
	return secretsOfType(field.type, within, depth).map((inner) => `${path}.${inner}`);
}

function secretsOfType(type: string, within: readonly string[], expanded: number): string[] {
	return fieldsOfType(type).flatMap((field) => secretsIn(field, [...within, type], expanded));
}

/**
 * Where secrets are in the output of any of these operations, sorted: n8n 2.x redacts them in what it shows and returns of
 * saved executions, for everybody. Single values are not among them: their name, `value`, is the same for all operations.
 *
 * Source: n8n, redaction module, node-defined-field-redaction.strategy.js (dots between names, `[*]` for lists).
 */
export function secretPaths(operations: readonly Operation[]): string[] {
	const types = new Set(operations.flatMap(({ answer }) => answer ?? []));
	return [...new Set([...types].flatMap((type) => secretsOfType(type, [], 0)))].sort();
}
