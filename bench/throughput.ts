/**
 * Speed and memory of deleting and listing phone logos: the 3CX node beside the least that a node with code can do, a
 * declarative node, n8n's HTTP Request node with the same credential, and bare loops around axios without keep-alive (the
 * limit of one process that connects anew for each request, as n8n does) and with it (the limit of the wire). The nodes
 * run in n8n's engine; everybody has a process of its own, and so has the mock PBX.
 *
 * Time: 10 to 10,000 deletes and 10,000 and 100,000 rows from a PBX that answers at once, and less of both where it takes
 * 5 or 50 ms. Memory, less garbage: the same numbers at no latency, and 200,000 rows. Requests in flight: the most that the PBX had under
 * way. Of deletes, declarative and HTTP Request nodes send all at once, the others five at a time, and the 3CX node also as
 * many as its option allows. Of the pages of a list, it alone asks for several at a time.
 *
 * `--quick` leaves out what takes longer than some seconds. All of it takes about half an hour.
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Cost, Order } from './processes/contestantProcess';
import { contestants, type ContestantName } from './contestants';
import { PAGE_SIZE, type Task } from './contestants/types';
import { report, type Bar } from './bars';
import { ask, inTurns, median, PbxProcess, ratio, readFlags, run } from './measure';

type Case = Pick<Task, 'operation' | 'count'> & { latencyMs: number };
type Measurement = Cost & { maxInFlight: number };
type Medians = Map<ContestantName, Measurement>;

const NAMES = Object.keys(contestants) as ContestantName[];
const NODES = NAMES.filter((name) => !name.startsWith('axios'));
/** Above this, a case takes long. */
const QUICK_COUNT = { delete: 1_000, list: 10_000 };

const AT_ONCE: Case[] = [
	...[10, 100, 1_000, 10_000].map((count) => ({ operation: 'delete' as const, count, latencyMs: 0 })),
	...[10_000, 100_000].map((count) => ({ operation: 'list' as const, count, latencyMs: 0 })),
];
/** Memory only: for each row as much as where there are few of them. */
const FEW_ROWS: Case = { operation: 'list', count: 10_000, latencyMs: 0 };
const MANY_ROWS: Case = { operation: 'list', count: 200_000, latencyMs: 0 };
const LATE: Case[] = [
	{ operation: 'delete', count: 100, latencyMs: 5 },
	{ operation: 'delete', count: 1_000, latencyMs: 5 },
	{ operation: 'list', count: 10_000, latencyMs: 5 },
	{ operation: 'delete', count: 100, latencyMs: 50 },
	{ operation: 'list', count: 1_000, latencyMs: 50 },
];

const titleOf = ({ operation, count, latencyMs }: Case) =>
	`${operation} ${count.toLocaleString('en')}${latencyMs > 0 ? `, ${latencyMs} ms` : ''}`;

/** The PBX and a process for every contestant. */
class Field {
	private readonly pbx = new PbxProcess();

	private readonly processes = new Map(
		NAMES.map((name) => [
			name,
			fork(join(__dirname, 'processes/contestantProcess.ts'), [], { execArgv: [...process.execArgv, '--expose-gc'] }),
		]),
	);

	async measure(contestant: ContestantName, { operation, count, latencyMs }: Case, memory: boolean): Promise<Measurement> {
		const child = this.processes.get(contestant);
		if (!child) throw new Error(`There is no process of ${contestant}`);
		// One logo more than is deleted, for the request that gets the token.
		const baseUrl = await this.pbx.start({
			latencyMs,
			...(operation === 'list' ? { logos: 1, listed: { rows: count, pageSize: PAGE_SIZE } } : { logos: count + 1 }),
		});
		const order: Order = { contestant, memory, task: { operation, count, baseUrl } };
		const cost = await ask<Cost>(child, order);
		const { maxInFlight } = await this.pbx.stop();
		return { ...cost, maxInFlight };
	}

