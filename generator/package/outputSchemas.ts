/**
 * Writes the output schemas of the built package, from which the editor knows the fields of an operation before its first
 * run. Made at every build, because they follow from the catalog; those of jobs are written by hand.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { apiOperations } from '../../nodes/ThreeCx/catalog';
import { fieldsOfType, isStructured } from '../../nodes/ThreeCx/catalog/facts/fields';
import { simplifiedProperties } from '../../nodes/ThreeCx/catalog/simplified';
import type { Field, Operation } from '../../nodes/ThreeCx/catalog/types';

/** A JSON schema as far as n8n reads it. */
export interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Objects nested deeper are not expanded, to keep the schemas small. */
const DEPTH = 3;

const jsonTypes: Record<string, string> = {
	boolean: 'boolean',
	decimal: 'number',
	double: 'number',
	int32: 'number',
	int64: 'number',
	uint8: 'number',
};

function typeSchema(type: string, depth: number): Schema {
	if (!isStructured(type)) return { type: jsonTypes[type] ?? 'string' };
	return depth === 0 ? { type: 'object' } : { type: 'object', properties: propertiesOf(fieldsOfType(type), depth - 1) };
}

function fieldSchema({ type, isCollection, isNullable }: Field, depth: number): Schema {
	const schema: Schema = isCollection ? { type: 'array', items: typeSchema(type, depth) } : typeSchema(type, depth);
	return isNullable && typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema;
}

function propertiesOf(fields: readonly Field[], depth: number): Record<string, Schema> {
	return Object.fromEntries(
		fields.filter(({ isNavigation }) => !isNavigation).map((field) => [field.name, fieldSchema(field, depth)]),
	);
}

const keyProperty = ({ key }: Operation): Record<string, Schema> =>
	key ? { [key.property]: { type: jsonTypes[key.type] ?? 'string' } } : {};

function answerProperties(operation: Operation): Record<string, Schema> {
	const { answer = '', kind, output } = operation;
	if (kind === 'delete') return { deleted: { type: 'boolean' }, ...keyProperty(operation) };
	if (output === 'nothing') return { success: { type: 'boolean' }, ...keyProperty(operation) };
	if (output === 'file') {
		return { fileName: { type: 'string' }, mimeType: { type: 'string' }, ...keyProperty(operation) };
	}
	if (answer === 'any') return { success: { type: 'boolean' }, ...keyProperty(operation) };
	if (!isStructured(answer)) return { value: typeSchema(answer, 0) };
	const simplified = simplifiedProperties(operation);
	const fields = fieldsOfType(answer).filter(({ name }) => simplified.length === 0 || simplified.includes(name));
	// A bulk action that has nothing to report says that it is done.
	const done: Record<string, Schema> = output === 'report' ? { success: { type: 'boolean' } } : {};
	return { ...propertiesOf(fields, DEPTH), ...done };
}

/** The schema of one output item of an operation as it runs unless its options say otherwise. */
export function outputSchema(operation: Operation): Schema & { version: number } {
	return { type: 'object', properties: answerProperties(operation), version: 1 };
}

/** Operations whose schema follows from the catalog. */
export const describedOperations: readonly Operation[] = apiOperations;

async function main() {
	const folder = resolve(__dirname, '../../dist/nodes/ThreeCx/__schema__/v1.0.0');
	for (const operation of describedOperations) {
		const file = join(folder, operation.resource, `${operation.operation}.json`);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(outputSchema(operation)));
	}
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	});
}
