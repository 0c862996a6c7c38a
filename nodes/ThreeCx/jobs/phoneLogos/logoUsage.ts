import { findByPath } from '../../catalog/match';
import { pagingOf } from '../../catalog/paging';
import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import type { PbxRequest } from '../../request/pbxRequest';
import { pathLiteral } from '../../request/odata';
import { readOptions } from '../../input/options';
import { ParameterRefused } from '../../input/parameterRefused';
import { AnswerRefused } from '../../errors/answerRefused';
import { StepBrokenOff } from '../../errors/nodeError';
import type { Row } from '../../transport/pages';
import { readCompletely } from '../../transport/wholeList';
import { mapInOrder } from '../../transport/pool';
import type { Connection } from '../../transport/connection';
import { send } from '../../transport/send';
import { Slices } from '../../timing/slices';
import { LogoReferences, type LogoUsage } from './logoReferences';
import { matcherOf, splitPatterns } from './namePatterns';

/** What a broken step means, for every job here: they read everything before they change anything. */
const NOTHING_DONE = 'Nothing was deleted, because the node has to read everything to know which logos are unused.';

/** A logo on the PBX and what refers to it. */
export interface LogoWithUsage {
	/** As the PBX lists it, with its ETag if it sends one. */
	row: Row;
	filename: string;
	usedBy: LogoUsage[];
}

/** What a look at the PBX showed of users and templates. */
export interface Look {
	references: LogoReferences;
	/** Which users and templates were there: `user 28`, `template lobby.ph.xml`. */
	seen: ReadonlySet<string>;
}

const requestFor = (path: string, query: Record<string, string>): PbxRequest => ({
	method: 'GET',
	path,
	query,
	headers: {},
});

const userQuery = {
	$select: 'Id,Number,DisplayName',
	$expand: 'Phones($select=Id,Name,MacAddress,TemplateName,Settings)',
};
const templateQuery = { $select: 'Id,Content' };

function refuseRow(what: string): never {
	throw new AnswerRefused(
		`The PBX didn't return ${what}`,
		'It may use a logo. Give the API client a role that is allowed to see users, phones, and templates, e.g. System ' +
			"Owner. If it has one, your 3CX version shows them in another way, and the cleanup can't be used with it.",
	);
}

/** Hands every row of a list to `take`, in the words of its operation where that breaks off. */
async function readEach(
	connection: Connection,
	path: string,
	query: Record<string, string>,
	take: (row: Row) => void,
): Promise<void> {
	const { operation: list } = findByPath('GET', path);
	if (!list) throw new RangeError(`The catalog has no list ${path}`);
	await readCompletely(connection, requestFor(path, query), pagingOf(list), take).catch(breakOff(list.name, list.noun));
}

/** Makes of any failure of a step one that names the step and says that nothing was deleted. */
const breakOff = (operationName: string, noun: string) => (reason: unknown) => {
	throw new StepBrokenOff({ operationName, noun }, NOTHING_DONE, reason);
};

/** The phones of a user, undefined where the answer left them or their settings out, which could hide a logo. */
function phonesIn(user: Row): Row[] | undefined {
	const { Phones: phones } = user;
	if (!Array.isArray(phones)) return undefined;
	return (phones as Row[]).every(({ Settings: settings }) => settings !== undefined) ? phones : undefined;
}

function addPhones(references: LogoReferences, { Number: number, DisplayName: name }: Row, phones: readonly Row[]): void {
	for (const phone of phones) {
		// Only the logo is taken out: the settings hold the phone's secret as well. Settings that are null name none.
		references.addPhone(asText((phone.Settings as Row | null)?.CustomLogo), {
			type: 'phone',
			extension: asText(number),
			user: asText(name),
			model: asText(phone.Name),
			macAddress: asText(phone.MacAddress),
			template: asText(phone.TemplateName),
		});
	}
}

/** Reads one user by itself: a list may leave out what a single answer has. */
async function readPhones(connection: Connection, { Id: id, Number: number }: Row): Promise<Row[]> {
	const { body } = await send(connection, requestFor(`/Users(${pathLiteral('int32', id, 'Id')})`, userQuery));
	const user = (body ?? {}) as Row;
	const what = Array.isArray(user.Phones) ? 'the settings of a phone' : 'the phones';
	return phonesIn(user) ?? refuseRow(`${what} of extension ${asText(number)}`);
}

/** Reads one template by itself. Content that is null, or left out of the list for its size, is there or it is refused. */
async function readContent(connection: Connection, id: string): Promise<string> {
	const path = `/PhoneTemplates(${pathLiteral('string', id, 'Id')})`;
	const { body } = await send(connection, requestFor(path, templateQuery));
	const { Content: content } = (body ?? {}) as Row;
	return content === undefined ? refuseRow(`the content of phone template "${id}"`) : asText(content);
}

async function addUsers(connection: Connection, references: LogoReferences, seen: Set<string>): Promise<void> {
	const unclear: Row[] = [];
	await readEach(connection, '/Users', userQuery, (user) => {
		seen.add(`user ${asText(user.Id)}`);
		const phones = phonesIn(user);
		if (phones) addPhones(references, user, phones);
		else unclear.push(user);
	});
	if (seen.size === 0) {
		const refused = new AnswerRefused(
			'The PBX returned no users',
			"The API client probably isn't allowed to see them. Give it a role that is.",
		);
		breakOff('Get Many Users', 'user')(refused);
	}
	await mapInOrder(unclear, () => connection.lane.width, async (user) => {
		addPhones(references, user, await readPhones(connection, user));
	}).catch(breakOff('Get User', 'user'));
}

