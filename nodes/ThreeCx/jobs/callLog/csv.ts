import { asText } from '../../input/asText';
import { isRecord } from '../../input/itemInput';
import type { OutputJson } from '../../response/items';
import { Slices } from '../../timing/slices';

const PARTY = ['name', 'number', 'kind'];
const party = (name: string) => PARTY.map((part) => `${name}.${part}`);

/** Columns of a file of calls, each the way to a value. */
export const CALL_COLUMNS: readonly string[] = [
	...['callId', 'direction', 'answered', 'startedAt', 'answeredAt', 'endedAt', 'durationSeconds', 'talkingSeconds'],
	...party('from'),
	...party('to'),
	...party('answeredBy'),
	...['queue.name', 'queue.number', 'dialedNumber', 'recordingId', 'recordingUrl'],
];

/** The same of a file of legs. */
export const LEG_COLUMNS: readonly string[] = [
	...['callId', 'legId', 'direction', 'answered', 'startedAt', 'endedAt', 'ringingSeconds', 'talkingSeconds'],
	...party('from'),
	...party('to'),
	...['status', 'reason', 'recordingIds'],
];

const valueAt = (row: OutputJson, column: string): unknown =>
	column.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), row);

/** `from.name` → `fromName` */
const titleOf = (column: string) => column.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a spreadsheet would compute: a caller chooses the name that is shown. Numbers with + in front stay as they are. */
const isFormula = (text: string) => /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d.]+$/.test(text));

function cell(value: unknown): string {
	const plain = Array.isArray(value) ? value.map(asText).join(' ') : asText(value);
	const text = isFormula(plain) ? `'${plain}` : plain;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const lineOf = (cells: readonly string[]) => `${cells.join(',')}\r\n`;

/** What writing a line takes, in steps of a few nanoseconds. */
const STEPS_PER_LINE = 1_000;

/** A table as CSV (RFC 4180) with a line of titles. Lists become words. */
export async function csvOf(rows: readonly OutputJson[], columns: readonly string[]): Promise<string> {
	const write = (row: OutputJson) => lineOf(columns.map((column) => cell(valueAt(row, column))));
	const lines = await new Slices().map(rows, () => STEPS_PER_LINE, write);
	return lineOf(columns.map(titleOf)) + lines.join('');
}
