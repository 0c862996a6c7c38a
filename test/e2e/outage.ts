import { setTimeout as wait } from 'node:timers/promises';
import type { LogoDeletions } from './logoDeletions';
import { startPbx, type Fault, type Pbx, type PbxOptions } from '../pbx';

const EVERYTHING = { url: /./, times: Number.POSITIVE_INFINITY };

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

/** Takes a PBX away for a time; returns the one that is there afterwards, at the same address, with the same options, and counting what is in flight anew. */
export async function takeAway(pbx: Pbx, kind: 'refuses' | Fault, seconds: number, options: PbxOptions): Promise<Pbx> {
	if (kind !== 'refuses') {
		pbx.addFault(kind);
		await wait(seconds * 1000);
		pbx.clearFaults();
		pbx.resetMaxInFlight();
		return pbx;
	}
	const logos = pbx.rows('PhoneLogos') as unknown as PbxOptions['logos'];
	const { port } = pbx;
	await pbx.stop();
	await wait(seconds * 1000);
	return await startPbx({ ...options, port, logos });
}

/** Waits for executions that began while a PBX was away, prints what it came to, and returns how many were lost. */
export async function lostOf(pbx: Pbx, deletions: LogoDeletions, what: string): Promise<number> {
	const back = Date.now();
	const lost = await deletions.untilDone();
	const seconds = Math.round((Date.now() - back) / 1000);
	console.info(`${what}: ${lost} lost, done ${seconds} s after its return, at most ${pbx.maxInFlight} in flight then`);
	return lost;
}