async function addTemplates(connection: Connection, references: LogoReferences, seen: Set<string>): Promise<void> {
	const withoutContent: string[] = [];
	await readEach(connection, '/PhoneTemplates', { $filter: 'IsCustom eq true', ...templateQuery }, ({ Id: id, Content: content }) => {
		seen.add(`template ${asText(id)}`);
		if (asText(content) === '') withoutContent.push(asText(id));
		else references.addTemplate(asText(id), asText(content));
	});
	await mapInOrder(withoutContent, () => connection.lane.width, async (id) => {
		references.addTemplate(id, await readContent(connection, id));
	}).catch(breakOff('Get Phone Template', 'phone template'));
}

/**
 * Looks at all users' phones and all custom phone templates. What a list leaves out is read by itself.
 *
 * @throws StepBrokenOff where any of it could not be read to its end, came twice, or changed in number meanwhile.
 */
export async function lookAtReferences(connection: Connection): Promise<Look> {
	const references = new LogoReferences();
	const seen = new Set<string>();
	await addUsers(connection, references, seen);
	await addTemplates(connection, references, seen);
	return { references, seen };
}

/** Lists all logos with what refers to them, and what that was read from. */
export async function readLogos(connection: Connection): Promise<{ logos: LogoWithUsage[]; look: Look }> {
	const rows: Row[] = [];
	// Logos first: one that is uploaded while users are read is not judged by phones that were read before.
	await readEach(connection, '/PhoneLogos', {}, (row) => rows.push(row));
	const look = await lookAtReferences(connection);
	const filenames = rows.map((row) => asText(row.Filename));
	const usages = await look.references.usagesOf(filenames);
	const logos = rows.map((row, index) => ({ row, filename: filenames[index] ?? '', usedBy: usages[index] ?? [] }));
	return { logos, look };
}

/**
 * Makes sure that two looks saw the same users and templates: one that came, or that the PBX showed only once, may name a
 * logo that the other look took for unused.
 *
 * @throws AnswerRefused where they did not.
 */
export function refuseDifferentLooks(first: Look, second: Look): void {
	const differing = [
		...[...first.seen].filter((name) => !second.seen.has(name)),
		...[...second.seen].filter((name) => !first.seen.has(name)),
	];
	const [example] = differing;
	if (example === undefined) return;
	throw new AnswerRefused(
		`The PBX returned different users or phone templates the second time (${differing.length} differ, e.g. ${example})`,
		'Nothing was deleted, because a user or template that is missing may use a logo. Run the node again when nobody ' +
			'adds or deletes users and templates.',
	);
}

/**
 * The patterns of an option, undefined where it was not added: text, or a list as expressions may give it.
 *
 * @throws ParameterRefused if it was added but is empty: for Only Names, empty must not mean all, nor for
 * Keep Names that none is kept.
 */
function readPatterns(options: Record<string, unknown>, name: string, displayName: string): string[] | undefined {
	if (!(name in options)) return undefined;
	const given = options[name];
	const texts = (Array.isArray(given) ? given : [given ?? '']) as unknown[];
	if (texts.some((text) => typeof text !== 'string' && typeof text !== 'number')) {
		throw new ParameterRefused(
			`${displayName} must be text or a list of text values`,
			`Check the expression of ${displayName}. Nothing was deleted.`,
		);
	}
	// A name in a list may hold a comma.
	const patterns = Array.isArray(given) ? texts.map((text) => asText(text).trim()) : splitPatterns(asText(texts[0]));
	const filled = patterns.filter((pattern) => pattern !== '');
	if (filled.length > 0) return filled;
	throw new ParameterRefused(
		`${displayName} is empty`,
		`Enter at least one filename or pattern, or remove ${displayName} from the options. Where it is mapped, check that ` +
			'the expression yields a value for this item. Nothing was deleted.',
	);
}

/** Steps that comparing a name with all patterns takes, about. */
const STEPS_PER_NAME = 5_000;

/** Divides logos by their names; other workflows go on meanwhile. */
export async function divideByName<T extends { filename: string }>(
	logos: readonly T[],
	isMeant: (filename: string) => boolean,
): Promise<{ meant: T[]; others: T[] }> {
	const slices = new Slices();
	const meant: T[] = [];
	const others: T[] = [];
	for (const logo of logos) {
		(isMeant(logo.filename) ? meant : others).push(logo);
		await slices.spend(STEPS_PER_NAME);
	}
	return { meant, others };
}

/**
 * Reads the options Only Names and Keep Names: whether a logo is one that the job is about.
 *
 * @throws ParameterRefused if one of them is empty.
 */
export function readNameFilter(read: ReadParameter): (filename: string) => boolean {
	const options = readOptions(read);
	const isMeant = matcherOf(readPatterns(options, 'onlyNames', 'Only Names') ?? ['*']);
	const isKept = matcherOf(readPatterns(options, 'keepNames', 'Keep Names') ?? []);
	return (filename) => isMeant(filename) && !isKept(filename);
}
