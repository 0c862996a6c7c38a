import { fingerprintOf, readSettings } from '../../../../nodes/ThreeCx/token/settings';
import { jsonOf } from '../../../engine';
import { manyLogos, setUp } from '../../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../../engine/threeCx';
import type { Fault } from '../../../pbx';
import { useVirtualClock } from '../../../virtualClock';

useVirtualClock();

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

	it('1,000 deletes get through while the token dies every 50 deletes, each logo deleted exactly once', async () => {
		const logos = manyLogos(1000);
		let deletions = 0;
		const { pbx, engine, credential } = await setUp({
			logos,
			onRequest: ({ method, status }) => {
				if (method === 'DELETE' && status === 204 && ++deletions % 50 === 0) pbx.killTokens();
			},
		});
		const run = await runNode(engine, {
			parameters: deleteLogo('={{ $json.Filename }}'),
			credential,
			items: logos.map(({ Filename }) => ({ Filename })),
		});

		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, '3CX')).toEqual(logos.map(({ Filename }) => ({ deleted: true, Filename })));
		const effective = pbx.requests.filter(({ method, status }) => method === 'DELETE' && status === 204);
		expect(new Set(effective.map(({ url }) => url)).size).toBe(1000);
		expect(effective).toHaveLength(1000);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
	});

	it.each([401, 403])('a key that is refused (%i) is offered once, and no item asks the PBX in vain after that', async (status) => {
		const logos = manyLogos(60);
		const { pbx, engine, credential } = await setUp({ logos }, { accessToken: 'dead', tokenFingerprint: 'x' });
		pbx.addFault({ url: /connect/, answer: { status }, times: Number.POSITIVE_INFINITY });
		await runNode(engine, { parameters: getLogos(), credential, onError: 'continueRegularOutput' });
		engine.credentials.edit(credential, { tokenFingerprint: fingerprintOf(readSettings(engine.credentials.read(credential))) });
		const before = pbx.requests.length;
		const run = await runNode(engine, {
			parameters: deleteLogo('={{ $json.Filename }}'),
			credential,
			items: logos.map(({ Filename }) => ({ Filename })),
			onError: 'continueRegularOutput',
		});
		expect(new Set(jsonOf(run, '3CX').map(({ error }) => error)).size).toBe(1);
		const requests = pbx.requests.slice(before);
		expect(requests.filter(({ url }) => url.includes('connect')).length).toBeLessThanOrEqual(1);
		// Those in flight at the time, each once more after the one that asked.
		expect(requests.length).toBeLessThanOrEqual(12);
	});

	it.each<[string, Partial<Fault>]>([
		['busy', { answer: { status: 503 } }],
		['cut off', { drop: 'before' }],
	])('a token that the PBX is too %s to give is asked for again, also for what acts', async (_name, fault) => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({ url: /connect/, ...fault });
		const parameters = { resource: 'queue', operation: 'resetStatistics', key: { __rl: true, mode: 'id', value: '40' } };
		const run = await runNode(engine, { parameters, credential });
		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, '3CX')).toEqual([{ success: true, Id: 40 }]);
	});

	it('a token that another worker got is kept out of messages as well', async () => {
		const { pbx, engine, credential } = await setUp();
		const settings = readSettings(engine.credentials.read(credential));
		engine.credentials.edit(credential, { accessToken: 'opaque-token-of-a-worker', tokenFingerprint: fingerprintOf(settings) });
		const body = JSON.stringify({ error: { message: 'Session opaque-token-of-a-worker is not known' } });
		pbx.addFault({ method: 'DELETE', answer: { status: 400, headers: { 'content-type': 'application/json' }, body } });
		const run = await runNode(engine, { parameters: deleteLogo('old-2021.bmp'), credential });
		expect(run.data.resultData.error?.message).toContain('Session *** is not known');
	});

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
			`The PBX at ${new URL(pbx.baseUrl).host} didn't accept the access token (HTTP 401)`,
		]);
		expect(pbx.tokensIssued).toBeLessThanOrEqual(5);
	});

	it('a PBX that refuses every token is left alone by later executions, too', async () => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({ url: /xapi/, answer: { status: 401 }, times: Number.POSITIVE_INFINITY });
		const run = async () => await runNode(engine, { parameters: deleteLogo('old-2021.bmp'), credential });
		const { message } = (await run()).data.resultData.error!;
		const requests = pbx.requests.length;
		for (let execution = 0; execution < 20; execution++) expect((await run()).data.resultData.error?.message).toBe(message);
		expect(pbx.requests).toHaveLength(requests);
		expect(pbx.tokensIssued).toBeLessThanOrEqual(5);
		// Tries of one token each, sent at most twice.
		expect(requests).toBeLessThanOrEqual(3 * 5);
	});
});
