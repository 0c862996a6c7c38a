/**
 * Writes docs/operations.md: every operation by area and resource, with the names that 3CX and older nodes give them. Run by
 * `npx gulp docs`; a test compares.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { operations } from '../nodes/ThreeCx/catalog';
import { successorOf } from '../nodes/ThreeCx/catalog/match';
import { retired } from '../nodes/ThreeCx/catalog/facts/operations';
import type { Change, Operation } from '../nodes/ThreeCx/catalog/types';
import { availabilityOf, knownVersions, lastReleaseWith } from '../nodes/ThreeCx/catalog/versions';

/** Areas of the page, each with the resources it begins with; what none of them names belongs to the last. */
const AREAS: readonly [title: string, resources: RegExp][] = [
	['Any Endpoint', /^apiRequest$/],
	['Users and Departments', /^(user|department|myUser|myDepartment|extensionProperty|officeHours|holiday)$/],
	['Calls and Recordings', /^(call|callLog|callCost|recording|blacklistedNumber|sharedParking)$|^callFlow/],
	['Queues, Ring Groups, and IVRs', /^(queue|ringGroup|digitalReceptionist|peer|playlist|voicemailSettings)$|Prompt|^prompt/],
	['Phones and Gateways', /^(phone|detectedDevice|firmware|sbc|fxs)/],
	['Trunks, Numbers, and Fax', /^(trunk|didNumber|inboundRule|outboundRule|emergency|fax)/],
	['Contacts, CRM, and Chat', /^(contact|crm|chat|liveChat)/],
	['Reports', /^(report|scheduledReport)$/],
	['Integrations', /^(microsoft|google|amazon|mcp|ai|dataConnector|conference)/],
	['Security and Access', /^(apiClient|oauthClient|securityToken|myToken|ipBlacklistEntry|firewall)/],
	['System', /./],
];

const areaOf = ({ resource }: Operation): string => AREAS.find(([, resources]) => resources.test(resource))?.[0] ?? '';

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
		const sent = `\`${method} ${path === '' ? 'any path' : path}\``;
		const request = { job: 'several requests', local: 'none' }[kind as string] ?? sent;
		return `| ${name} | ${generatedName(id)} | ${request} | ${versionCell(operation)} |`;
	});
	return [`### ${resource}`, '', '| Operation | Formerly | Request | Since 3CX |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function retiredSection(): string {
	const rows = retired.map(({ request, id, until }) => {
		const { release, isPartly } = lastReleaseWith(until);
		const last = isPartly ? `some builds of ${release}` : release;
		return `| ${generatedName(id)} | \`${request}\` | ${last} | ${successorOf(request)?.name ?? ''} |`;
	});
	return ['## Removed by 3CX', '', '| Formerly | Request | Last in 3CX | Use instead |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** GitHub's anchor of a heading: lower case, spaces as hyphens, other punctuation gone. */
const anchor = (heading: string) => heading.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-');

function operationsPage(): string {
	const resources = byResource();
	const areas = AREAS.map(([title]) => ({
		title,
		resources: resources.filter(([, [first]]) => first !== undefined && areaOf(first) === title),
	}));
	const contents = areas.map(
		({ title, resources: own }) =>
			`- [${title}](#${anchor(title)}): ${own.map(([resource]) => `[${resource}](#${anchor(resource)})`).join(', ')}`,
	);
	return [
		'<!-- Written by "npx gulp docs". Do not edit. -->',
		'',
		'# Operations',
		'',
		'![Finding an operation in the n8n editor](images/operations.png)',
		'',
		'Every operation of the node, and the request it sends below `/xapi/v1`. *Formerly* is the name in nodes that were',
		'generated from the API document: search this page for the old name when you move a workflow here. *Since 3CX* is the',
		`first release that has the operation in every build, if 3CX ${knownVersions[0]} doesn't have it.`,
		'',
		...contents,
		'- [Removed by 3CX](#removed-by-3cx)',
		'',
		areas.map(({ title, resources: own }) => [`## ${title}`, ...own.map(resourceSection)].join('\n\n')).join('\n\n'),
		'',
		retiredSection(),
		'',
	].join('\n');
}

/** The files that list operations, by name, as they should be. */
export const coverageFiles = (): Record<string, string> => ({ 'docs/operations.md': operationsPage() });

async function main() {
	for (const [name, text] of Object.entries(coverageFiles())) await writeFile(resolve(root, name), text);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	});
}
