import type { CompactRow } from '../types';
import { wordsOf } from './spelling';

/** Display names of a resource. */
export interface Names {
	/** Title Case, singular: `Phone Logo`. */
	name: string;
	plural: string;
	/** What the Resource list shows: `User (Extension)`. */
	option: string;
}

const SMALL_WORDS = new Set(['and', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'per', 'the', 'to', 'with']);
/** Verbs that the small word behind them belongs to: `Sign In`, `Logged In`, `Dealt With`. */
const PHRASAL_VERBS = new Set(['Dealt', 'Log', 'Logged', 'Sign', 'Signed']);
/** Words that keep their capital inside a sentence. */
const PROPER_NAMES = new Set(['3CX', 'Amazon', 'Debian', 'Google', 'Microsoft', 'Teams', 'OpenAI', 'Syslog']);
/** What a function's or action's identifier may begin with; one without a verb reads something. */
const VERBS = new Set(
	(
		'Add Archive Authorize Backup Batch Bulk Check Clean Copy Create Deauthorize Delete Disable Download Drop Edit Enable ' +
		'Exchange Export Finalize Find Generate Get Init Install Issue Link List Make Move Multi Play Provision Purge Push Reboot ' +
		'Record Refresh Regenerate Register Replace Report Reprovision Request Reset Restart Restore Retrieve Revoke Run Send ' +
		'Set Start Stop Synchronize Test Transcribe Unlink Update Upgrade Validate'
	).split(' '),
);

/** Whether an identifier such as `GetUpdates` or `HasDebianUpgrade` says what it does. */
export const startsWithVerb = (identifier: string): boolean => VERBS.has(wordsOf(identifier)[0] ?? '');

/** Joins words in Title Case, small ones between others in lower case: `Get`, `DN`, `By`, `Name` → `Get DN by Name`. */
export function title(words: readonly string[]): string {
	const isSmall = (word: string, index: number) =>
		index > 0 &&
		index < words.length - 1 &&
		SMALL_WORDS.has(word.toLowerCase()) &&
		!PHRASAL_VERBS.has(words[index - 1] ?? '');
	return words.map((word, index) => (isSmall(word, index) ? word.toLowerCase() : word)).join(' ');
}

/** The form of a word inside a sentence: acronyms and proper names stay as they are. */
function inSentence(word: string): string {
	const isAcronym = /[A-Z0-9].*[A-Z0-9]|\d/.test(word) && !/-[A-Z]/.test(word);
	return isAcronym || PROPER_NAMES.has(word) ? word : word.toLowerCase();
}

/** `Phone Logo` → `phone logo`, `DID Number` → `DID number`. */
export function lowerCase(text: string): string {
	return text.split(' ').map(inSentence).join(' ');
}

/** `Get Many Phone Logos` → `Get many phone logos` */
export function sentenceCase(text: string): string {
	const [first = '', ...rest] = text.split(' ');
	return [first, ...rest.map(inSentence)].join(' ');
}

function pluralOf(name: string): string {
	if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
	if (/(ss|x|ch)$/.test(name)) return `${name}es`;
	return name.endsWith('s') ? name : `${name}s`;
}

/** Resources that collect many things, of which each operation's value names one behind its verb: `getInboundCalls`. */
const COLLECTING: ReadonlySet<string> = new Set(['report', 'settings']);

/** What an operation is about: its resource, or `antiHackingSettings` for `updateAntiHackingSettings` of Settings. */
export function thingOf({ resource, operation }: Pick<CompactRow, 'resource' | 'operation'>): string {
	const thing = COLLECTING.has(resource) ? /^[a-z]+([A-Z].*)/.exec(operation)?.[1] : undefined;
	return thing === undefined ? resource : thing.charAt(0).toLowerCase() + thing.slice(1);
}

/** The names of a resource, or of a thing, by rule where none are given: `didNumber` → `DID Number`. */
export function namesOf(thing: string, given: Partial<Names> = {}): Names {
	const name = given.name ?? title(wordsOf(thing));
	return { name, plural: given.plural ?? pluralOf(name), option: given.option ?? name };
}

/** The last part of an operation's path, as words: `Members`, `Drop Call`, `Get Call Log Data`. */
function lastWords({ request }: CompactRow): string[] {
	// Arguments may hold anything but a slash.
	const last = request.slice(request.lastIndexOf('/') + 1);
	return wordsOf(/^(?:Pbx\.)?(\w+)/.exec(last)?.[1] ?? '');
}

/** A function or action with its object: a verb alone takes the name of its thing, and so do reports. */
function functionTitle(row: CompactRow, { name, plural }: Names): string {
	const words = lastWords(row);
	const [verb = '', ...object] = words;
	const many = /^([a-z]+)Many$/.exec(row.operation)?.[1];
	if (many !== undefined) return `${title(wordsOf(many))} Many ${plural}`;
	if (!VERBS.has(verb)) return title(['Get', ...words]);
	if (COLLECTING.has(row.resource) && (verb === 'Get' || verb === 'Download')) return `${verb} ${name}`;
	return object.length === 0 ? `${verb} ${name}` : title(words);
}

/** The name of an operation by rule, in Title Case and with its object: `Get Many Phone Logos`. */
export function ruledName(row: CompactRow, names: Names): string {
	const { kind, request } = row;
	const { name, plural } = names;
	switch (kind) {
		case 'list': {
			const isNavigation = request.slice(request.indexOf('/') + 1).includes('/');
			return `Get Many ${isNavigation ? title([name, ...lastWords(row)]) : plural}`;
		}
		case 'get': {
			const alternateKey = /\((\w+)=/.exec(request)?.[1];
			return alternateKey === undefined ? `Get ${name}` : `Get ${name} by ${alternateKey}`;
		}
		case 'create':
		case 'update':
		case 'delete':
			return title([...wordsOf(kind), name]);
		case 'rawRequest':
			return `Send ${request.trim()} Request`;
		default:
			return functionTitle(row, names);
	}
}

/** What an operation returns, where its name does not say it: reports and exports come as CSV files. */
export const ruledDescription = ({ kind, id }: CompactRow): string =>
	kind === 'function' && /^(Download|Export)/.test(id) ? 'CSV file' : '';
