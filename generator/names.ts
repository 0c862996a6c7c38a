import { partsOf } from '../nodes/ThreeCx/catalog/words/spelling';
import type { OperationFact } from './types';

/** Tags that are not the name of what they hold. */
const resourceValues: Record<string, string> = { GetUpdateDetails: 'updateDetails' };

/** Operations whose identifier 3CX misspells. */
const operationValues: Record<string, string> = {
	GeCrmtTemplates: 'getCrmTemplates',
	RetreivePeersByNumbers: 'retrievePeersByNumbers',
};

/** Last words of tags that stay as they are, because they are one thing. */
const KEEPS_PLURAL = /(Codes|Defs|ForApps|Fxs|Hours|Restrictions|Settings|Status|Statistics|Calls|Callbacks|Totals|Groups|Services)$/;

/** Entity sets among them. */
const ENTITY_SETS = /^(ActiveCalls|Groups|RingGroups|Services)$/;

const lowerFirst = ([first = '', ...rest]: string[]) => [first.toLowerCase(), ...rest];
const capitalized = (part: string) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase();

/** `GetDNPropertyByName` → `getDnPropertyByName` */
function camelCase(identifier: string): string {
	return lowerFirst(partsOf(identifier).map(capitalized)).join('');
}

function singular(tag: string): string {
	if (KEEPS_PLURAL.test(tag) && !ENTITY_SETS.test(tag)) return tag;
	if (tag.startsWith('Report')) return tag;
	return tag.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
}

/** n8n's resource value for a tag: camelCase, singular where the tag is a set of things. */
export function resourceValue(tag: string): string {
	return resourceValues[tag] ?? camelCase(singular(tag));
}

const segmentsOf = (path: string) => path.split('/').slice(1);
const lastNameOf = (path: string) => (segmentsOf(path).at(-1) ?? '').replace(/^Pbx\./, '').replace(/\(.*/, '');

/** Reports have one function that gets rows and one that downloads them, named after the report once more. */
function reportValue({ tag, kind, path, parameters }: OperationFact, all: readonly OperationFact[]): string | undefined {
	if (!tag.startsWith('Report') || kind !== 'function') return undefined;
	const verb = /^(Get|Download)/.exec(lastNameOf(path))?.[0];
	const alike = all.filter((fact) => fact.tag === tag && lastNameOf(fact.path).startsWith(verb ?? ' '));
	if (verb === undefined || alike.length > 1) return undefined;
	return verb.toLowerCase() + (parameters.length > 0 ? 'Report' : 'All');
}

/** n8n's operation value: `getAll`, `get`, `create`, `update`, `delete`, else after what the path ends in. */
export function operationValue(fact: OperationFact, all: readonly OperationFact[]): string {
	const { kind, path } = fact;
	const segments = segmentsOf(path);
	const last = segments.at(-1) ?? '';
	const name = lastNameOf(path);
	const report = reportValue(fact, all);
	if (report) return report;
	if (kind === 'list') return segments.length > 1 ? camelCase(`Get${name}`) : 'getAll';
	if (kind === 'function' || kind === 'action') return operationValues[name] ?? camelCase(name);
	const alternateKey = /\((\w+)=/.exec(last)?.[1];
	return alternateKey ? camelCase(`GetBy${alternateKey}`) : kind;
}
