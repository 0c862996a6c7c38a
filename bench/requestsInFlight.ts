/**
 * What the number of requests in flight gains: deletes through n8n's engine against a PBX in a process of its own, at
 * several latencies, side by side in one run. Prints medians of seven runs as multiples of one request at a time. The
 * default of five is where more gains little on a near PBX, while a 3CX system still serves its phones.
 */
import { createEngineFromPackage } from '../test/engine/builtPackage';
import { workflowAround } from '../test/engine/workflows';
import { inTurns, median, PbxProcess, ratio, readFlags, run } from './measure';

const LOGOS = 100;
const LATENCIES_MS = [0, 5, 50];
const IN_FLIGHT = [1, 2, 5, 10, 20];

/** Milliseconds that deleting all logos takes. */
async function measure(pbx: PbxProcess, latencyMs: number, inFlight: number): Promise<number> {
	const baseUrl = await pbx.start({ logos: LOGOS, latencyMs });
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
	const execution = await engine.run(workflowAround({ parameters, credential, items }));
	const milliseconds = performance.now() - started;
	if (execution.data.resultData.error) throw execution.data.resultData.error;
	await pbx.stop();
	return milliseconds;
}

run(async () => {
	const { runs } = readFlags();
	const pbx = new PbxProcess();
	const table: Record<string, Record<string, string>> = {};
	for (const latencyMs of LATENCIES_MS) {
		const samples = await inTurns(IN_FLIGHT, runs, async (inFlight) => await measure(pbx, latencyMs, inFlight));
		const medianOf = (inFlight: number) => median(samples.get(inFlight) ?? []);
		table[`${latencyMs} ms latency`] = Object.fromEntries(
			IN_FLIGHT.map((inFlight) => [`${inFlight} in flight`, ratio(medianOf(1), medianOf(inFlight))]),
		);
	}
	pbx.end();
	console.log(`Speed of ${LOGOS} deletes, as multiples of one request at a time (medians of ${runs} runs)`);
	console.table(table);
});
