/**
 * Writes which operations there are: the table in README.md, between its two marks, and docs/operations.md with the names
 * that 3CX and older nodes give them. Run by `npx gulp docs`; a test compares.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { operations } from '../nodes/ThreeCx/catalog';
import type { Operation } from '../nodes/ThreeCx/catalog/types';

const START = '<!-- coverage: written by "npx gulp docs" -->';
const END = '<!-- end of coverage -->';

const root = resolve(__dirname, '..');

function byResource(): [string, Operation[]][] {
	const groups = new Map<string, Operation[]>();
	for (const operation of operations) {
		groups.set(operation.resourceName, [...(groups.get(operation.resourceName) ?? []), operation]);
	}
	return [...groups].sort(([a], [b]) => a.localeCompare(b, 'en'));
}

const byName = (a: Operation, b: Operation) => a.name.localeCompare(b.name, 'en');

/** `ListActiveCall` → `List Active Call`, as nodes made of the API document call it. */
function generatedName(id: string): string {
	return id.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
}

function coverageTable(): string {
	const rows = byResource().map(
		([resource, group]) => `| ${resource} | ${[...group].sort(byName).map(({ name }) => name).join(', ')} |`,
	);
	return ['| Resource | Operations |', '| --- | --- |', ...rows].join('\n');
}

function resourceSection([resource, group]: [string, Operation[]]): string {
	const rows = [...group].sort(byName).map(({ name, id, method, path, since, kind }) => {
		const request = kind === 'job' ? 'several requests' : `\`${method} ${path === '' ? 'any path' : path}\``;
		return `| ${name} | ${generatedName(id)} | ${request} | ${since ?? ''} |`;
	});
	return [`## ${resource}`, '', '| Operation | Generated name | Request | Since |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const operationsPage = () =>
	[
		'<!-- Written by "npx gulp docs". Do not edit. -->',
		'',
		'# Operations',
		'',
		'Every operation of the node, with the name that nodes generated from the API document give it (search this page for',
		'the old name when you move a workflow here), what it sends below `/xapi/v1`, and the version of 3CX it came with where',
		'that is later than 20.0.7.',
		'',
		byResource().map(resourceSection).join('\n\n'),
		'',
	].join('\n');

/** The files that list operations, by name, as they should be. */
export async function coverageFiles(): Promise<Record<string, string>> {
	const readme = await readFile(resolve(root, 'README.md'), 'utf8');
	const [before, rest] = readme.split(START);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) throw new Error('README.md lacks the marks of the coverage table');
	return {
		'README.md': `${before}${START}\n\n${coverageTable()}\n\n${END}${after}`,
		'docs/operations.md': operationsPage(),
	};
}

async function main() {
	for (const [name, text] of Object.entries(await coverageFiles())) await writeFile(resolve(root, name), text);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	});
}
