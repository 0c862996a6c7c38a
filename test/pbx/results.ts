/** What functions and actions answer and do. */
import { fieldsOfType, isStructured } from '../../nodes/ThreeCx/catalog/fields';
import type { Operation } from '../../nodes/ThreeCx/catalog/types';
import type { EntitySet } from './entitySets';
import { sampleCallLog } from './samples';
import { sampleOfType, sampleRow } from './sampleValues';
import type { Store } from './store';
import type { Answer, Row } from './types';

/** What a call acts on. */
export interface CallContext {
	store: Store;
	/** The entity set the call is bound to, and the row in it, if there are any. */
	set?: EntitySet;
	row?: Row;
	body: Row;
}

/** The bytes of a WAV file without sound (RIFF header, no samples). */
const SILENCE = Buffer.from('524946462400000057415645666d74201000000001000100401f0000803e0000020010006461746100000000', 'hex');

/** Removes rows by key; the keys that there are no rows for. */
function removeRows({ store, set, body }: CallContext): unknown[] {
	const keys = (Array.isArray(body.ids) ? body.ids : []) as unknown[];
	return keys.filter((key) => !set || !store.remove(set, key));
}

/** Calls with an effect or an answer of their own, by 3CX's name for them. */
const effects: Record<string, (context: CallContext) => unknown> = {
	BatchDelete: (context) =>
		removeRows(context).map((key) => ({ ExtensionNumber: String(key), Error: 'WARNINGS.XAPI.NOT_FOUND' })),
	DropCall: ({ store, set, row }) => {
		if (set && row) store.remove(set, row[set.key]);
		return undefined;
	},
	GetCallLogData: () => sampleCallLog,
	GetFirstAvailableExtensionNumber: ({ store }) => {
		const taken = new Set(store.rows('Users').map(({ Number: number }) => number));
		return { Number: Array.from({ length: 900 }, (_item, index) => String(100 + index)).find((number) => !taken.has(number)) };
	},
	HasSystemOwner: () => true,
	MakeCall: ({ body }) => ({
		FinalStatus: 'Success',
		Reason: 'NotSpecified',
		ReasonText: `Calling ${String(body.destination)} from ${String(body.dn)}`,
		VttId: null,
	}),
};

/** Bulk deletes differ in name, not in what they do. */
const isBulkDelete = (operation: Operation) => /^Bulk.*Delete$|^DeleteContactsById$/.test(operation.id);

/** A sample as an answer has it: without what has to be expanded, and without complaint. */
function sampleAnswer(type: string, variant: 0 | 1 = 0): unknown {
	if (!isStructured(type)) return sampleOfType(type, variant);
	const hidden = new Set(fieldsOfType(type).flatMap(({ name, isNavigation }) => (isNavigation ? [name] : [])));
	const shown = Object.entries(sampleRow(type, variant)).filter(([name]) => !hidden.has(name));
	return Object.fromEntries(shown.map(([name, value]) => [name, name === 'Error' ? null : value]));
}

/** What a call answers where nobody said otherwise: something of its type. */
function sampleResult({ answer = '', output }: Operation): unknown {
	if (output === 'nothing' || (output === 'object' && answer === 'any')) return undefined;
	if (output === 'pages' || output === 'rows' || (output === 'file' && answer !== 'any')) {
		return [sampleAnswer(answer), sampleAnswer(answer, 1)];
	}
	return sampleAnswer(answer);
}

/** Carries a call out and returns its result: rows, an object, a primitive, or undefined for nothing. */
export function resultOf(operation: Operation, context: CallContext, given: Readonly<Record<string, unknown>>): unknown {
	const name = `${operation.method} ${operation.path.replace(/\(\w+=.*\)$/, '()')}`;
	if (Object.hasOwn(given, name)) return given[name];
	if (isBulkDelete(operation)) {
		removeRows(context);
		return undefined;
	}
	const effect = Object.hasOwn(effects, operation.id) ? effects[operation.id] : undefined;
	return effect ? effect(context) : sampleResult(operation);
}

const cell = (value: unknown) => `"${(typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll('"', '""')}"`;

/** The file that a download answers: sound for recordings and greetings, CSV for lists, text for all else. */
export function fileAnswer({ id, answer = '' }: Operation, result: unknown): Answer {
	const attachment = (name: string) => `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`;
	if (/Recording|Greeting|PlaylistFile/.test(id)) {
		return {
			status: 200,
			headers: { 'Content-Type': 'audio/wav', 'Content-Disposition': attachment(`${id}.wav`) },
			body: SILENCE,
		};
	}
	if (!isStructured(answer)) {
		return { status: 200, headers: { 'Content-Type': 'text/plain', 'Content-Disposition': attachment(`${id}.txt`) }, body: String(result) };
	}
	const rows = result as Row[];
	const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
	return {
		status: 200,
		headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': attachment(`${id}.csv`) },
		body: lines.map((line) => line.map(cell).join(',')).join('\r\n'),
	};
}
