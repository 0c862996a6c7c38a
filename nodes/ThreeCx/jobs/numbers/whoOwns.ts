import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import { quote } from '../../request/odata';
import { jsonItems, type OutputJson } from '../../response/items';
import type { Row } from '../../transport/pages';
import { operationOf } from '../common/apiCall';
import { JobRun } from '../common/jobRun';
import { requiredText } from '../common/parameters';
import { statusOf } from '../common/uncertain';
import { matches } from '../common/wildcards';
import type { Job } from '../types';
import { formsOf, readCountryCode, readNumber, readPhoneNumber } from './numberForms';

/** Something that a number belongs to. */
interface Owner {
	kind: string;
	name: string;
	/** The number as it is stored there. */
	number: string;
	id: unknown;
}

/** One place to look at. */
interface Place {
	/** Reads the rows, as the catalog writes the request. */
	request: string;
	query: Record<string, string>;
	/** The owners that a row makes: none where the number is another one. */
	owners: (row: Row) => Owner[];
}

const CONTACT_NUMBERS = ['PhoneNumber', 'Mobile2', 'Business', 'Business2', 'BusinessFax', 'Home', 'Other', 'Pager'];

/** The role may lack the permission (403); an older version may lack the list (404). */
const MAY_NOT_BE_READ: readonly (number | undefined)[] = [403, 404];

/** `RingGroup` → `ringGroup`; abbreviations such as `IVR` in small letters. */
const kindOf = (type: string) => (/^[A-Z]+$/.test(type) ? type.toLowerCase() : type.slice(0, 1).toLowerCase() + type.slice(1));

/** Whether a number as 3CX stores it, with * for any digits, is meant by one of the forms. */
const fits = (stored: string, forms: readonly string[]): boolean =>
	/^[+\d*]+$/.test(stored) && /\d/.test(stored) && forms.some((form) => matches(form, stored));

const nameOf = (row: Row, names: readonly string[]) =>
	names
		.map((name) => asText(row[name]))
		.filter((text) => text !== '')
		.join(' ');

const anyOf = (properties: readonly string[], forms: readonly string[]) =>
	properties.flatMap((property) => forms.map((form) => `${property} eq ${quote(form)}`)).join(' or ');

/** All forms of a number end alike. */
const lastDigits = ([form = '']: readonly string[]) => form.slice(-2);

/** Everything that may own a number in one of these forms. */
function placesFor(forms: readonly string[]): Place[] {
	return [
		{
			request: 'GET /Peers',
			query: { $filter: anyOf(['Number'], forms) },
			owners: ({ Id, Number: number, Name, Type }) => [
				{ kind: kindOf(asText(Type) || 'number'), name: asText(Name), number: asText(number), id: Id },
			],
		},
		{
			request: 'GET /DidNumbers',
			query: { $expand: 'RoutingRule' },
			owners: ({ Number: number, RoutingRule: rule }) =>
				fits(asText(number), forms)
					? [{ kind: 'did', name: isRecord(rule) ? asText(rule.RuleName) : '', number: asText(number), id: isRecord(rule) ? rule.Id : null }]
					: [],
		},
		{
			request: 'GET /InboundRules',
			query: { $select: 'Id,RuleName,Condition,Data' },
			owners: ({ Id, RuleName, Data }) =>
				fits(asText(Data), forms) ? [{ kind: 'inboundRule', name: asText(RuleName), number: asText(Data), id: Id }] : [],
		},
		{
			request: 'GET /Contacts',
			// Only the end is compared there: people write contacts' numbers with blanks and dashes, but hardly within the last digits.
			query: { $filter: CONTACT_NUMBERS.map((name) => `endswith(${name},${quote(lastDigits(forms))})`).join(' or ') },
			owners: (row) => {
				const number = CONTACT_NUMBERS.map((name) => asText(row[name])).find((text) => forms.includes(readNumber(text) ?? ''));
				if (number === undefined) return [];
				return [{ kind: 'contact', name: nameOf(row, ['FirstName', 'LastName']) || asText(row.CompanyName), number, id: row.Id }];
			},
		},
		{
			request: 'GET /Users',
			query: { $filter: anyOf(['OutboundCallerID'], forms), $select: 'Id,Number,DisplayName,OutboundCallerID' },
			owners: (row) => [
				{ kind: 'outboundCallerId', name: nameOf(row, ['Number', 'DisplayName']), number: asText(row.OutboundCallerID), id: row.Id },
			],
		},
		{
			request: 'GET /BlackListNumbers',
			query: { $filter: `${anyOf(['CallerId'], forms)} or contains(CallerId,${quote('*')})` },
			owners: ({ Id, CallerId, Description }) =>
				fits(asText(CallerId), forms) ? [{ kind: 'blacklist', name: asText(Description), number: asText(CallerId), id: Id }] : [],
		},
	];
}

/** The owners in one place, or the failure where the API client may not read it. */
async function lookAt(run: JobRun, { request, query, owners }: Place): Promise<Owner[] | { unread: string; error: unknown }> {
	return await run.rows(request, { query }).then(
		(rows) => rows.flatMap(owners),
		(error: unknown) => {
			if (!MAY_NOT_BE_READ.includes(statusOf(error))) throw error;
			return { unread: operationOf(request).name, error };
		},
	);
}

/**
 * Lists what a number belongs to. What the API client may not read is named in each item.
 *
 * @throws StepBrokenOff where nothing can be read.
 */
export const whoOwns: Job = async (connection, { read }) => {
	const number = readPhoneNumber(requiredText(read, 'numberToFind', 'Number'), 'Number');
	const forms = formsOf(number, readCountryCode(read));
	const run = new JobRun(connection);
	const places = placesFor(forms);
	const looks: Awaited<ReturnType<typeof lookAt>>[] = [];
	for (const place of places) looks.push(await lookAt(run, place));
	const owners = looks.flatMap((look) => (Array.isArray(look) ? look : []));
	const unread = looks.flatMap((look) => (Array.isArray(look) ? [] : [look]));
	if (unread.length === places.length) throw unread[0]?.error;
	const notRead = unread.map(({ unread: name }) => name);
	const nothing: OutputJson[] = [{ found: false, kind: null, name: null, number, id: null, notRead }];
	return jsonItems(owners.length === 0 ? nothing : owners.map((owner) => ({ found: true, ...owner, notRead })));
};
