import type { INodeParameters, NodeApiError } from 'n8n-workflow';
import { jsonOf } from '../../../engine';
import { manyLogos, setUp } from '../../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../../engine/threeCx';
import { faults, type Fault, type PbxOptions } from '../../../pbx';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

const LOGO = 'old-2021.bmp';

async function run(parameters: INodeParameters, fault: Fault | Fault[], options?: PbxOptions) {
	const { engine, credential, pbx } = await setUp(options);
	for (const single of [fault].flat()) pbx.addFault(single);
	const started = clock.now();
	const execution = await runNode(engine, { parameters, credential });
	return {
		pbx,
		rows: jsonOf(execution, '3CX'),
		error: execution.data.resultData.error as NodeApiError | undefined,
		milliseconds: clock.now() - started,
		/** Without the signs of life that are asked for in between. */
		methods: pbx.requests
			.filter(({ url }) => url.startsWith('/xapi') && !url.includes('/Defs'))
			.map(({ method }) => method),
	};
}

describe('requests that the PBX could not take', () => {
	it.each<[string, Fault]>([
		['429', { method: 'GET', answer: { status: 429 } }],
		['502', { method: 'GET', answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway' } }],
		['503', { method: 'GET', answer: { status: 503 } }],
		['504', { method: 'GET', answer: { status: 504 } }],
		['a cut connection', { method: 'GET', drop: 'before' }],
		['a cut connection, answer lost', { method: 'GET', drop: 'after' }],
	])('are sent again after %s', async (_name, fault) => {
		const { rows, methods } = await run(getLogos(), fault, { logos: manyLogos(3) });
		expect(rows).toHaveLength(3);
		expect(methods).toEqual(['GET', 'GET']);
	});

	it('are given up when Wait for PBX is over, which the message tells; 0 switches it off', async () => {
		const always = { url: /xapi/, times: Number.POSITIVE_INFINITY, answer: { status: 503 } };
		const { error, methods, milliseconds } = await run(getLogos({ returnAll: true, options: { waitForPbx: 20 } }), always);
		expect(error?.httpCode).toBe('503');
		expect(error?.message).toMatch(/couldn't reach the PBX behind it \(HTTP 503\) \(waited 20 seconds\)$/);
		expect(methods).toEqual(['GET']);
		expect(milliseconds).toBeGreaterThanOrEqual(20_000);
		const none = await run(getLogos({ returnAll: true, options: { waitForPbx: 0 } }), always);
		expect(none.methods).toEqual(['GET']);
		expect(none.error?.message).toMatch(/\(HTTP 503\)$/);
	});

	it('wait as long as Retry-After asks', async () => {
		const fault = { method: 'GET', answer: { status: 429, headers: { 'retry-after': '1' } } };
		const { rows, milliseconds } = await run(getLogos(), fault);
		expect(rows.length).toBeGreaterThan(0);
		expect(milliseconds).toBeGreaterThanOrEqual(1000);
	});

	it('are not repeated where they create or act', async () => {
		for (const fault of [faults.droppedAfter(), { answer: { status: 503 } }]) {
			const parameters = {
				resource: 'user',
				operation: 'create',
				bodyMode: 'json',
				body: '{"Number":"103"}',
			};
			const { error, pbx, methods } = await run(parameters, { ...fault, method: 'POST', url: /Users/ });
			expect(error).toBeDefined();
			expect(methods).toEqual(['POST']);
			expect(pbx.rows('Users').length).toBeLessThanOrEqual(4);
		}
	});
});

describe('a delete whose answer was lost', () => {
	it('counts as done when it finds nothing to delete any more, and says so', async () => {
		const { rows, pbx, methods } = await run(deleteLogo(LOGO), { method: 'DELETE', drop: 'after' });
		expect(methods).toEqual(['DELETE', 'DELETE']);
		expect(rows).toEqual([
			{ deleted: true, Filename: LOGO, note: 'The response to the first attempt was lost; a later attempt found the record gone' },
		]);
		expect(pbx.rows('PhoneLogos')).toHaveLength(11);
	});

	it('is a plain success when the first try had not reached the PBX', async () => {
		const { rows } = await run(deleteLogo(LOGO), { method: 'DELETE', drop: 'before' });
		expect(rows).toEqual([{ deleted: true, Filename: LOGO }]);
	});

	it('is not found where nothing was lost before', async () => {
		const { error } = await run(deleteLogo('none.png'), { method: 'DELETE', answer: { status: 429 } });
		expect(error?.httpCode).toBe('404');
	});

	it('says that it may have taken effect, where the retries do not succeed', async () => {
		const { error } = await run(deleteLogo(LOGO), [
			{ method: 'DELETE', drop: 'after' },
			{ method: 'DELETE', answer: { status: 403 } },
		]);
		expect(error?.description).toMatch(/An earlier attempt may have taken effect\. Check before running it again\.$/);
	});
});

describe('options of an execution', () => {
	it.each<[object, string]>([
		[{ timeout: 0 }, 'Timeout must be a whole number from 1 to 3600'],
		[{ waitForPbx: 'long' }, 'Wait for PBX (Seconds) must be a whole number from 0 to 3600'],
		[{ inFlight: 51 }, 'Max Parallel Requests must be a whole number from 1 to 50'],
	])('refuse %j before anything is sent', async (options, message) => {
		const { error, pbx } = await run(getLogos({ returnAll: true, options: options as INodeParameters }), []);
		expect(error?.message).toBe(message);
		expect(pbx.requests).toEqual([]);
	});

	it('keep to the number in flight', async () => {
		const { engine, credential, pbx } = await setUp({ logos: manyLogos(40) });
		pbx.addFault({ method: 'DELETE', times: Number.POSITIVE_INFINITY, gather: 2, latencyMs: 1 });
		await runNode(engine, {
			parameters: { ...deleteLogo('={{ $json.Filename }}'), options: { inFlight: 2 } },
			credential,
			items: manyLogos(40),
		});
		expect(pbx.rows('PhoneLogos')).toEqual([]);
		expect(pbx.maxInFlight).toBe(2);
	});

	it('end a request that takes longer than the time-out, twice', async () => {
		const { error, methods } = await run(getLogos({ returnAll: true, options: { timeout: 1 } }), {
			url: /PhoneLogos/,
			times: Number.POSITIVE_INFINITY,
			hang: true,
		});
		expect(error?.message).toMatch(/didn't respond in time/);
		expect(methods).toEqual(['GET', 'GET']);
	});
});
