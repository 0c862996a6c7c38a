/**
 * What the number of requests in flight gains: deletes through n8n's engine, with fixed numbers and with what the node
 * learns by itself, side by side in one run. First against PBXs at several latencies, as multiples of five at a time;
 * then against PBXs that work on some requests at a time while the others wait, as shares of the best fixed number.
 */
// The extension keeps tsx from taking ThreeCx.node for a native module.
import { ThreeCx } from '../nodes/ThreeCx/ThreeCx.node.js';
import { ThreeCxApi } from '../credentials/ThreeCxApi.credentials.js';
import { MOST } from '../nodes/ThreeCx/pace/gradientLimit';
import { Pace, paces, type Limit } from '../nodes/ThreeCx/pace/pace';
import { fingerprintOf, readSettings } from '../nodes/ThreeCx/token/settings';
import { report, type Bar } from './bars';
import { createEngine } from '../test/engine';
import { NODE_TYPE, workflowAround } from '../test/engine/workflows';
import { inTurns, LATENCIES_MS, median, PbxProcess, printByLatency, ratio, readFlags, run } from './measure';
import type { PbxSetting } from './processes/pbxProcess';

/** Stands for what the node learns by itself. */
const LEARNED = 0;
/** More deletes where the PBX is done with them sooner: each run takes some seconds. */
const SATURATIONS = [
	{ requests: 4, deletes: 500 },
	{ requests: 16, deletes: 1_000 },
	{ requests: 64, deletes: 2_000 },
];
const deletesAt = (latencyMs: number) => (latencyMs < WORK_MS ? 2_000 : 1_000);
const WORK_MS = 50;
const MOST_TO_SATURATION = 2;
/** The number in flight that nodes have who learn nothing, here and elsewhere. */
const FIVE = 5;

/** A limit that learns nothing. */
const fixed = (most: number): Limit => ({
	most,
	sent: () => undefined,
	answered: () => undefined,
	refused: () => undefined,
	lost: () => undefined,
});

const nameOf = (inFlight: number) => (inFlight === LEARNED ? 'learned' : `${inFlight} in flight`);

/** Deletes all logos of a PBX; how long that takes, and how many requests it had at a time. */
async function measure(pbx: PbxProcess, setting: PbxSetting, inFlight: number) {
	const fields = { baseUrl: await pbx.start(setting), clientId: 'n8n', apiKey: 'standin-api-key' };
	const engine = createEngine({ [NODE_TYPE]: new ThreeCx() }, [new ThreeCxApi()]);
	const credential = engine.credentials.add(fields);
	paces.set(fingerprintOf(readSettings(fields)), inFlight === LEARNED ? new Pace() : new Pace(fixed(inFlight)));
	const parameters = {
		resource: 'phoneLogo',
		operation: 'delete',
		filename: { __rl: true, mode: 'name', value: '={{ $json.name }}' },
	};
	const items = Array.from({ length: setting.logos ?? 0 }, (_, index) => ({ name: `logo-${index}.png` }));
	const started = performance.now();
	const execution = await engine.execute(workflowAround({ parameters, credential, items }));
	const milliseconds = performance.now() - started;
	if (execution.data.resultData.error) throw execution.data.resultData.error;
	const { maxInFlight } = await pbx.stop();
	return { milliseconds, maxInFlight };
}

/** For each saturation, the speed of all as shares of the best fixed number, and the most requests in flight. */
async function printBySaturation(share: number): Promise<Bar[]> {
	const { runs } = readFlags();
	const pbx = new PbxProcess();
	const bars: Bar[] = [];
	for (const { requests, deletes } of SATURATIONS) {
		const logos = deletes * share;
		const setting = { logos, saturation: { requests, milliseconds: WORK_MS } };
		// Fewer than a PBX works on cannot be the best number, except where this process cannot send as many.
		const fixedNumbers = [...new Set([FIVE, requests, 2 * requests, MOST].map((number) => Math.min(number, MOST)))];
		const samples = await inTurns([LEARNED, ...fixedNumbers], runs, async (inFlight) => await measure(pbx, setting, inFlight));
		const medianOf = (inFlight: number) => median((samples.get(inFlight) ?? []).map(({ milliseconds }) => milliseconds));
		const best = Math.min(...fixedNumbers.map(medianOf));
		const most = Math.max(...(samples.get(LEARNED) ?? []).map(({ maxInFlight }) => maxInFlight));
		bars.push(
			{ name: `Speed where the PBX works on ${requests}, to the best fixed number`, value: best / medianOf(LEARNED), goal: 0.9, isAtLeast: true },
			{ name: `Most in flight where the PBX works on ${requests}`, value: most / requests, goal: MOST_TO_SATURATION },
		);
		console.log(`${logos} deletes where the PBX works on ${requests} requests at a time, medians of ${runs} runs`);
		console.log(`Speed as shares of the best fixed number; goal: learned at least x0.90`);
		console.table([Object.fromEntries([LEARNED, ...fixedNumbers].map((inFlight) => [nameOf(inFlight), ratio(best, medianOf(inFlight))]))]);
		console.log(`The most in flight when learned: ${most}; goal: at most ${MOST_TO_SATURATION * requests}`);
	}
	pbx.end();
	return bars;
}

run(async () => {
	const { quick } = readFlags();
	const share = quick ? 0.25 : 1;
	const medianOf = await printByLatency(
		'Speed of deletes, as multiples of five in flight',
		[LEARNED, FIVE, 10, 20, MOST],
		async (pbx, latencyMs, inFlight) => (await measure(pbx, { logos: deletesAt(latencyMs) * share, latencyMs }, inFlight)).milliseconds,
		(inFlight, median) => [nameOf(inFlight), ratio(median(FIVE), median(inFlight))],
	);
	const toFive = LATENCIES_MS.map((latencyMs): Bar => ({
		name: `Speed at ${latencyMs} ms, to five in flight`,
		value: medianOf(latencyMs, FIVE) / medianOf(latencyMs, LEARNED),
		goal: 1,
		isAtLeast: true,
	}));
	report([...toFive, ...(await printBySaturation(share))]);
});
