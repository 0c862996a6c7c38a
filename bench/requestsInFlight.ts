/**
 * What the number of requests in flight gains: deletes through n8n's engine against a PBX in a process of its own, at
 * several latencies, side by side in one run. Prints medians of seven runs as multiples of one request at a time. The
 * default of five is where more gains little on a near PBX, while a 3CX system still serves its phones.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createEngineFromPackage } from '../test/engine/builtPackage';
import { workflowAround } from '../test/engine/workflows';

const RUNS = 7;
const LOGOS = 100;
const LATENCIES_MS = [0, 5, 50];
const IN_FLIGHT = [1, 2, 5, 10, 20];

/** Milliseconds that deleting all logos takes. */
async function measure(latencyMs: number, inFlight: number): Promise<number> {
	const pbx = fork(join(__dirname, 'pbxProcess.ts'), [LOGOS, 0, latencyMs].map(String));
	const [baseUrl] = (await once(pbx, 'message')) as [string];
	const engine = await createEngineFromPackage();
	const credential = engine.credentials.add({ baseUrl, clientId: 'n8n', apiKey: 'standin-api-key' });
	const parameters = {
		resource: 'phoneLogo',
		operation: 'delete',
		filename: { __rl: true, mode: 'name', value: '={{ $json.name }}' },
		options: { inFlight },
	};
	const items = Array.from({ length: LOGOS }, (_, index) => ({ name: `logo-${index}.png` }));
	const started = performance.now();
	const run = await engine.run(workflowAround({ parameters, credential, items }));
	const milliseconds = performance.now() - started;
	if (run.data.resultData.error) throw run.data.resultData.error;
	pbx.send('stop');
	await once(pbx, 'exit');
	return milliseconds;
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main() {
	const table: Record<string, Record<string, string>> = {};
	for (const latencyMs of LATENCIES_MS) {
		const samples = new Map<number, number[]>(IN_FLIGHT.map((inFlight) => [inFlight, []]));
		// In turns, so that whatever else the machine does meets all alike.
		for (let round = 0; round < RUNS; round++) {
			for (const inFlight of IN_FLIGHT) samples.get(inFlight)?.push(await measure(latencyMs, inFlight));
		}
		const single = median(samples.get(1) ?? []);
		table[`${latencyMs} ms latency`] = Object.fromEntries(
			IN_FLIGHT.map((inFlight) => [`${inFlight} in flight`, `x${(single / median(samples.get(inFlight) ?? [])).toFixed(1)}`]),
		);
	}
	console.log(`Speed of ${LOGOS} deletes, as multiples of one request at a time (medians of ${RUNS} runs)`);
	console.table(table);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
