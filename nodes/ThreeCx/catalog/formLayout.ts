import { fieldsOfType, isStructured, membersOf } from './facts/fields';
import { formOf, isArgument } from './forms';
import { periodArguments } from './periods';
import type { Field, Operation } from './types';

/** Forms of actions with up to this many fields show them all. */
const SMALL_FORM = 4;

/** The fields that a create shows at once, in this order, by the type it creates. Others are added from a list. */
const obviousFields: Readonly<Record<string, readonly string[]>> = {
	BlackListNumber: ['CallerId', 'Description'],
	BlocklistAddr: ['IPAddrMask', 'BlockType', 'Description', 'ExpiresAt'],
	Contact: ['FirstName', 'LastName', 'CompanyName', 'PhoneNumber', 'Email'],
	Group: ['Name', 'Number', 'Language', 'TimeZoneId'],
	Holiday: ['Name', 'Day', 'Month', 'Year', 'DayEnd', 'MonthEnd', 'YearEnd'],
	InboundRule: ['RuleName', 'Condition', 'Data', 'OfficeHoursDestination'],
	Queue: ['Name', 'Number', 'PollingStrategy', 'RingTimeout', 'MasterTimeout'],
	RingGroup: ['Name', 'Number', 'RingStrategy', 'RingTime'],
	User: ['Number', 'FirstName', 'LastName', 'EmailAddress'],
};

/**
 * Fields that the PBX fills in itself, by type; `*` for all types. 3CX's documents mark none, so this list was read off
 * their names. JSON still accepts them.
 */
const readOnlyFields: Readonly<Record<string, readonly string[]>> = {
	'*': [
		'CanEditEmailAddresses', 'CanEditMailServerType', 'CertificateExpirationDate', 'CompilationLastSuccess', 'CompilationResult',
		'CompilationSucceeded', 'ConfigurationIssue', 'HasConnection', 'HasMembers', 'InvalidScript', 'IsOnline', 'IsRegistered',
		'IsSystem', 'LastLoginTime', 'LastUsed', 'LogSize', 'MyIpAddress', 'PossibleFields', 'PossibleValues', 'ReportLink',
		'SbcCertificateExpirationDate', 'UsedSpace',
	],
	BlocklistAddr: ['AddedBy'],
	EmailTemplate: ['IsDefault', 'TemplatePath'],
	Group: ['CurrentGroupHours', 'IsDefault'],
	OutboundRule: ['GroupNames'],
	Sbc: ['Connection', 'LocalIPv4', 'ProvisionLink', 'PublicIP', 'Version'],
	VectorStore: ['Bytes', 'CreatedAt', 'FilesCompleted', 'FilesTotal', 'Status'],
};

/** Fields whose numbers are seconds, as the Admin Console labels them. */
const SECONDS = new Set(['AutoPickupTimeout', 'MasterTimeout', 'NoAnswerTimeout', 'RingTime', 'RingTimeout', 'Timeout', 'WrapUpTime']);

/** How texts of types without input of their own are written. */
const notations: Readonly<Record<string, string>> = { duration: 'e.g. PT8H30M', time: 'e.g. 08:30:00', uuid: 'UUID' };

/** Entities have keys of whole numbers that the PBX gives; a key that is text is chosen by the user. */
const isGivenKey = ({ name, type }: Field) => name === 'Id' && type === 'int32';

/** Whether a form offers a field. */
function isOffered({ entity }: Operation, field: Field): boolean {
	if (entity === undefined) return true;
	const given = [...(readOnlyFields['*'] ?? []), ...(readOnlyFields[entity] ?? [])];
	return !isGivenKey(field) && !given.includes(field.name);
}

/** A value as an example of its type. */
function sampleOf({ name, type }: Field): string {
	const [member] = membersOf(type) ?? [];
	if (member !== undefined) return `"${member}"`;
	if (type === 'boolean') return 'true';
	if (/^(int|uint|decimal|double)/.test(type)) return name === 'Id' ? '28' : '1';
	return /Number|Dn$|DN$/.test(name) ? '"100"' : '"…"';
}

/** The property that says most about an object: its number, name or ID, else its first that is no object. */
function tellingField(type: string): Field | undefined {
	const scalars = fieldsOfType(type).filter((field) => !field.isCollection && !isStructured(field.type));
	return ['Number', 'Name', 'Id'].map((name) => scalars.find((field) => field.name === name)).find(Boolean) ?? scalars[0];
}

/** How a field is written, behind its label: n8n shows no placeholder in a mapper. Empty where its input says it. */
function notationOf(field: Field): string {
	const { type, isCollection, name } = field;
	if (isStructured(type)) {
		const telling = tellingField(type);
		const object = telling ? `{ "${telling.name}": ${sampleOf(telling)} }` : '{ }';
		return `JSON, e.g. ${isCollection ? `[${object}]` : object}`;
	}
	if (isCollection) return /^(int|uint)/.test(type) ? 'e.g. 28, 29' : 'list';
	return SECONDS.has(name) ? 'Seconds' : (notations[type] ?? '');
}

/** A field in the order and state that a form shows it in. */
export interface LaidOutField {
	field: Field;
	/** How it is written; empty where its input says it. */
	notation: string;
	isShown: boolean;
	/** Whether n8n refuses to run the node without it. Arguments without default are besides. */
	isRequired: boolean;
}

/** Fields that a form shows at once, in their order; the rest can be added. */
function shownNames(operation: Operation, fields: readonly Field[], hasWrapper: boolean): string[] {
	const { entity, kind, arguments: args } = operation;
	if (entity !== undefined) return [...(kind === 'create' ? (obviousFields[entity] ?? []) : [])];
	const period = periodArguments(operation);
	const isBound = ({ name }: Field) => name === period?.start.name || name === period?.end.name;
	if (args.length > 0) return fields.filter((field) => !isBound(field)).map(({ name }) => name);
	if (fields.length > SMALL_FORM) return [];
	// A switch that is shown is sent as off. Settings would be turned off that nobody looked at.
	return fields.filter(({ type }) => !(hasWrapper && type === 'boolean')).map(({ name }) => name);
}

/** The form of an operation as the editor shows it: what is obvious first, in its own order; read-only fields left out. */
export function layOut(operation: Operation): LaidOutField[] {
	const form = formOf(operation);
	const fields = (form?.fields ?? []).filter((field) => isOffered(operation, field));
	const shown = shownNames(operation, fields, form?.wrapper !== undefined);
	const isOnly = fields.length === 1 && operation.entity === undefined;
	const rankOf = ({ name }: Field) => (shown.includes(name) ? shown.indexOf(name) : shown.length);
	return fields
		.map((field) => ({
			field,
			notation: notationOf(field),
			isShown: shown.includes(field.name),
			isRequired: isOnly && !isArgument(operation, field),
		}))
		.sort((a, b) => rankOf(a.field) - rankOf(b.field));
}
