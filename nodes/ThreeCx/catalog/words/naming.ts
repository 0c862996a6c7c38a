import type { CompactRow } from '../types';
import { wordsOf } from './spelling';

/** How a resource is called. */
export interface Names {
	/** Title Case, singular: `Phone Logo`. */
	name: string;
	plural: string;
}

/** What a list of operations shows of one. */
export interface OperationNames {
	/** Title Case, with its object: `Get Many Phone Logos`. */
	name: string;
	/** Sentence case: `Get many phone logos`. */
	action: string;
	/** Empty where the name says it all. */
	description: string;
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

/** A word as it stands inside a sentence: acronyms and proper names stay as they are. */
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

/** Acronyms that are functionTitle letter by letter and begin with a vowel's sound. */
const STARTS_WITH_VOWEL_SOUND = /^([aeio]|u(?!s|ni)|FXS|SBC|M365)/i;

/** `a phone logo`, `an API client` */
export const withArticle = (noun: string): string => `${STARTS_WITH_VOWEL_SOUND.test(noun) ? 'an' : 'a'} ${noun}`;

function pluralOf(name: string): string {
	if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, 'ies');
	if (/(ss|x|ch)$/.test(name)) return `${name}es`;
	return name.endsWith('s') ? name : `${name}s`;
}

/** The names of a resource by rule, where none are given: `didNumber` → `DID Number`; reports end in Report. */
export function namesOf(resource: string, given: Partial<Names> = {}): Names {
	const [first = '', ...rest] = wordsOf(resource);
	const ruled = first === 'Report' ? title([...rest, 'Report']) : title([first, ...rest]);
	const name = given.name ?? ruled;
	return { name, plural: given.plural ?? pluralOf(name) };
}

/** The last part of an operation's path, as words: `Members`, `Drop Call`, `Get Call Log Data`. */
function lastWords({ request }: CompactRow): string[] {
	// Arguments may hold anything but a slash.
	const last = request.slice(request.lastIndexOf('/') + 1);
	return wordsOf(/^(?:Pbx\.)?(\w+)/.exec(last)?.[1] ?? '');
}

/** A function or action with its object: a verb alone takes the resource's name, and so do reports. */
function functionTitle(words: string[], { name }: Names, isReport: boolean): string {
	const [verb = '', ...object] = words;
	if (!VERBS.has(verb)) return title(['Get', ...words]);
	if (isReport && (verb === 'Get' || verb === 'Download')) return `${verb} ${name.replace(/ Report$/, '')}`;
	return object.length === 0 ? `${verb} ${name}` : title(words);
}

/** What goes in or comes out of a function or action whose name says what it does. */
function inputOutputHint({ kind, id, request, answer = 'any', body }: CompactRow): string {
	if (kind === 'function' && /^(Download|Export)/.test(id)) return 'CSV';
	if (answer === 'any' && kind === 'function') return 'File';
	if (answer === 'any' && body !== undefined) return body.startsWith('ids ') ? 'By IDs' : '';
	if (answer === 'any') return request.includes('({') ? 'For one record' : 'No input';
	return '';
}

const operationTexts = (name: string, action: string, description: string): OperationNames => ({ name, action, description });

/** The words for an operation by rule. Descriptions do not repeat the name: the editor shows both. */
export function operationNames(row: CompactRow, names: Names): OperationNames {
	const { kind, request, resource } = row;
	const { name, plural } = names;
	const noun = lowerCase(name);
	const isSingleton = !request.includes('({');
	const one = isSingleton ? noun : withArticle(noun);
	switch (kind) {
		case 'list': {
			const isNavigation = request.slice(request.indexOf('/') + 1).includes('/');
			const rows = isNavigation ? title([name, ...lastWords(row)]) : plural;
			return operationTexts(`Get Many ${rows}`, `Get many ${lowerCase(rows)}`, 'With filter and order');
		}
		case 'get': {
			const alternateKey = /\((\w+)=/.exec(request)?.[1];
			if (alternateKey === undefined) return operationTexts(`Get ${name}`, `Get ${one}`, '');
			const by = alternateKey.toLowerCase();
			return operationTexts(`Get ${name} by ${alternateKey}`, `Get ${withArticle(noun)} by ${by}`, '');
		}
		case 'create':
			return operationTexts(`Create ${name}`, `Create ${withArticle(noun)}`, 'Add one');
		case 'update':
			return operationTexts(`Update ${name}`, `Update ${one}`, 'Only fields you set');
		case 'delete':
			return operationTexts(`Delete ${name}`, `Delete ${one}`, 'Delete for good');
		case 'rawRequest':
			return operationTexts(
				`Send ${request.trim()} Request`,
				`Send a ${request.trim()} request`,
				'To any path of the API',
			);
		default: {
			const text = functionTitle(lastWords(row), names, resource.startsWith('report'));
			return operationTexts(text, sentenceCase(text), inputOutputHint(row));
		}
	}
}
