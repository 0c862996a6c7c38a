import type { INodeParameters } from 'n8n-workflow';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { jsonOf } from '../../../engine';
import { manyLogos, setUp, startTestPbx, type Setting } from '../../../engine/setUp';
import { deleteLogo, getLogos, runNode, workflowAround } from '../../../engine/threeCx';
import type { Fault, Pbx } from '../../../pbx';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const FOREVER = { times: Number.POSITIVE_INFINITY };
const EVERYTHING = { url: /./, ...FOREVER };

const isProbe = ({ url }: { url: string }) => url.includes('/Defs');

/** A PBX with logos that has answered once, as one in production has. */
async function inProduction(logos: ReturnType<typeof manyLogos>): Promise<Setting> {
	const setting = await setUp({ logos });
	await runNode(setting.engine, { parameters: getLogos({ returnAll: false, limit: 1 }), credential: setting.credential });
	setting.pbx.requests.length = 0;
	return setting;
}

/** What becomes of the PBX: refuses connections for so long, then is there again; or has a fault for so long. */
async function takeAway(pbx: Pbx, kind: 'refuses' | Fault, seconds: number): Promise<Pbx> {
	if (kind !== 'refuses') {
		pbx.addFault(kind);
		await clock.sleep(seconds * 1000);
		pbx.clearFaults();
		return pbx;
	}
	const logos = pbx.rows('PhoneLogos') as never;
	const { port } = pbx;
	await pbx.stop();
	await clock.sleep(seconds * 1000);
	return await startTestPbx({ port, logos });
}

const busy: Fault = { ...EVERYTHING, answer: { status: 503 } };
const blackHole: Fault = { ...EVERYTHING, hang: true };

async function deleteAll({ engine, credential }: Setting, logos: ReturnType<typeof manyLogos>, options: INodeParameters = {}) {
	return await Promise.all(
		logos.map(async ({ Filename }) => {
			const parameters = { ...deleteLogo(Filename), options };
			return await engine.execute(workflowAround({ parameters, credential }));
		}),
	);
}

describe('a PBX that is away', () => {
	it.each<[string, 'refuses' | Fault, number, number]>([
		['refuses connections', 'refuses', 20, 200],
		['refuses connections', 'refuses', 60, 20],
		['refuses connections', 'refuses', 120, 20],
		['answers 503', busy, 20, 100],
		['answers 503', busy, 60, 20],
		['answers 503', busy, 120, 20],
		['does not answer', blackHole, 60, 20],
	])('%s for a while: none of the executions is lost, and one at a time looks for it (%#)', async (_name, kind, seconds, executions) => {
		const logos = manyLogos(executions);
		const setting = await inProduction(logos);
		const returning = takeAway(setting.pbx, kind, seconds);
		const runs = await deleteAll(setting, logos, kind === blackHole ? { timeout: 1 } : {});
		const pbx = await returning;
		expect(runs.map(({ data }) => data.resultData.error?.message).filter(Boolean)).toEqual([]);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
		// Every five seconds at most, and those of the first seconds, in which the waits grow.
		expect(setting.pbx.requests.filter(isProbe).length).toBeLessThanOrEqual(seconds / 2.5 + 5);
	});

	it.each<[string, 'refuses' | Fault]>([['refuses', 'refuses'], ['503', busy]])(
		'when an execution of 40 deletes begins (%s): all done, with no more in flight than allowed',
		async (_name, kind) => {
			const logos = manyLogos(40);
			const { pbx, engine, credential } = await inProduction(logos);
			const returning = takeAway(pbx, kind, 20);
			const parameters = { ...deleteLogo('={{ $json.Filename }}'), options: { inFlight: 5 } };
			const run = await runNode(engine, { parameters, credential, items: logos });
			const returned = await returning;
			expect(run.data.resultData.error).toBeUndefined();
			expect(jsonOf(run, '3CX').map(({ deleted }) => deleted)).toEqual(logos.map(() => true));
			expect(returned.rows('PhoneLogos')).toEqual([]);
			expect(returned.maxInFlight).toBeLessThanOrEqual(5);
		},
	);

	it('creates once it is back, where it refused or asked to come back', async () => {
		const { pbx, engine, credential } = await inProduction(manyLogos(1));
		const parameters = { resource: 'user', operation: 'create', bodyMode: 'json', body: '{"Number":"103"}' };
		pbx.addFault({ method: 'POST', url: /Users/, times: 2, answer: { status: 503, headers: { 'Retry-After': '3' } } });
		const run = await runNode(engine, { parameters, credential });
		expect(run.data.resultData.error).toBeUndefined();
		expect(pbx.rows('Users').filter(({ Number: number }) => number === '103')).toHaveLength(1);
	});

	it('for longer than the wait: says how long was waited, and the other items need not wait again', async () => {
		const logos = manyLogos(30);
		const { pbx, engine, credential } = await inProduction(logos);
		const host = new URL(pbx.baseUrl).host;
		await pbx.stop();
		const started = clock.now();
		const run = await runNode(engine, {
			parameters: { ...deleteLogo('={{ $json.Filename }}'), options: { waitForPbx: 40 } },
			credential,
			items: logos,
			onError: 'continueRegularOutput',
		});
		const messages = jsonOf(run, '3CX').map(({ error }) => error);
		expect(messages).toHaveLength(30);
		expect(new Set(messages)).toEqual(new Set([`${host} refuses connections (waited 40 seconds)`]));
		expect(clock.now() - started).toBeLessThan(60_000);
	});

	it('is not waited for where the option says 0', async () => {
		const { pbx, engine, credential } = await inProduction(manyLogos(1));
		await pbx.stop();
		const started = clock.now();
		const run = await runNode(engine, { parameters: getLogos({ returnAll: true, options: { waitForPbx: 0 } }), credential });
		expect(run.data.resultData.error?.message).toMatch(/refuses connections$/);
		expect(clock.now()).toBe(started);
	});

	it('is waited for briefly where its name is not found and never was', async () => {
		const { engine, credential } = await setUp({}, { baseUrl: 'https://pbx.invalid' });
		const started = clock.now();
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe("The host name pbx.invalid couldn't be resolved (waited 5 seconds)");
		expect(clock.now() - started).toBeLessThan(10_000);
	});

	it('is not waited for any more once the execution is canceled', async () => {
		const { pbx, engine, credential } = await inProduction(manyLogos(1));
		pbx.addFault(busy);
		const canceling = new AbortController();
		const started = clock.now();
		const running = engine.execute(workflowAround({ parameters: getLogos(), credential }), canceling.signal);
		await clock.sleep(8_000);
		canceling.abort();
		await running;
		expect(clock.now() - started).toBeLessThan(10_000);
		const asked = pbx.requests.length;
		await clock.sleep(20_000);
		expect(pbx.requests).toHaveLength(asked);
	});
});

