/**
 * What the size of a page costs: listing the same rows in pages of several sizes at several latencies, by a bare loop that
 * connects anew for each page, as n8n does. Prints medians as multiples of the time with pages of 100, the most that 3CX
 * gives; the larger ones only tell what that limit costs.
 */
import { connect, listAll } from './contestants/axiosLoop';
import { inTurns, median, PbxProcess, ratio, readFlags, run } from './measure';
import { PAGE_SIZE } from '../nodes/ThreeCx/transport/pages';

const ROWS = 2_000;
const LATENCIES_MS = [0, 5, 50];
const PAGE_SIZES = [25, 50, PAGE_SIZE, 500, 1_000];

/** Milliseconds that listing all rows takes. */
async function measure(pbx: PbxProcess, latencyMs: number, pageSize: number): Promise<number> {
	const client = await connect(await pbx.start({ latencyMs, listed: { rows: ROWS, pageSize } }), false);
	const started = performance.now();
	const rows = await listAll(client, pageSize);
	const milliseconds = performance.now() - started;
	await pbx.stop();
	if (rows.length !== ROWS) throw new Error(`${rows.length} of ${ROWS} rows were read`);
	return milliseconds;
}

run(async () => {
	const { runs } = readFlags();
	const pbx = new PbxProcess();
	const table: Record<string, Record<string, string>> = {};
	for (const latencyMs of LATENCIES_MS) {
		const samples = await inTurns(PAGE_SIZES, runs, async (pageSize) => await measure(pbx, latencyMs, pageSize));
		const medianOf = (pageSize: number) => median(samples.get(pageSize) ?? []);
		table[`${latencyMs} ms latency`] = Object.fromEntries(
			PAGE_SIZES.map((pageSize) => [`pages of ${pageSize}`, ratio(medianOf(pageSize), medianOf(PAGE_SIZE))]),
		);
	}
	pbx.end();
	console.log(`Time to list ${ROWS} rows, as multiple of the time with pages of ${PAGE_SIZE} (medians of ${runs} runs)`);
	console.table(table);
});
