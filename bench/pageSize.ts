/**
 * What the size of a page costs: listing the same rows in pages of several sizes at several latencies, by a bare loop that
 * connects anew for each page, as n8n does. Prints medians as multiples of the time with pages of 100, the most that 3CX
 * gives; the larger ones only tell what that limit costs.
 */
import { connect, listAll } from './contestants/axiosLoop';
import { printByLatency, ratio, run, type PbxProcess } from './measure';
import { PAGE_SIZE } from '../nodes/ThreeCx/catalog/paging';

const ROWS = 2_000;
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
	await printByLatency(
		`Time to list ${ROWS} rows, as multiple of the time with pages of ${PAGE_SIZE}`,
		PAGE_SIZES,
		measure,
		(pageSize, medianOf) => [`pages of ${pageSize}`, ratio(medianOf(pageSize), medianOf(PAGE_SIZE))],
	);
});
