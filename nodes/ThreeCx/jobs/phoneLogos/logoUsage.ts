import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import type { PbxRequest } from '../../request/pbxRequest';
import { pathLiteral } from '../../request/odata';
import { readOptions } from '../../input/options';
import { ParameterRefused } from '../../input/parameterRefused';
import { AnswerRefused } from '../../errors/answerRefused';
import { StepBrokenOff } from '../../errors/nodeError';
import { readCompletely, type Row } from '../../transport/pages';
import type { Connection } from '../../transport/connection';
import { send } from '../../transport/send';
import { LogoReferences, type LogoUsage } from './logoReferences';
import { matcherOf, splitPatterns } from './namePatterns';

/** What a broken step means, for every job here: they read everything before they change anything. */
const NOTHING_DONE = 'Nothing was deleted, because what is unused is known only once everything was read.';

/** A logo on the PBX and what refers to it. */
export interface LogoWithUsage {
	/** As the PBX lists it, with its ETag if it sends one. */
	row: Row;
	filename: string;
	usedBy: LogoUsage[];
}

const requestFor = (path: string, query: Record<string, string>): PbxRequest => ({
	method: 'GET',
	path,
	query,
	headers: {},
});

const logosRequest = requestFor('/PhoneLogos', {});
const usersRequest = requestFor('/Users', {
	$select: 'Id,Number,DisplayName',
	$expand: 'Phones($select=Id,Name,MacAddress,TemplateName,Settings)',
});
const templatesRequest = requestFor('/PhoneTemplates', { $filter: 'IsCustom eq true', $select: 'Id,Content' });

function refuseRow(what: string): never {
	throw new AnswerRefused(
		`The PBX left out ${what}`,
		'The API client may lack the right to see it, or your 3CX version answers differently.',
	);
}

function addUser(references: LogoReferences, user: Row): void {
	const extension = asText(user.Number);
	if (!Array.isArray(user.Phones)) refuseRow(`the phones of extension ${extension}`);
	for (const phone of user.Phones as Row[]) {
		// Absent settings could hide a logo; null says that there are none.
		if (phone.Settings === undefined) refuseRow(`the settings of a phone of extension ${extension}`);
		// Only the logo is taken out: the settings hold the phone's secret as well.
		references.addPhone(asText((phone.Settings as Row | null)?.CustomLogo), {
			type: 'phone',
			extension,
			user: asText(user.DisplayName),
			model: asText(phone.Name),
			macAddress: asText(phone.MacAddress),
			template: asText(phone.TemplateName),
		});
	}
}

function contentOf(template: Row): string {
	if (template.Content === undefined) refuseRow(`the content of phone template "${asText(template.Id)}"`);
	return asText(template.Content);
}

/** A list may leave large texts out; a custom template without content is therefore read by itself. */
async function readTemplate(connection: Connection, id: string): Promise<string> {
	const path = `/PhoneTemplates(${pathLiteral('string', id, 'Id')})`;
	const { body } = await send(connection, requestFor(path, { $select: 'Id,Content' }));
	return contentOf((body ?? {}) as Row);
}

async function addTemplates(connection: Connection, references: LogoReferences): Promise<void> {
	const withoutContent: string[] = [];
	await readCompletely(connection, templatesRequest, (template) => {
		const content = contentOf(template);
		if (content === '') withoutContent.push(asText(template.Id));
		references.addTemplate(asText(template.Id), content);
	});
	for (const id of withoutContent) references.addTemplate(id, await readTemplate(connection, id));
}

async function step<T>(operationName: string, noun: string, work: Promise<T>): Promise<T> {
	return await work.catch((reason: unknown) => {
		throw new StepBrokenOff({ operationName, noun }, NOTHING_DONE, reason);
	});
}

/**
 * Reads all users' phones and all custom phone templates.
 *
 * @throws StepBrokenOff where any of it could not be read to its end.
 */
export async function readReferences(connection: Connection): Promise<LogoReferences> {
	const references = new LogoReferences();
	const users = await step(
		'Get Many Users',
		'user',
		readCompletely(connection, usersRequest, (user) => {
			addUser(references, user);
		}),
	);
	if (users === 0) {
		const refused = new AnswerRefused(
			'The PBX showed no users at all',
			'A PBX has users, so the API client probably may not see them. Give it a role that may.',
		);
		throw new StepBrokenOff({ operationName: 'Get Many Users', noun: 'user' }, NOTHING_DONE, refused);
	}
	await step('Get Many Phone Templates', 'phone template', addTemplates(connection, references));
	return references;
}

/** Lists all logos with what refers to them. */
export async function readLogos(connection: Connection): Promise<LogoWithUsage[]> {
	const rows: Row[] = [];
	// Logos first: one that is uploaded while users are read is not judged by phones that were read before.
	await step(
		'Get Many Phone Logos',
		'phone logo',
		readCompletely(connection, logosRequest, (row) => rows.push(row)),
	);
	const references = await readReferences(connection);
	return rows.map((row) => {
		const filename = asText(row.Filename);
		return { row, filename, usedBy: references.usagesOf(filename) };
	});
}

/**
 * The patterns of an option, undefined where it was not added: text, or a list as expressions may give it.
 *
 * @throws ParameterRefused where it was added but holds nothing: for Only Names nothing must not come to mean all, nor for
 * Keep Names that none is kept.
 */
function readPatterns(options: Record<string, unknown>, name: string, displayName: string): string[] | undefined {
	if (!(name in options)) return undefined;
	const given = options[name];
	const texts = (Array.isArray(given) ? given : [given ?? '']) as unknown[];
	if (texts.some((text) => typeof text !== 'string' && typeof text !== 'number')) {
		throw new ParameterRefused(
			`${displayName} must be text or a list of texts`,
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

/**
 * Reads the options Only Names and Keep Names: whether a logo is one that the job is about.
 *
 * @throws ParameterRefused where one of them holds nothing.
 */
export function readNameFilter(read: ReadParameter): (filename: string) => boolean {
	const options = readOptions(read);
	const isMeant = matcherOf(readPatterns(options, 'onlyNames', 'Only Names') ?? ['*']);
	const isKept = matcherOf(readPatterns(options, 'keepNames', 'Keep Names') ?? []);
	return (filename) => isMeant(filename) && !isKept(filename);
}
