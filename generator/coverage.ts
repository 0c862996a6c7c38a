/**
 * Writes which operations there are: the table in README.md, between its two marks, and docs/operations.md with the names
 * that 3CX and older nodes give them. Run by `npx gulp docs`; a test compares.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { operations } from '../nodes/ThreeCx/catalog';
import { successorOf } from '../nodes/ThreeCx/catalog/match';
import { retired } from '../nodes/ThreeCx/catalog/facts/operations';
import type { Change, Operation } from '../nodes/ThreeCx/catalog/types';
import { availabilityOf, knownVersions, lastReleaseWith } from '../nodes/ThreeCx/catalog/versions';

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

/** `ListActiveCall` → `List Active Call`, `GetM365Users` → `Get M 365 Users`, as nodes made of the API document call it. */
function generatedName(id: string): string {
	return id.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g, ' ');
}

function coverageTable(): string {
	const rows = byResource().map(
		([resource, group]) => `| ${resource} | ${[...group].sort(byName).map(({ name }) => name).join(', ')} |`,
	);
	return ['| Resource | Operations |', '| --- | --- |', ...rows].join('\n');
}

const changedParts: Record<Change['part'], string> = { answer: 'response', body: 'body', query: 'query options' };

/** `20.0.8, some builds of 20.0.7`, with what changed later; empty for what all known releases have as it is. */
function versionCell({ requires, changed }: Operation): string {
	const { minimum, partly } = requires === undefined ? {} : availabilityOf(requires);
	const changes = changed.map(({ part, since }) => {
		const change = availabilityOf(since);
		return `${changedParts[part]} changed in ${change.partly ?? change.minimum}`;
	});
	return [minimum, partly && `some builds of ${partly}`, ...changes].filter((text) => text !== undefined).join(', ');
}

function resourceSection([resource, group]: [string, Operation[]]): string {
	const rows = [...group].sort(byName).map((operation) => {
		const { name, id, method, path, kind } = operation;
		const request = kind === 'job' ? 'several requests' : `\`${method} ${path === '' ? 'any path' : path}\``;
		return `| ${name} | ${generatedName(id)} | ${request} | ${versionCell(operation)} |`;
	});
	return [`## ${resource}`, '', '| Operation | Generated name | Request | Since 3CX |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function retiredSection(): string {
	const rows = retired.map(({ request, id, until }) => {
		const { release, isPartly } = lastReleaseWith(until);
		const last = isPartly ? `some builds of ${release}` : release;
		return `| ${generatedName(id)} | \`${request}\` | ${last} | ${successorOf(request)?.name ?? ''} |`;
	});
	return ['## Removed by 3CX', '', '| Generated name | Request | Last in 3CX | Use instead |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const operationsPage = () =>
	[
		'<!-- Written by "npx gulp docs". Do not edit. -->',
		'',
		'# Operations',
		'',
		'![Finding an operation in the n8n editor](images/operations.png)',
		'',
		'Every operation of the node, with the name that nodes generated from the API document give it (search this page for',
		'the old name when you move a workflow here), what it sends below `/xapi/v1`, and, where it is not in',
		`3CX ${knownVersions[0]}, the first release that has it in every build. At the end: what 3CX removed.`,
		'',
		[...byResource().map(resourceSection), retiredSection()].join('\n\n'),
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
