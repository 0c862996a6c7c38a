import { startsWithVerb } from '../nodes/ThreeCx/catalog/words/naming';
import { partsOf } from '../nodes/ThreeCx/catalog/words/spelling';
import { operationValues, resourceValues } from './values';
import type { OperationFact } from './types';

/** Tags that stay plural: each is one thing. */
const KEEPS_PLURAL = /(Codes|ForApps|Fxs|Hours|Restrictions|Settings|Status|Statistics|Calls|Callbacks|Totals|Services)$/;

const lowerFirst = ([first = '', ...rest]: string[]) => [first.toLowerCase(), ...rest];
const capitalized = (part: string) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();

/** `GetDNPropertyByName` → `getDnPropertyByName` */
function camelCase(identifier: string): string {
	return lowerFirst(partsOf(identifier).map(capitalized)).join('');
}

function singular(tag: string): string {
	if (KEEPS_PLURAL.test(tag) || tag.startsWith('Report')) return tag;
	return tag.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
}

/** n8n's resource value for a tag: camelCase, singular where the tag is a set of things. */
export function resourceValue(tag: string): string {
	return resourceValues[tag] ?? camelCase(singular(tag));
}

const segmentsOf = (path: string) => path.split('/').slice(1);
const lastNameOf = (path: string) => (segmentsOf(path).at(-1) ?? '').replace(/^Pbx\./, '').replace(/\(.*/, '');

/** `BulkNumbersDelete`, `BatchDelete` */
const BULK_DELETE = /^(Bulk\w*|Batch)Delete$/;

/** Method and path; the path of a function without its arguments, which differ between versions. */
export function withoutArguments({ method, path, kind }: OperationFact): string {
	return `${method} ${kind === 'function' ? path.replace(/\([^()]*\)$/, '') : path}`;
}

/** Reports have one function that gets rows and one that downloads them, named after the report once more. */
function reportValue({ tag, kind, path, parameters }: OperationFact, all: readonly OperationFact[]): string | undefined {
	if (!tag.startsWith('Report') || kind !== 'function') return undefined;
	const verb = /^(Get|Download)/.exec(lastNameOf(path))?.[0];
	const alike = all.filter((fact) => fact.tag === tag && lastNameOf(fact.path).startsWith(verb ?? ' '));
	if (verb === undefined || alike.length > 1) return undefined;
	return verb.toLowerCase() + (parameters.length > 0 ? 'Report' : 'All');
}

/** The value by rule: `getAll`, `get`, `create`, `update`, `delete`, else after what the path ends in, with a verb. */
function ruledValue(fact: OperationFact, all: readonly OperationFact[]): string {
	const { kind, path } = fact;
	const segments = segmentsOf(path);
	const last = segments.at(-1) ?? '';
	const name = lastNameOf(path);
	const report = reportValue(fact, all);
	if (report) return report;
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
