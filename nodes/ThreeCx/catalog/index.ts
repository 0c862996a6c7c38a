import { descriptions } from './words/descriptions';
import { fieldsOfType, isStructured, parseFields } from './facts/fields';
import { jobRows, localRows, requestRows } from './facts/ownRows';
import { jobTexts } from './words/jobTexts';
import { lowerCase, namesOf, ruledDescription, ruledName, sentenceCase, thingOf, type Names } from './words/naming';
import { givenNames } from './words/operationNames';
import { resourceTexts } from './words/resourceNames';
import { compactRows } from './facts/rows';
import { keyLists, keyParameters } from './words/overrides';
import { warningOf } from './words/warnings';
import { sinceText } from './versions';
import type { Change, CompactRow, FailureReport, Key, LiteralType, Method, Operation, OperationKind, OutputKind, QueryOption } from './types';

/** An entity by its key: `/Users({Id})`, alone or with what is bound to it. */
const KEYED = /^\/\w+\(\{(\w+)\}\)/;

/** Functions that answer with a file (often CSV), whatever type the document gives them. */
const FILE_FUNCTION = /^(Download|Export)/;

/** Properties that name a row to a person, in the order they are shown in. */
const TITLE_PROPERTIES = ['Number', 'Name', 'DisplayName', 'EmailAddress'];

/**
 * How the rows of a bulk action tell what went wrong with one entry, inside an answer with status 200; undefined where they
 * don't. A part of the rows may tell of success.
 */
function failuresIn({ kind, answer = '', query = '' }: CompactRow): FailureReport | undefined {
	if (kind !== 'action' || !answer.endsWith('[]') || query.includes('skip')) return undefined;
	const names = fieldsOfType(answer.replace('[]', '')).map(({ name }) => name);
	if (!names.includes('Error')) return undefined;
	return {
		error: 'Error',
		subject: names.find((name) => /(Name|Number)$/.test(name)),
		status: names.find((name) => name === 'Status'),
	};
}

function outputOf(row: CompactRow): OutputKind {
	const { kind, id, answer, query = '' } = row;
	if (kind === 'function' && (answer === 'any' || FILE_FUNCTION.test(id))) return 'file';
	if (answer === undefined) return 'nothing';
	if (answer.endsWith('[]')) {
		if (query.includes('skip')) return 'pages';
		return failuresIn(row) ? 'report' : 'rows';
	}
	return answer !== 'any' && !isStructured(answer) ? 'value' : 'object';
}

/** On versions without alternate keys (`/Users(Number='100')`) the node asks the list. */
const requiredMark = ({ kind, request, since }: CompactRow): string | undefined =>
	kind === 'get' && request.includes('={') ? undefined : since;

/** `body@20.0.10 query@20.0.8` */
function changesIn({ changed = '' }: CompactRow): Change[] {
	return [...changed.matchAll(/(body|query|answer)@(\S+)/g)].map(([, part, since = '']) => ({ part: part as Change['part'], since }));
}

/** Name, action and description: overrides win over rules. Actions are the names in sentence case, as n8n writes them. */
function textsFor(row: CompactRow, names: Names): Pick<Operation, 'name' | 'action' | 'description'> {
	const fullName = `${row.resource}.${row.operation}`;
	const { name = givenNames[fullName] ?? ruledName(row, names), action = sentenceCase(name), description } = jobTexts[fullName] ?? {};
	const described = description ?? descriptions[fullName] ?? ruledDescription(row);
	const required = requiredMark(row);
	const version = required === undefined ? '' : sinceText(required);
	return { name, action, description: [described, version].filter((text) => text !== '').join('; ') };
}

/** The resource whose `getAll` lists each entity set: `/Users` → `user`. */
const resourceBySet = new Map(
	compactRows.filter(({ operation }) => operation === 'getAll').map(({ request, resource }) => [request.replace('GET ', ''), resource]),
);

/** The resource that a record belongs to: an operation of `phone` may act on a user. */
function resourceOfKey(resource: string, path: string): string {
	const set = KEYED.test(path) ? path.slice(0, path.indexOf('(')) : '';
	return resourceBySet.get(set) ?? resource;
}

const namesByThing = new Map<string, Names>();

/** Made once for each resource or thing: every operation asks for them, and n8n waits for all of that when it starts. */
function namesOfThing(thing: string): Names {
	const known = namesByThing.get(thing);
	if (known) return known;
	const names = namesOf(thing, resourceTexts[thing]);
	namesByThing.set(thing, names);
	return names;
}

function decorate(row: CompactRow): Operation {
	const { resource, operation, kind, id, request, parameters, query, entity, body, answer, ifMatch, since } = row;
	const thing = thingOf(row);
	const [method = '', path = ''] = request.split(' ');
	const record = namesOfThing(resourceOfKey(thing, path));

	const inPath = parameters ? parseFields(parameters) : [];
	const property = KEYED.exec(path)?.[1];
	const [first, ...others] = inPath;
	const key: Key | undefined =
		first && first.name === property
			? {
					property,
					type: first.type as LiteralType,
					...(keyParameters[resource] ?? { parameter: 'key', displayName: 'Record' }),
				}
			: undefined;
	return {
		resource,
		operation,
		kind,
		id,
		method: method as Method,
		path,
		key,
		arguments: key ? others : inPath,
		query: query ? (query.split(' ') as QueryOption[]) : [],
		ifMatch: ifMatch ?? false,
		entity,
		body: body ? parseFields(body) : undefined,
		answer: answer?.replace('[]', ''),
		output: outputOf(row),
		failures: failuresIn(row),
		since,
		requires: requiredMark(row),
		changed: changesIn(row),
		...textsFor(row, namesOfThing(thing)),
		resourceName: namesOfThing(resource).option,
		noun: lowerCase(record.name),
		nounPlural: lowerCase(record.plural),
		warning: warningOf(request),
	};
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Every operation with its words, sorted by resource and operation. */
export const operations: readonly Operation[] = [...compactRows, ...jobRows, ...localRows, ...requestRows]
	.map(decorate)
	.sort((a, b) => compare(a.resource, b.resource) || compare(a.operation, b.operation));

const OWN_KINDS: readonly OperationKind[] = ['job', 'local', 'rawRequest'];

/** Those of the API itself: the others carry the path of a list, but are no request. */
export const apiOperations = operations.filter(({ kind }) => !OWN_KINDS.includes(kind));

const operationsByName = new Map(operations.map((entry) => [`${entry.resource}.${entry.operation}`, entry]));

/** The operation that a workflow names, or undefined where this version does not offer it. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return operationsByName.get(`${resource}.${operation}`);
}

/**
 * The list operation over the entity set that an operation's key belongs to: `Get Many Phone Logos` for
 * `/PhoneLogos({Filename})`. Undefined for operations without a key.
 */
export function findListOf({ resource, key, path }: Operation): Operation | undefined {
	if (key === undefined) return undefined;
	const owner = resourceOfKey(resource, path);
	return findOperation(owner, keyLists[owner] ?? 'getAll');
}

/** The properties that name a row of the list to a person, without its key; the PBX can search and sort by them. */
export function titlePropertiesOf(list: Operation): string[] {
	const present = new Set(fieldsOfType(list.answer ?? '').map(({ name }) => name));
	return (resourceTexts[list.resource]?.titleProperties ?? TITLE_PROPERTIES).filter((name) => present.has(name));
}
