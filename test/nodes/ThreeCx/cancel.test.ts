import { setTimeout as sleep } from 'node:timers/promises';
import { manyLogos, setUp } from '../../engine/setUp';
import { deleteLogo, getLogos, workflowAround } from '../../engine/threeCx';
import { useVirtualClock } from '../../virtualClock';
import { until } from './liveCalls/until';

useVirtualClock();

describe('an execution that is canceled', () => {
	it('begins no further item', async () => {
		const logos = manyLogos(200);
		const { engine, credential, pbx } = await setUp({ logos });
		pbx.addFault({ method: 'DELETE', latencyMs: 20, times: Number.POSITIVE_INFINITY });
		const cancelling = new AbortController();
		const running = engine.run(
			workflowAround({ parameters: deleteLogo('={{ $json.Filename }}'), credential, items: logos }),
			cancelling.signal,
		);
		await until(() => pbx.rows('PhoneLogos').length < 200);
		cancelling.abort();
		await running;
		const atOnce = pbx.rows('PhoneLogos').length;
		await sleep(150);
		const later = pbx.rows('PhoneLogos').length;
		expect(later).toBeGreaterThan(100);
		// What was under way may still end: no more than were in flight.
		expect(atOnce - later).toBeLessThanOrEqual(5);
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
		await sleep(600);
		expect(pbx.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
	});

	it('reads no further page of a list', async () => {
		const { engine, credential, pbx } = await setUp({ logos: manyLogos(3000) });
		pbx.addFault({ method: 'GET', latencyMs: 20, times: Number.POSITIVE_INFINITY });
		const cancelling = new AbortController();
		const parameters = getLogos({ returnAll: true, options: { inFlight: 1 } });
		const running = engine.run(workflowAround({ parameters, credential }), cancelling.signal);
		await until(() => pbx.requests.some(({ method }) => method === 'GET'));
		cancelling.abort();
		await running;
		const atOnce = pbx.requests.length;
		await sleep(300);
		// What was under way may still end.
		expect(pbx.requests.length).toBeLessThanOrEqual(atOnce + 1);
	});
});
