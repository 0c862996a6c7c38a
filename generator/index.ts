/**
 * Writes the catalog from OpenAPI documents of the XAPI: `npx gulp catalog --spec openapi-20.0.10.yaml --spec
 * openapi-20.0.7.yaml`. The newest document gives the rows; older ones tell since when an operation exists and which
 * ones are gone.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { RetiredRow } from '../nodes/ThreeCx/catalog/types';
import { compareVersions, readDocument, type Document } from './document';
import { valuesOf } from './names';
import { readOperations } from './operations';
import { SchemaTables } from './schemas';
import type { OperationFact } from './types';
import { fieldTablesSource, operationsSource, type WrittenRow } from './write';

const requestOf = ({ method, path }: OperationFact) => `${method} ${path}`;

function readTables(document: Document, facts: readonly OperationFact[]): SchemaTables {
	const tables = new SchemaTables(document);
	for (const { body, answer } of facts) {
		if (typeof body === 'string') tables.add(body);
		else body?.forEach(({ type }) => tables.add(type));
		if (answer) tables.add(answer);
	}
	return tables;
}

/** Marks the properties of types that older versions have, but without these properties. */
function markNewFields(tables: SchemaTables, older: readonly Document[]): void {
	const olderTables = older.map((document) => ({ version: document.version, tables: new SchemaTables(document) }));
	for (const [type, fields] of tables.types) {
		const known = olderTables.flatMap(({ version, tables: old }) => {
			const names = old.fieldsOf(type);
			return names ? [{ version, names: new Set(names.map(({ name }) => name)) }] : [];
		});
		// A type that is new as a whole belongs to operations that are new.
		if (known.length === 0) continue;
		for (const field of fields) {
			const first = known.find(({ names }) => names.has(field.name));
			if (first !== known[0]) field.since = first?.version ?? tables.version;
		}
	}
}

/** Adds n8n's names and since when an operation exists. */
function nameRow(
	fact: OperationFact,
	all: readonly OperationFact[],
	older: readonly [string, Set<string>][],
): WrittenRow {
	const known = older.filter(([, requests]) => requests.has(requestOf(fact)));
	const [oldest] = older;
	const since = known[0]?.[0];
	return {
		...fact,
		...valuesOf(fact, all),
		...(since !== oldest?.[0] ? { since } : {}),
	};
}

function refuseDuplicates(rows: readonly WrittenRow[]): void {
	const seen = new Map<string, string>();
	for (const row of rows) {
		const name = `${row.resource}.${row.operation}`;
		const other = seen.get(name);
		if (other) throw new Error(`${requestOf(row)} and ${other} would both be called ${name}`);
		seen.set(name, requestOf(row));
	}
}

/** What older versions have and the newest has not, each with the last version that has it. */
function retiredRows(
	newest: readonly OperationFact[],
	byVersion: readonly { version: string; facts: readonly OperationFact[] }[],
): RetiredRow[] {
	const present = new Set(newest.map(requestOf));
	const gone = byVersion.flatMap(({ version, facts }) =>
		facts
			.filter((fact) => !present.has(requestOf(fact)))
			.map((fact): RetiredRow => ({ request: requestOf(fact), id: fact.operationId, until: version })),
	);
	return [...new Map(gone.map((row) => [row.request, row])).values()];
}

/**
 * The catalog's two files for a set of documents.
 *
 * @throws Error for anything in the newest document of a kind never seen before, naming the operation.
 */
export async function generateCatalog(files: readonly string[]): Promise<Record<string, string>> {
	const documents = await Promise.all(files.map(readDocument));
	documents.sort((a, b) => compareVersions(a.version, b.version));
	const newest = documents.at(-1);
	if (!newest) throw new Error('Name at least one document with --spec');

	const factsByVersion = documents.map((document) => ({ version: document.version, facts: readOperations(document) }));
	const byVersion = factsByVersion.map(({ version, facts: own }): [string, Set<string>] => [version, new Set(own.map(requestOf))]);
	const facts = readOperations(newest);
	const rows = facts.map((fact) => nameRow(fact, facts, byVersion));
	refuseDuplicates(rows);
	const tables = readTables(newest, facts);
	markNewFields(tables, documents.slice(0, -1));
	return {
		'operations.ts': operationsSource(documents.map(({ version }) => version), rows, retiredRows(facts, factsByVersion)),
		'fieldTables.ts': fieldTablesSource(tables.types, tables.enums),
	};
}

async function main() {
	const { values } = parseArgs({ options: { spec: { type: 'string', multiple: true, default: [] } } });
	const folder = resolve(__dirname, '../nodes/ThreeCx/catalog/facts');
	const sources = await generateCatalog(values.spec);
	for (const [name, source] of Object.entries(sources)) await writeFile(join(folder, name), source);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
