import { startsWithVerb } from '../nodes/ThreeCx/catalog/words/naming';
import { capitalized, partsOf } from '../nodes/ThreeCx/catalog/words/spelling';
import { operationValues, settingsTags, thingValues } from './values';
import type { OperationFact } from './types';

/** Tags that stay plural: each is one thing. */
const KEEPS_PLURAL = /(Codes|ForApps|Fxs|Hours|Restrictions|Settings|Status|Statistics|Calls|Callbacks|Totals|Services)$/;

const lowerFirst = ([first = '', ...rest]: string[]) => [first.toLowerCase(), ...rest];

/** `GetDNPropertyByName` → `getDnPropertyByName` */
function camelCase(identifier: string): string {
	return lowerFirst(partsOf(identifier).map((part) => capitalized(part.toLowerCase()))).join('');
}

function singular(tag: string): string {
	if (KEEPS_PLURAL.test(tag) || tag.startsWith('Report')) return tag;
	return tag.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
}

/** What a tag is about: camelCase, singular where the tag is a set of things. */
const thingOf = (tag: string): string => thingValues[tag] ?? camelCase(singular(tag));

/** The resource that collects what many tags are about, and what this tag is about in it: `InboundCalls` in `report`. */
function collectionOf(tag: string): { resource: string; thing: string } | undefined {
	const thing = thingOf(tag);
	const ofReport = /^report([A-Z].*)/.exec(thing)?.[1];
	if (ofReport !== undefined) return { resource: 'report', thing: ofReport };
	return settingsTags.has(tag) ? { resource: 'settings', thing: capitalized(thing) } : undefined;
}

/** n8n's resource value for a tag: that of the resource that collects it, else its own. */
export const resourceValue = (tag: string): string => collectionOf(tag)?.resource ?? thingOf(tag);

const segmentsOf = (path: string) => path.split('/').slice(1);
const lastNameOf = (path: string) => (segmentsOf(path).at(-1) ?? '').replace(/^Pbx\./, '').replace(/\(.*/, '');

/** `BulkNumbersDelete`, `BatchDelete` */
const BULK_DELETE = /^(Bulk\w*|Batch)Delete$/;

/** Method and path; the path of a function without its arguments, which differ between versions. */
export function withoutArguments({ method, path, kind }: OperationFact): string {
	return `${method} ${kind === 'function' ? path.replace(/\([^()]*\)$/, '') : path}`;
}

/** The verb of an operation in a resource that collects things; undefined for one that does something else with its thing. */
function collectedVerb({ tag, kind, path }: OperationFact, all: readonly OperationFact[]): string | undefined {
	if (kind === 'get' || kind === 'update') return kind;
	const verb = kind === 'function' ? /^(Get|Download)/.exec(lastNameOf(path))?.[0] : undefined;
	const alike = all.filter((fact) => fact.tag === tag && lastNameOf(fact.path).startsWith(verb ?? ' '));
	return alike.length === 1 ? verb?.toLowerCase() : undefined;
}

/** The value by rule: `getAll`, `get`, `create`, `update`, `delete`, else after what the path ends in, with a verb. */
function ruledValue(fact: OperationFact, all: readonly OperationFact[]): string {
	const { kind, path, tag } = fact;
	const segments = segmentsOf(path);
	const last = segments.at(-1) ?? '';
	const name = lastNameOf(path);
	const collection = collectionOf(tag);
	const verb = collectedVerb(fact, all);
	if (collection && verb !== undefined) return verb + collection.thing;
	if (kind === 'list') return segments.length > 1 ? camelCase(`Get${name}`) : 'getAll';
	if (kind === 'function' || kind === 'action') {
		if (BULK_DELETE.test(name)) return 'deleteMany';
		return camelCase(kind === 'action' || startsWithVerb(name) ? name : `Get${name}`);
	}
	const alternateKey = /\((\w+)=/.exec(last)?.[1];
	return alternateKey ? camelCase(`GetBy${alternateKey}`) : kind;
}

/** n8n's values for an operation: its resource and its operation. */
export function valuesOf(fact: OperationFact, all: readonly OperationFact[]): { resource: string; operation: string } {
	const given = operationValues[withoutArguments(fact)]?.split('.') ?? [];
	const operation = given.at(-1) ?? ruledValue(fact, all);
	return { resource: given.length > 1 ? (given[0] ?? '') : resourceValue(fact.tag), operation };
}
