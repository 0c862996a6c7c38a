/**
 * How Delete Unused Phone Logos grows: requests, time and memory for ten and a hundred times as many logos and users, side
 * by side in one run. Each size runs seven times against a PBX of its own process; medians are compared.
 */
import { jsonOf } from '../test/engine';
import { createEngineFromPackage } from '../test/engine/builtPackage';
import { workflowAround } from '../test/engine/workflows';
import { median, PbxProcess, ratio, readFlags, run } from './measure';

interface Measurement {
	requests: number;
	deletes: number;
	milliseconds: number;
	megabytes: number;
}

const SIZES = [
	{ logos: 50, users: 20 },
	{ logos: 500, users: 200 },
	{ logos: 5_000, users: 2_000 },
];

/** The highest heap in use while `work` runs, above what was in use before, in megabytes. */
async function measureHeap(work: () => Promise<void>): Promise<number> {
	global.gc?.();
	const before = process.memoryUsage().heapUsed;
	let highest = before;
	const timer = setInterval(() => {
		highest = Math.max(highest, process.memoryUsage().heapUsed);
	}, 5);
	await work();
	clearInterval(timer);
	highest = Math.max(highest, process.memoryUsage().heapUsed);
	return (highest - before) / 1024 / 1024;
}

async function measure(pbx: PbxProcess, logos: number, users: number): Promise<Measurement> {
	const baseUrl = await pbx.start({ logos, users });
	const engine = await createEngineFromPackage();
	const credential = engine.credentials.add({ baseUrl, clientId: 'n8n', apiKey: 'standin-api-key' });
	const parameters = { resource: 'phoneLogo', operation: 'deleteUnused', dryRun: false, maxDeletions: logos };
	let milliseconds = 0;
	const megabytes = await measureHeap(async () => {
		const started = performance.now();
		const execution = await engine.run(workflowAround({ parameters, credential }));
		milliseconds = performance.now() - started;
		if (execution.data.resultData.error) throw execution.data.resultData.error;
		const outcomes = new Set(jsonOf(execution, '3CX').map(({ outcome }) => outcome));
		if (outcomes.size !== 1 || !outcomes.has('deleted')) throw new Error(`Unexpected: ${[...outcomes].join()}`);
	});
	const { requests, deletes } = await pbx.stop();
	return { requests, deletes, milliseconds, megabytes };
}

run(async () => {
	const { runs } = readFlags();
	const pbx = new PbxProcess();
	const rows: { size: (typeof SIZES)[number]; median: Measurement }[] = [];
	for (const size of SIZES) {
		const measurements: Measurement[] = [];
		for (let round = 0; round < runs; round++) measurements.push(await measure(pbx, size.logos, size.users));
		const medianOf = (field: keyof Measurement) => median(measurements.map((measurement) => measurement[field]));
		rows.push({
			size,
			median: {
				requests: medianOf('requests'),
				deletes: medianOf('deletes'),
				milliseconds: medianOf('milliseconds'),
				megabytes: medianOf('megabytes'),
			},
		});
	}
	pbx.end();
	console.log(`Delete Unused Phone Logos, medians of ${runs} runs; x compares with the row above`);
	console.table(
		rows.map(({ size, median: current }, index) => {
			const previous = rows[index - 1]?.median;
			const times = (field: keyof Measurement) =>
				previous ? ` (${ratio(current[field], previous[field])})` : '';
			return {
				logos: size.logos,
				users: size.users,
				requests: `${current.requests}${times('requests')}`,
				deletes: current.deletes,
				'time ms': `${current.milliseconds.toFixed(0)}${times('milliseconds')}`,
				'ms per request': (current.milliseconds / current.requests).toFixed(2),
				'heap MB': current.megabytes.toFixed(1),
			};
		}),
	);
});
