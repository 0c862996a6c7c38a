import { hold, settle } from '../../hold';
import { manyLogos, setUp } from '../../engine/setUp';
import { deleteLogo, getLogos, workflowAround } from '../../engine/threeCx';
import { clock } from '../../../nodes/ThreeCx/timing/clock';
import { useVirtualClock } from '../../virtualClock';
import { until } from './liveCalls/until';

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
});