	/** Medians of everybody. What the code compiles to settles in a run that is not counted. */
	async medians(names: readonly ContestantName[], task: Case, runs: number, memory = false): Promise<Medians> {
		for (const name of names) await this.measure(name, { ...task, count: Math.min(task.count, 1_000) }, memory);
		const samples = await inTurns(names, runs, async (name) => await this.measure(name, task, memory));
		const medianOf = (name: ContestantName, field: keyof Measurement) =>
			median((samples.get(name) ?? []).map((sample) => sample[field]));
		return new Map(
			names.map((name) => [
				name,
				{
					milliseconds: medianOf(name, 'milliseconds'),
					bytes: medianOf(name, 'bytes'),
					maxInFlight: Math.max(...(samples.get(name) ?? []).map(({ maxInFlight }) => maxInFlight)),
				},
			]),
		);
	}

	end(): void {
		this.pbx.end();
		for (const child of this.processes.values()) child.disconnect();
	}
}

type Cells = Partial<Record<ContestantName, string>>;

function cells(medians: Medians, show: (measurement: Measurement) => string): Cells {
	return Object.fromEntries([...medians].map(([name, measurement]) => [name, show(measurement)]));
}

/** A line for each case as soon as it is measured: all of them take long. */
function printProgress(title: string, row: Cells): void {
	console.log(`${title}: ${Object.entries(row).map(([name, cell]) => `${name} ${cell}`).join(', ')}`);
}

run(async () => {
	const { runs, quick } = readFlags();
	const cases = (all: Case[]) => all.filter(({ operation, count }) => !quick || count <= QUICK_COUNT[operation]);
	const field = new Field();
	const times: Record<string, Cells> = {};
	const inFlight: Record<string, Cells> = {};
	const memory: Record<string, Cells> = {};
	const bytesPerRow = new Map<number, number>();
	const bars: Bar[] = [];

	for (const task of cases([...AT_ONCE, ...LATE])) {
		const medians = await field.medians(NAMES, task, runs);
		const loop = medians.get('axios loop')?.milliseconds ?? Number.NaN;
		times[titleOf(task)] = cells(medians, ({ milliseconds }) => ratio(milliseconds, loop));
		printProgress(titleOf(task), times[titleOf(task)] ?? {});
		if (titleOf(task) === titleOf(FEW_ROWS)) {
			const lean = medians.get('lean node')?.milliseconds ?? Number.NaN;
			bars.push({ name: `${titleOf(task)} rows, to the lean node`, value: (medians.get('3CX node')?.milliseconds ?? Number.NaN) / lean, goal: 1.1 });
		}
		// Where answers come at once, the PBX is done with a request before it reads the next one.
		if (task.latencyMs > 0) inFlight[titleOf(task)] = cells(medians, ({ maxInFlight }) => String(maxInFlight));
	}
	for (const task of cases([...AT_ONCE, MANY_ROWS])) {
		const medians = await field.medians(NODES, task, runs, true);
		if (task.operation === 'list') bytesPerRow.set(task.count, (medians.get('3CX node')?.bytes ?? Number.NaN) / task.count);
		memory[titleOf(task)] = cells(medians, ({ bytes }) => `${Math.round(bytes / task.count).toLocaleString('en')} B`);
		printProgress(`Memory, ${titleOf(task)}`, memory[titleOf(task)] ?? {});
	}
	field.end();
	bars.push({
		name: 'Memory of a row, 200,000 to 10,000',
		value: (bytesPerRow.get(MANY_ROWS.count) ?? Number.NaN) / (bytesPerRow.get(FEW_ROWS.count) ?? Number.NaN),
		goal: 1.1,
	});
	report(bars);

	console.log(`\nTime as multiple of the axios loop without keep-alive (medians of ${runs} runs; less is faster)`);
	console.table(times);
	console.log('\nThe most requests in flight that the PBX saw');
	console.table(inFlight);
	console.log('\nMemory for each item, outputs included (the fixed part weighs on few items)');
	console.table(memory);
});
