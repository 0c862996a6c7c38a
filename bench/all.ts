/**
 * Runs the measurements one after another, with the same flags, and prints one table of what they came to beside the goals.
 * Nothing is asserted: a goal that is missed is said to be missed.
 *
 * `--only packageSize,installCost` makes these measurements only. The results go to the file that `--out` names, and beside
 * those of the file that `--compare` names.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readResults, tableOf, writeResults, type Bar } from './bars';
import { readFlags, run } from './measure';

const MEASUREMENTS = ['packageSize', 'installCost', 'throughput', 'requestsInFlight', 'editorSpeed'];

function chosen(only: readonly string[]): string[] {
	const unknown = only.filter((name) => !MEASUREMENTS.includes(name));
	if (unknown.length > 0) throw new Error(`--only knows ${MEASUREMENTS.join(', ')}, not ${unknown.join(', ')}`);
	return only.length === 0 ? MEASUREMENTS : [...only];
}

/** Runs one measurement: its bars, and whether it came to its end. */
async function measure(name: string): Promise<{ bars: Bar[]; isDone: boolean }> {
	const bars: Bar[] = [];
	const child = fork(join(__dirname, `${name}.ts`), process.argv.slice(2));
	child.on('message', (reported: Bar[]) => bars.push(...reported));
	// What it reported may come after its end is known, but not after the channel is closed.
	const [[code]] = (await Promise.all([once(child, 'exit'), once(child, 'disconnect')])) as [[number | null], unknown];
	return { bars, isDone: code === 0 };
}

run(async () => {
	// Wrong flags are refused before anything is measured.
	const { runs, quick, only, out, compare } = readFlags();
	const names = chosen(only);
	const earlier = compare === undefined ? undefined : readResults(compare);
	const bars: Bar[] = [];
	const failed: string[] = [];
	for (const name of names) {
		const measured = await measure(name);
		bars.push(...measured.bars);
		if (!measured.isDone) failed.push(name);
	}
	writeResults(out, { measuredAt: new Date().toISOString(), runs, isQuick: quick, bars });
	console.log(`\nGoals${quick ? ' (a quick run: to try the scripts, not to judge by)' : ''}`);
	if (earlier) console.log(`Before: ${earlier.measuredAt}, ${earlier.runs} runs${earlier.isQuick ? ', quick' : ''}`);
	console.table(tableOf(bars, earlier?.bars));
	console.log(`Written to ${out}`);
	if (failed.length > 0) throw new Error(`Not measured to the end: ${failed.join(', ')}`);
});
