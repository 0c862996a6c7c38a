/** What all measurements share: the mock PBX in a process of its own, medians, rounds and tables of ratios. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PbxCounts, PbxSetting } from './processes/pbxProcess';

/** What can be set on the command line of every measurement. */
export interface Flags {
	/** How often everything is measured; medians are compared. */
	runs: number;
	/** Whether to leave out what takes long: to try the script, not to judge by. */
	quick: boolean;
	/** Whether editorSpeed.ts shows whom the editor is busy for, and measures nothing else. */
	profile: boolean;
	/** 3CX's OpenAPI document, for the node generated from it. */
	spec?: string;
	/** Names of the measurements to make, of those that `all.ts` has; all of them where none are given. */
	only: string[];
	/** Where all.ts writes what was measured. */
	out: string;
	/** What an earlier run wrote. */
	compare?: string;
}

const FEWEST_RUNS = 7;

/**
 * Reads `--runs`, `--quick`, `--profile`, `--spec`, `--only`, `--out` and `--compare`.
 *
 * @throws for a flag that there is not, and for fewer than seven runs unless `--quick` is given.
 */
export function readFlags(): Flags {
	const { values } = parseArgs({
		options: {
			runs: { type: 'string' },
			quick: { type: 'boolean', default: false },
			profile: { type: 'boolean', default: false },
			spec: { type: 'string' },
			only: { type: 'string', default: '' },
			out: { type: 'string', default: 'bench-results.json' },
			compare: { type: 'string' },
		},
	});
	const { quick, profile, spec, out, compare } = values;
	const only = values.only.split(',').filter((name) => name !== '');
	const runs = Number(values.runs ?? (quick ? 1 : FEWEST_RUNS));
	if (!Number.isInteger(runs) || runs < (quick ? 1 : FEWEST_RUNS)) {
		throw new Error(`--runs must be a whole number of at least ${FEWEST_RUNS} (or 1 with --quick)`);
	}
	return { runs, quick, profile, spec, only, out, compare };
}

/** The middle of the values, the upper one of two; NaN where there are none. */
export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** `value` as multiple of `base`, such as `x1.25`. */
export function ratio(value: number, base: number): string {
	const times = value / base;
	return Number.isFinite(times) ? `x${times.toFixed(times < 10 ? 2 : 0)}` : '-';
}

/**
 * Measures everybody in turns, round by round, so that whatever else the machine does meets all alike.
 *
 * @returns the measurements of each, in the order of the rounds.
 */
export async function inTurns<Name, Measurement>(
	names: readonly Name[],
	runs: number,
	measure: (name: Name) => Promise<Measurement>,
): Promise<Map<Name, Measurement[]>> {
	const samples = new Map<Name, Measurement[]>(names.map((name) => [name, []]));
	for (let round = 0; round < runs; round++) {
		// Every other round backwards: nobody always comes after the same one.
		const order = round % 2 === 0 ? names : names.toReversed();
		for (const name of order) samples.get(name)?.push(await measure(name));
	}
	return samples;
}

/** Sends a message to a process of ours and waits for its answer. Throws where it ends instead. */
export async function ask<Answer>(child: ChildProcess, message: object): Promise<Answer> {
	const ended = new AbortController();
	const answer = once(child, 'message', { signal: ended.signal });
	const end = once(child, 'exit', { signal: ended.signal }).then(() => {
		throw new Error(`${child.spawnargs.at(-1) ?? 'A process'} ended without an answer`);
	});
	child.send(message);
	try {
		const [value] = (await Promise.race([answer, end])) as [Answer];
		return value;
	} finally {
		ended.abort();
		// Whichever did not happen is now aborted.
		await Promise.allSettled([answer, end]);
	}
}

/** A process that runs one mock PBX after another, so that its time and memory are not measured with the node's. */
export class PbxProcess {
	private readonly child = fork(join(__dirname, 'processes/pbxProcess.ts'));

	/** Starts a PBX and returns its base URL. */
	async start(setting: PbxSetting): Promise<string> {
		return await ask<string>(this.child, { start: setting });
	}

	/** Stops it and tells what it saw. */
	async stop(): Promise<PbxCounts> {
		return await ask<PbxCounts>(this.child, { stop: true });
	}

	end(): void {
		this.child.kill();
	}
}

/** Milliseconds that a PBX takes to answer: in the same process, in the same building, far away. */
export const LATENCIES_MS = [0, 5, 50];

/**
 * Measures every setting against PBXs of several latencies and prints a table, one line for each latency.
 *
 * @param measure milliseconds that the work takes with a setting.
 * @param cell name and content of a cell, from the median of its setting and from those of all.
 * @returns the median of a setting at a latency in milliseconds.
 */
export async function printByLatency(
	title: string,
	settings: readonly number[],
	measure: (pbx: PbxProcess, latencyMs: number, setting: number) => Promise<number>,
	cell: (setting: number, medianOf: (setting: number) => number) => [name: string, content: string],
): Promise<(latencyMs: number, setting: number) => number> {
	const { runs } = readFlags();
	const pbx = new PbxProcess();
	const table: Record<string, Record<string, string>> = {};
	const medians = new Map<number, (setting: number) => number>();
	for (const latencyMs of LATENCIES_MS) {
		const samples = await inTurns(settings, runs, async (setting) => await measure(pbx, latencyMs, setting));
		const medianOf = (setting: number) => median(samples.get(setting) ?? []);
		medians.set(latencyMs, medianOf);
		table[`${latencyMs} ms latency`] = Object.fromEntries(settings.map((setting) => cell(setting, medianOf)));
	}
	pbx.end();
	console.log(`${title} (medians of ${runs} runs)`);
	console.table(table);
	return (latencyMs, setting) => medians.get(latencyMs)?.(setting) ?? Number.NaN;
}

/** Runs a script; whatever it throws is shown and ends it, with the processes it started. */
export function run(main: () => Promise<void>): void {
	main().catch((error: unknown) => {
		console.error(error);
		process.exit(1);
	});
}