describe('a PBX that asks to wait', () => {
	it('for an hour: all items fail at once, after one request, with a message that says so', async () => {
		const logos = manyLogos(12);
		const { pbx, engine, credential } = await inProduction(logos);
		pbx.addFault({ method: 'DELETE', ...FOREVER, answer: { status: 429, headers: { 'Retry-After': '3600' } } });
		const started = clock.now();
		const run = await runNode(engine, {
			parameters: { ...deleteLogo('={{ $json.Filename }}'), options: { inFlight: 1 } },
			credential,
			items: logos,
			onError: 'continueRegularOutput',
		});
		expect(jsonOf(run, '3CX').map(({ error }) => error)).toEqual(
			logos.map(() => `The PBX at ${new URL(pbx.baseUrl).host} is receiving too many requests and asks to wait 60 minutes (HTTP 429)`),
		);
		expect(pbx.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
		expect(clock.now() - started).toBeLessThan(1_000);
	});

	it('for five seconds each time, during a minute: executions wait together, and one of them finds out whether it is over', async () => {
		const [executions, items] = [30, 10];
		const logos = manyLogos(executions * items);
		const setting = await inProduction(logos);
		setting.pbx.addFault({ method: 'DELETE', ...FOREVER, answer: { status: 429, headers: { 'Retry-After': '5' } } });
		const running = Promise.all(
			Array.from({ length: executions }, async (_, execution) => {
				const own = logos.slice(execution * items, (execution + 1) * items);
				return await runNode(setting.engine, { parameters: deleteLogo('={{ $json.Filename }}'), credential: setting.credential, items: own });
			}),
		);
		await clock.sleep(60_000);
		setting.pbx.clearFaults();
		const refused = setting.pbx.requests.filter(({ status }) => status === 429).length;
		expect((await running).map(({ data }) => data.resultData.error?.message).filter(Boolean)).toEqual([]);
		expect(setting.pbx.rows('PhoneLogos')).toEqual([]);
		// At first each one asks, and then those that are on their way as the first one is refused.
		expect(refused).toBeLessThanOrEqual(4 * executions);
	});

	it('for a few seconds: all items succeed after them', async () => {
		const logos = manyLogos(12);
		const { pbx, engine, credential } = await inProduction(logos);
		pbx.addFault({ method: 'DELETE', times: 5, answer: { status: 429, headers: { 'Retry-After': '7' } } });
		const started = clock.now();
		const run = await runNode(engine, { parameters: deleteLogo('={{ $json.Filename }}'), credential, items: logos });
		expect(run.data.resultData.error).toBeUndefined();
		expect(pbx.rows('PhoneLogos')).toEqual([]);
		expect(clock.now() - started).toBeGreaterThanOrEqual(7_000);
	});
});
