import { jsonOf } from '../../engine';
import { manyLogos, setUp } from '../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../engine/threeCx';

const TWENTY = Array.from({ length: 20 });

describe('one living token', () => {
	it('20 executions on a cold start lose nothing and take at most two tokens', async () => {
		const { pbx, engine, credential } = await setUp();
		const runs = await Promise.all(
			TWENTY.map(async () => await runNode(engine, { parameters: getLogos(), credential })),
		);
		expect(runs.map((run) => jsonOf(run, '3CX').length)).toEqual(TWENTY.map(() => 12));
		expect(pbx.tokensIssued).toBeLessThanOrEqual(2);
	});

	it('1,000 deletes get through while the token dies every 200 ms, each logo deleted exactly once', async () => {
		const logos = manyLogos(1000);
		const { pbx, engine, credential } = await setUp({ logos });
		pbx.addFault({ method: 'DELETE', latencyMs: 4, times: Number.POSITIVE_INFINITY });
		const killer = setInterval(() => {
			pbx.killTokens();
		}, 200);
		const run = await runNode(engine, {
			parameters: deleteLogo('={{ $json.Filename }}'),
			credential,
			items: logos.map(({ Filename }) => ({ Filename })),
		}).finally(() => {
			clearInterval(killer);
		});

		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, '3CX')).toEqual(logos.map(({ Filename }) => ({ deleted: true, Filename })));
		const effective = pbx.requests.filter(({ method, status }) => method === 'DELETE' && status === 204);
		expect(new Set(effective.map(({ url }) => url)).size).toBe(1000);
		expect(effective).toHaveLength(1000);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
	}, 90_000);

	it('a PBX that refuses every token is not asked again for each item', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(50) });
		pbx.addFault({ method: 'DELETE', answer: { status: 401 }, times: Number.POSITIVE_INFINITY });
		const run = await runNode(engine, {
			parameters: deleteLogo('={{ $json.Filename }}'),
			credential,
			items: manyLogos(50).map(({ Filename }) => ({ Filename })),
			onError: 'continueRegularOutput',
		});
		const messages = new Set(jsonOf(run, '3CX').map(({ error }) => error));
		expect([...messages]).toEqual([
			`The PBX at ${new URL(pbx.baseUrl).host} did not accept the access token (HTTP 401)`,
		]);
		expect(pbx.tokensIssued).toBeLessThanOrEqual(5);
	}, 90_000);
});
