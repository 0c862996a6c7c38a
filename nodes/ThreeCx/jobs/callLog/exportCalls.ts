import { callJson } from '../../callLog/call';
import { readBoolean, readFileField } from '../../input/options';
import type { ItemInput } from '../../input/itemInput';
import { jsonItems, type OutputItem, type OutputJson } from '../../response/items';
import { isoTime } from '../../response/values';
import { Slices } from '../../timing/slices';
import { fileItems } from '../../transport/download';
import { JobRun } from '../common/jobRun';
import { choice } from '../common/parameters';
import { readPeriod, type Span } from '../common/period';
import type { Job } from '../types';
import { CALL_COLUMNS, csvOf, LEG_COLUMNS } from './csv';
import { readCalls, readLegs, recordingAddresses, STEPS_PER_LEG } from './readCalls';

const outputs = { calls: 'One Item per Call', legs: 'One Item per Leg' };

const REQUEST = { method: 'GET', path: '', query: {}, headers: {} } as const;

/** The calls as one file, with what it contains. */
async function asFile({ connection }: JobRun, span: Span, rows: readonly OutputJson[], { columns, field }: { columns: readonly string[]; field: string }): Promise<OutputItem[]> {
	const [from, to] = [span.from, span.to].map(isoTime);
	const headers = { 'content-type': 'text/csv' };
	const fallback = `calls-${(from ?? '').slice(0, 10)}`;
	const body = Buffer.from(await csvOf(rows, columns));
	const items = await fileItems(connection, REQUEST, { headers, body }, { field, fallback });
	return items.map((item) => ({ ...item, json: { ...item.json, from, to, rows: rows.length } }));
}

async function readRows(run: JobRun, output: keyof typeof outputs, span: Span, { timeZone }: ItemInput): Promise<OutputJson[]> {
	if (output === 'legs') return await readLegs(run, span, timeZone);
	const addresses = recordingAddresses(run);
	const calls = await readCalls(run, span, timeZone);
	return await new Slices().map(calls, ({ legs }) => legs.length * STEPS_PER_LEG, (call) => callJson(call, addresses));
}

/** Puts out the calls of a period, or their legs, in the order in which they began. */
export const exportCalls: Job = async (connection, input) => {
	const span = readPeriod(input);
	const output = choice(input.read, 'callOutput', 'Output', outputs, 'calls');
	const isFile = readBoolean(input.read('csvFile', false), 'As CSV File', false);
	const run = new JobRun(connection);
	const rows = await readRows(run, output, span, input);
	if (!isFile) return jsonItems(rows);
	const columns = output === 'legs' ? LEG_COLUMNS : CALL_COLUMNS;
	return await asFile(run, span, rows, { columns, field: readFileField(input.read) });
};
