import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { hold, settle } from '../../../hold';
import { manyLogos, setUp } from '../../../engine/setUp';
import { addCredential, createThreeCxEngine, deleteLogo, getLogos, workflowAround } from '../../../engine/threeCx';
import type { Fault, Pbx, PbxOptions, RecordedRequest } from '../../../pbx';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../../virtualClock';
import { until } from '../liveCalls/until';

useVirtualClock();

describe('an execution that is canceled', () => {
	it('begins no further item', async () => {
		const logos = manyLogos(200);
		const { engine, credential, pbx } = await setUp({ logos });
		const { until: released, release } = hold();
		// Five are deleted, and the five after them are under way.
		pbx.addFault({ method: 'DELETE', after: 5, times: Number.POSITIVE_INFINITY, gather: 5, until: released });
		const cancelling = new AbortController();
		const running = engine.run(
			workflowAround({ parameters: deleteLogo('={{ $json.Filename }}'), credential, items: logos }),
			cancelling.signal,
		);
		await until(() => pbx.rows('PhoneLogos').length === 195 && pbx.inFlight === 5);
		cancelling.abort();
		release();
		await running;
		await until(() => pbx.inFlight === 0);
		await settle();
		// What was under way may still take effect, and nothing else.
		expect(pbx.rows('PhoneLogos').length).toBeGreaterThanOrEqual(190);
		expect(pbx.inFlight).toBe(0);
	});

	it('does not wait for what the PBX asked it to wait for', async () => {
		const { engine, credential, pbx } = await setUp();
		pbx.addFault({
			method: 'GET',
			times: Number.POSITIVE_INFINITY,
			answer: { status: 429, headers: { 'retry-after': '100' } },
		});
		const cancelling = new AbortController();
		const running = engine.run(workflowAround({ parameters: getLogos(), credential }), cancelling.signal);
		await until(() => pbx.requests.some(({ status }) => status === 429));
		cancelling.abort();
		await running;
		// The wait would end in that time.
		await clock.sleep(120_000);
		await settle();
		expect(pbx.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
	});

	it('reads no further page of a list', async () => {
		const { engine, credential, pbx } = await setUp({ logos: manyLogos(3000) });
		const { until: released, release } = hold();
		pbx.addFault({ method: 'GET', after: 1, times: Number.POSITIVE_INFINITY, until: released });
		const cancelling = new AbortController();
		const parameters = getLogos({ returnAll: true, options: { inFlight: 1 } });
		const running = engine.run(workflowAround({ parameters, credential }), cancelling.signal);
		await until(() => pbx.inFlight === 1 && pbx.requests.some(({ method }) => method === 'GET'));
		cancelling.abort();
		release();
		await running;
		await until(() => pbx.inFlight === 0);
		await settle();
		// The first page, and the one that was under way.
		expect(pbx.requests.filter(({ method }) => method === 'GET').length).toBeLessThanOrEqual(2);
		expect(pbx.inFlight).toBe(0);
	});

	interface Work {
		parameters: object;
		options?: PbxOptions;
		faults?: Fault[];
		/** When to cancel. */
		isUnderWay: (requests: readonly RecordedRequest[]) => boolean;
	}

	const always = { times: Number.POSITIVE_INFINITY };
	const count = (requests: readonly RecordedRequest[], pattern: RegExp, method?: string) =>
		requests.filter((request) => pattern.test(request.url) && (method ?? request.method) === request.method).length;
	const numbers = Array.from({ length: 40 }, (_, index) => `+1202555${String(1000 + index)}`);
	const recorded = { at: new Date('2026-03-02T10:00:00Z'), legs: [{ from: '+12025550123', to: '100', talks: 60, recording: { transcriptAfter: 999_999, transcript: 'Hi' } }] };

	const works: [string, Work][] = [
		[
			'a job that waits for a backup',
			{
				parameters: { resource: 'backup', operation: 'runAndWait', backupName: 'weekly', waitMinutes: 600 },
				options: { rows: { Backups: [] } },
				faults: [{ method: 'GET', url: /\/Backups(\?|$)/, ...always, run: (pbx: Pbx) => void pbx.remove('Backups', 'weekly.zip') }],
				isUnderWay: (requests) => count(requests, /\/Backups(\?|$)/, 'GET') >= 3,
			},
		],
		[
			'a job that waits for transcripts',
			{
				parameters: {
					resource: 'recording', operation: 'fetchRecordings', period: 'custom', periodStart: '2026-03-02T00:00:00Z', periodEnd: '2026-03-03T00:00:00Z',
					returnAll: true, downloadAudio: false, requestTranscripts: true, waitMinutes: 600,
				},
				options: { now: new Date('2026-03-03T08:00:00Z'), calls: [recorded], rows: { Recordings: [], ActiveCalls: [] } },
				isUnderWay: (requests) => count(requests, /\/Recordings\?/, 'GET') >= 3,
			},
		],
		[
			'a job that changes one thing after the other',
			{
				parameters: { resource: 'blacklistedNumber', operation: 'block', numbers: numbers.join(',') },
				faults: [{ method: 'POST', url: /BlackListNumbers/, after: 3, ...always, latencyMs: 5 }],
				isUnderWay: (requests) => count(requests, /BlackListNumbers/, 'POST') >= 4,
			},
		],
		[
			'a wait for a PBX that is away',
			{
				parameters: getLogos({ returnAll: true, options: { waitForPbx: 3600 } }),
				faults: [{ method: 'GET', ...always, answer: { status: 503 } }],
				isUnderWay: (requests) => count(requests, /./, 'GET') >= 6,
			},
		],
		[
			'a token that the PBX does not accept',
			{
				parameters: getLogos({ returnAll: true }),
				faults: [{ method: 'GET', ...always, killToken: true }],
				isUnderWay: (requests) => requests.some(({ status }) => status === 401),
			},
		],
	];

	it.each(works)('ends %s', async (_name, { parameters, options, faults = [], isUnderWay }) => {
		const { engine, credential, pbx } = await setUp(options);
		for (const fault of faults) pbx.addFault(fault);
		const executed = jest.spyOn(ThreeCx.prototype, 'execute');
		try {
			const cancelling = new AbortController();
			const running = engine.run(workflowAround({ parameters: parameters as never, credential }), cancelling.signal);
			await until(() => isUnderWay(pbx.requests));
			const canceledAt = clock.now();
			cancelling.abort();
			await running;
			// n8n does not wait for the node any more: the node ends by itself.
			await Promise.allSettled(executed.mock.results.map(({ value }) => value as Promise<unknown>));
			// At once: all that may still go by is the rest of a slice of a wait.
			expect(clock.now() - canceledAt).toBeLessThanOrEqual(1000);
			await until(() => pbx.inFlight === 0);
			await settle();
			const sent = pbx.requests.length;
			await clock.sleep(60_000);
			await settle();
			expect(pbx.requests).toHaveLength(sent);
			expect(count(pbx.requests, /BlackListNumbers/, 'POST')).toBeLessThan(numbers.length);
		} finally {
			executed.mockRestore();
		}
	});

	it('ends a wait for a token that another execution renews', async () => {
		const { engine, credential, pbx } = await setUp();
		const workflow = workflowAround({ parameters: getLogos(), credential });
		await engine.run(workflow);
		pbx.killTokens();
		const { until: released, release } = hold();
		let isRenewing = false;
		pbx.addFault({
			url: /connect\/token/,
			run: async () => {
				isRenewing = true;
				await released;
			},
		});
		const refused = () => count(pbx.requests.filter(({ status }) => status === 401), /PhoneLogos/);
		const executed = jest.spyOn(ThreeCx.prototype, 'execute');
		try {
			const renewing = engine.run(workflow);
			await until(() => isRenewing);
			const refusedBefore = refused();
			const cancelling = new AbortController();
			const canceled = engine.run(workflow, cancelling.signal);
			await until(() => refused() > refusedBefore);
			await settle();
			cancelling.abort();
			await canceled;
			await Promise.allSettled([executed.mock.results[1]?.value as Promise<unknown>]);
			expect(executed).toHaveBeenCalledTimes(2);
			release();
			expect((await renewing).data.resultData.error).toBeUndefined();
			expect(pbx.tokensIssued).toBe(2);
		} finally {
			release();
			executed.mockRestore();
		}
	});

	it('ends a download that has begun', async () => {
		const answers: ServerResponse[] = [];
		const server = createServer((request, response) => {
			if (request.url === '/connect/token') {
				response.setHeader('Content-Type', 'application/json');
				response.end('{"access_token":"a-token-of-the-pbx"}');
				return;
			}
			answers.push(response);
			response.writeHead(200, { 'Content-Type': 'audio/x-wav', 'Content-Length': '1000000' });
			response.write('RIFF');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const executed = jest.spyOn(ThreeCx.prototype, 'execute');
		try {
			const engine = createThreeCxEngine();
			const credential = addCredential(engine, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
			const cancelling = new AbortController();
			const parameters = { resource: 'recording', operation: 'downloadRecording', fields: { mappingMode: 'defineBelow', value: { recId: 1 } } };
			const running = engine.run(workflowAround({ parameters, credential }), cancelling.signal);
			await until(() => answers.length === 1);
			await settle();
			cancelling.abort();
			await running;
			await Promise.allSettled(executed.mock.results.map(({ value }) => value as Promise<unknown>));
			// The connection is closed, though half the file is still to come.
			await until(() => answers[0]?.destroyed === true);
			expect(answers).toHaveLength(1);
		} finally {
			executed.mockRestore();
			server.closeAllConnections();
			server.close();
		}
	});
});
