import { setTimeout as wait } from 'node:timers/promises';
import type { LogoDeletions } from './logoDeletions';
import { startPbx, type Fault, type Pbx, type PbxOptions } from '../../pbx';

const FOREVER = { times: Number.POSITIVE_INFINITY };
const EVERYTHING = { url: /./, ...FOREVER };

/** Each response of a PBX that is back takes so long: requests that come at once are at work at the same time. */
const LATENCY_MS = 200;

/** So many requests reach a PBX that is back before anything can be learned of how many it takes. */
const FIRST_REQUESTS = 10;

const wanted = process.env.THREECX_AWAY_SECONDS;

/**
 * How long the PBX is away, how many executions start meanwhile, and options of the 3CX node. It is little by default, since
 * each test of a real n8n takes minutes. `THREECX_AWAY_SECONDS=60 npm run test:queue` measures what a restart of 3CX does.
 */
export const outageSize =
	wanted === undefined
		? { seconds: 5, executions: 50, options: { timeout: 10 } }
		: { seconds: Number(wanted), executions: 200, options: {} };

/** The ways in which a PBX is away. */
export const outages: readonly [string, 'refuses' | Fault][] = [
	['refuses connections', 'refuses'],
	['answers 503', { ...EVERYTHING, answer: { status: 503 } }],
	['does not answer', { ...EVERYTHING, hang: true }],
];

/** A PBX that was away and is back. */
export interface Returned {
	pbx: Pbx;
	/** How many of the first deletes were in flight at most. */
	first: () => number;
}

/** Takes a PBX away for a time. What returns is at the same address, has the same options, and counts what is in flight anew. */
export async function takeAway(pbx: Pbx, kind: 'refuses' | Fault, seconds: number, options: PbxOptions): Promise<Returned> {
	let returned = pbx;
	if (kind === 'refuses') {
		const logos = pbx.rows('PhoneLogos') as unknown as PbxOptions['logos'];
		const { port } = pbx;
		await pbx.stop();
		await wait(seconds * 1000);
		returned = await startPbx({ ...options, port, logos });
	} else {
		pbx.addFault(kind);
		await wait(seconds * 1000);
		pbx.clearFaults();
		pbx.resetMaxInFlight();
	}
	let deletes = 0;
	let first = 0;
	const run = () => {
		if (++deletes <= FIRST_REQUESTS) first = returned.maxInFlight;
	};
	returned.addFault({ method: 'DELETE', ...FOREVER, latencyMs: LATENCY_MS, run });
	return { pbx: returned, first: () => first };
}

/** Waits for executions that began while a PBX was away, prints what it came to, and returns how many were lost. */
export async function lostOf({ pbx, first }: Returned, deletions: LogoDeletions, what: string): Promise<number> {
	const back = Date.now();
	const lost = await deletions.untilDone();
	pbx.clearFaults();
	const seconds = Math.round((Date.now() - back) / 1000);
	const inFlight = `at most ${first()} in flight at first and ${pbx.maxInFlight} in all`;
	console.info(`${what}: ${lost} lost, done ${seconds} s after its return, ${inFlight}`);
	return lost;
}
