/**
 * What the number of requests in flight gains: deletes through n8n's engine against a PBX in a process of its own, at
 * several latencies, side by side in one run. Prints medians of seven runs as multiples of one request at a time. The
 * default of five is where more gains little on a near PBX, while a 3CX system still serves its phones.
 */
import { createEngineFromPackage } from '../test/engine/builtPackage';
import { workflowAround } from '../test/engine/workflows';
import { printByLatency, ratio, run, type PbxProcess } from './measure';

const LOGOS = 100;
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
	await printByLatency(
		`Speed of ${LOGOS} deletes, as multiples of one request at a time`,
		IN_FLIGHT,
		measure,
		(inFlight, medianOf) => [`${inFlight} in flight`, ratio(medianOf(1), medianOf(inFlight))],
	);
});
