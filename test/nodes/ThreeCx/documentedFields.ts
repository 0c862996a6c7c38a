import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A field as a table of the documentation has it. */
interface DocumentedField {
	/** `text`, `null`, `list of party`: one of them. */
	types: readonly string[];
	/** Whether only an option adds it: ", only with …". */
	isOptional: boolean;
}

type Fields = ReadonlyMap<string, DocumentedField>;
type Tables = ReadonlyMap<string, Fields>;

/** The tables of fields in a page, by the heading above each. */
function readTables(page: string): Tables {
	const tables = new Map<string, Map<string, DocumentedField>>();
	let heading = '';
	for (const line of readFileSync(resolve(__dirname, '../../../docs', page), 'utf8').split('\n')) {
		heading = /^#### (.+)$/.exec(line)?.[1] ?? heading;
		const [, field, type = ''] = /^\| `(\w+)` \| ([^|]+) \|/.exec(line) ?? [];
		if (field === undefined || heading === '') continue;
		const [words = '', only] = type.split(', only ');
		const table = tables.get(heading) ?? new Map<string, DocumentedField>();
		tables.set(heading, table.set(field, { types: words.trim().split(' or '), isOptional: only !== undefined }));
	}
	return tables;
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
	null: (value) => value === null,
	text: (value) => typeof value === 'string',
	number: (value) => typeof value === 'number' && Number.isFinite(value),
	boolean: (value) => typeof value === 'boolean',
	time: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
	list: Array.isArray,
	object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** What is wrong with a value by one of the types that a field may have. */
function problemsByType(path: string, value: unknown, type: string, tables: Tables): string[] {
	if (type.startsWith('list of ')) {
		if (!Array.isArray(value)) return [`${path} is no list`];
		return value.flatMap((entry: unknown, index) => problemsByType(`${path}[${index}]`, entry, type.slice('list of '.length), tables));
	}
	const table = tables.get(type);
	if (!table && !(type in TYPES)) return [`${path}: nothing says what "${type}" is`];
	if (table && TYPES.object?.(value)) return problemsByFields(path, value as Record<string, unknown>, table, tables);
	return !table && TYPES[type]?.(value) ? [] : [`${path} is not of type ${type}: ${JSON.stringify(value)}`];
}

function problemsByFields(path: string, object: Record<string, unknown>, fields: Fields, tables: Tables): string[] {
	const missing = [...fields].filter(([field, { isOptional }]) => !isOptional && !(field in object)).map(([field]) => `${path}.${field} is missing`);
	const wrong = Object.entries(object).flatMap(([field, value]) => {
		const types = fields.get(field)?.types;
		if (!types) return [`${path}.${field} is not documented`];
		const attempts = types.map((type) => problemsByType(`${path}.${field}`, value, type, tables));
		return attempts.some(({ length }) => length === 0) ? [] : (attempts[0] ?? []);
	});
	return [...missing, ...wrong];
}

/** What differs between an item and the tables of a page; where an event has several kinds of items, from the closest. */
function differences(item: Record<string, unknown>, kinds: readonly Fields[], tables: Tables): string[] {
	const attempts: string[][] = [];
	for (const fields of kinds) {
		const problems = problemsByFields(String(item.event), item, fields, tables);
		if (problems.length === 0) return [];
		attempts.push(problems);
	}
	return attempts.reduce((best, next) => (next.length < best.length ? next : best));
}

/** The fields under several headings. */
const fieldsUnder = (headings: readonly string[], tables: Tables): Fields => new Map(headings.flatMap((heading) => [...(tables.get(heading) ?? [])]));

const triggerTables = readTables('triggers.md');
const callTriggerTables = readTables('call-trigger.md');
const crmTriggerTables = readTables('crm-trigger.md');

const CALLS = ['Every item', 'Call Ended and Missed Call'];

/** The headings under which docs/triggers.md has the fields of each event. */
const HEADINGS: Readonly<Record<string, readonly (readonly string[])[]>> = {
	callEnded: [[...CALLS, 'One Item per Call'], [...CALLS, 'One Item per Leg']],
	missedCall: [[...CALLS, 'Missed Call']],
	newRecording: [['Every item', 'New Recording and Transcript Ready']],
	transcriptReady: [['Every item', 'New Recording and Transcript Ready']],
	newEventLogEntry: [['Every item', 'New Event Log Entry']],
	newChatMessage: [['Every item', 'New Chat Message']],
	extensionStatusChanged: [['Every item', 'Extension Status Changed']],
	equipmentStateChanged: [['Every item', 'Trunk, SBC or Service Changed State']],
	systemAlert: [['Every item', 'System Alert']],
	queueSlaBreach: [['Every item', 'Queue SLA Breach']],
};

const EVENTS = new Map(Object.entries(HEADINGS).map(([event, kinds]) => [event, kinds.map((headings) => fieldsUnder(headings, triggerTables))]));

/** Where an item of 3CX Trigger is other than docs/triggers.md says. */
export const undocumented = (item: Record<string, unknown>): string[] => differences(item, EVENTS.get(String(item.event)) ?? [new Map()], triggerTables);

const LIVE_EVENT = fieldsUnder(['Every item'], callTriggerTables);

/** Where an item of 3CX Call Trigger is other than docs/call-trigger.md says. */
export const undocumentedLive = (item: Record<string, unknown>): string[] => differences(item, [LIVE_EVENT], callTriggerTables);

const CRM_EVENTS: Readonly<Record<string, string>> = {
	callReported: 'Call Reported',
	callerLookup: 'Caller Lookup',
	chatReported: 'Chat Reported',
	contactCreate: 'Contact Create',
	contactSearch: 'Contact Search',
};

/** Where an item of 3CX CRM Trigger is other than docs/crm-trigger.md says. */
export const undocumentedCrm = (item: Record<string, unknown>): string[] =>
	differences(item, [fieldsUnder(['Every item', CRM_EVENTS[String(item.event)] ?? ''], crmTriggerTables)], crmTriggerTables);
