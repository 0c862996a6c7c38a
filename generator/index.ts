/**
 * Writes the catalog from OpenAPI documents of the XAPI: `npx gulp catalog --spec openapi-20.0.10-2026-06-11.yaml --spec
 * openapi-20.0.9-2026-01-22.yaml`. The newest document gives the rows; all of them together tell since when an operation
 * or a field exists, what is gone, and where a request changed.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobRows, localRows, requestRows } from '../nodes/ThreeCx/catalog/facts/ownRows';
import { readDocument } from './document';
import { freeze, freezeOwn, frozenSource, parseFrozen, type Frozen } from './frozen';
import { editionsOf, goneFields, historyOf, markFields, retiredRows, type Edition } from './history';
import { valuesOf } from './names';
import { requestOf } from './types';
import { fieldTablesSource, operationsSource, type WrittenRow } from './write';

/** The types and enumerations that the operations of a document use. */
function addTables({ tables, facts }: Edition): void {
	for (const { body, answer } of facts) {
		if (typeof body === 'string') tables.add(body);
		else body?.forEach(({ type }) => tables.add(type));
		if (answer) tables.add(answer);
	}
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

/** What the generator writes. */
export interface Catalog {
	/** Files of `catalog/facts`, by name. */
	facts: Record<string, string>;
	frozen: Frozen;
}

/**
 * The catalog for a set of documents.
 *
 * @param specs files, with a date behind `=` where the file name has none.
 * @param frozen the values that saved workflows contain.
 * @throws Error for anything of a kind never seen before, naming the place, and for values that would be renamed.
 */
export async function generateCatalog(
	specs: readonly string[],
	frozen: Frozen = { values: {}, own: [] },
	acceptRenames = false,
): Promise<Catalog> {
	const editions = editionsOf(await Promise.all(specs.map(readDocument)));
	const newest = editions.at(-1);
	if (!newest) throw new Error('Name at least one document with --spec');
	const { facts, tables } = newest;
	const rows = facts.map((fact): WrittenRow => ({ ...fact, ...valuesOf(fact, facts), ...historyOf(fact, editions) }));
	refuseDuplicates(rows);
	addTables(newest);
	markFields(tables.types, editions);
	const valueOf = ({ resource, operation }: Pick<WrittenRow, 'resource' | 'operation'>) => `${resource}.${operation}`;
	const values = freeze(Object.fromEntries(rows.map((row) => [requestOf(row), valueOf(row)])), frozen.values, acceptRenames);
	const own = freezeOwn([...jobRows, ...localRows, ...requestRows].map(valueOf), { values, own: frozen.own }, acceptRenames);
	return {
		facts: {
			'operations.ts': operationsSource(editions, rows, retiredRows(editions)),
			'fieldTables.ts': fieldTablesSource(tables, goneFields(tables.types, editions)),
		},
		frozen: { values, own },
	};
}

async function main() {
	const { values } = parseArgs({
		options: {
			spec: { type: 'string', multiple: true, default: [] },
			'accept-renames': { type: 'boolean', default: false },
		},
	});
	const frozenFile = resolve(__dirname, 'frozenValues.json');
	const frozen = parseFrozen(await readFile(frozenFile, 'utf8'));
	const catalog = await generateCatalog(values.spec, frozen, values['accept-renames']);
	const folder = resolve(__dirname, '../nodes/ThreeCx/catalog/facts');
	for (const [name, source] of Object.entries(catalog.facts)) await writeFile(join(folder, name), source);
	await writeFile(frozenFile, frozenSource(catalog.frozen));
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
}
