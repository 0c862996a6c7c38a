import { jsonOf, outputOf } from '../../../engine';
import { settle } from '../../../hold';
import { manyLogos, setUp } from '../../../engine/setUp';
import { getLogos, runNode } from '../../../engine/threeCx';
import type { NextLinkMode } from '../../../pbx';

const MODES: NextLinkMode[] = ['none', 'always', 'aspNet'];

const names = (rows: Record<string, unknown>[]) => rows.map((row) => row.Filename);
const lists = (requests: { method: string; url: string }[]) =>
	requests.filter(({ method }) => method === 'GET').map(({ url }) => decodeURIComponent(url));

describe('Get Many Phone Logos', () => {
	it.each([0, 1, 99, 100, 101, 250])('returns all of %i rows once each', async (count) => {
		for (const nextLinks of MODES) {
			const { engine, credential } = await setUp({ logos: manyLogos(count), nextLinks });
			const run = await runNode(engine, { parameters: getLogos(), credential });
			expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(count)));
		}
	});

	it.each([95, 100, 130, 230])('loses none of %i rows where the PBX gives shorter pages than asked for', async (count) => {
		for (const nextLinks of MODES) {
			for (const maxPageSize of [30, 50]) {
				const { engine, credential } = await setUp({ logos: manyLogos(count), nextLinks, maxPageSize });
				const run = await runNode(engine, { parameters: getLogos(), credential });
				expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(count)));
			}
		}
	});

	it('goes on after the last link of a PBX that does not count', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(230), nextLinks: 'aspNet', maxPageSize: 50 });
		const list = pbx.baseUrl + '/xapi/v1/PhoneLogos';
		const page = (first: number, link?: string) => ({
			status: 200,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ value: manyLogos(230).slice(first, first + 50), ...(link ? { '@odata.nextLink': link } : {}) }),
		});
		for (const first of [0, 100, 200]) {
			pbx.addFault({ method: 'GET', answer: page(first, first < 200 ? `${list}?$top=50&$skip=${first + 50}` : undefined) });
			if (first < 200) pbx.addFault({ method: 'GET', answer: page(first + 50) });
		}
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(230)));
	});

	it('ends where the PBX gives the same page again and again', async () => {
		const { pbx, engine, credential } = await setUp();
		const headers = { 'content-type': 'application/json' };
		const answer = { status: 200, headers, body: JSON.stringify({ value: manyLogos(100) }) };
		pbx.addFault({ method: 'GET', answer, times: 20 });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe('The PBX returns the same rows again and again, so the list has no end');
		expect(run.data.resultData.error?.description).toBe(
			'Nothing was returned, because rows would repeat. Narrow the list with Filter or set a Limit.',
		);
		expect(lists(pbx.requests)).toHaveLength(2);
	});

	it.each([1, 99, 100, 101, 150])('stops at limit %i and asks for no more rows than that', async (limit) => {
		for (const nextLinks of MODES) {
			const { pbx, engine, credential } = await setUp({ logos: manyLogos(250), nextLinks });
			const run = await runNode(engine, { parameters: getLogos({ returnAll: false, limit }), credential });
			expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(limit)));
			expect(lists(pbx.requests)).toHaveLength(Math.ceil(limit / 100));
		}
	});

	it('asks for the pages of a counted list ahead, never with more requests in flight than set', async () => {
		for (const [inFlight, items] of [
			[1, 1],
			[3, 2],
			[5, 1],
		] as const) {
			const { pbx, engine, credential } = await setUp({ logos: manyLogos(1250) });
			// The first page tells how many there are.
			pbx.addFault({ method: 'GET', url: /skip=/, gather: inFlight, latencyMs: 1, times: Number.POSITIVE_INFINITY });
			const run = await runNode(engine, {
				parameters: getLogos({ returnAll: true, options: { inFlight } }),
				credential,
				items: Array.from({ length: items }, () => ({})),
			});
			const all = names(manyLogos(1250));
			expect(names(jsonOf(run, '3CX'))).toEqual(Array.from({ length: items }, () => all).flat());
			expect(pbx.maxInFlight).toBe(inFlight);
			expect(lists(pbx.requests)).toHaveLength(13 * items);
		}
	});

	it('reports a page that cannot be read once those under way have ended', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(900) });
		pbx.addFault({ method: 'GET', url: /skip=200/, answer: { status: 500 } });
		pbx.addFault({ method: 'GET', latencyMs: 5, url: /skip=/, times: Number.POSITIVE_INFINITY });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		const asked = pbx.requests.length;
		expect(run.data.resultData.error?.message).toContain('500');
		expect(pbx.inFlight).toBe(0);
		await settle();
		expect(pbx.requests).toHaveLength(asked);
	});

	it('sends options to the PBX and keeps ETags', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(120), etags: 'optional' });
		const run = await runNode(engine, {
			parameters: getLogos({
				returnAll: true,
				options: { filter: "endswith(Filename,'5.png')", select: 'Filename', orderBy: 'Filename desc' },
			}),
			credential,
		});
		const rows = jsonOf(run, '3CX');
		expect(names(rows)).toEqual(names(manyLogos(120)).filter((name) => String(name).endsWith('5.png')).reverse());
		expect(Object.keys(rows[0]!).sort()).toEqual(['@odata.etag', 'Filename']);
		expect(lists(pbx.requests)).toEqual([
			"/xapi/v1/PhoneLogos?$filter=endswith(Filename,'5.png')&$select=Filename&$orderby=Filename desc" +
				'&$top=100&$count=true',
		]);
	});

	it('runs once per input item and pairs its rows with it', async () => {
		const { engine, credential } = await setUp({ logos: manyLogos(3) });
		const run = await runNode(engine, {
			parameters: getLogos({ returnAll: true, options: { filter: "={{ `Filename eq '${$json.name}'` }}" } }),
			credential,
			items: [{ name: 'logo-0003.png' }, { name: 'none' }, { name: 'logo-0001.png' }],
		});
		expect(outputOf(run, '3CX')).toEqual([
			{ json: manyLogos(3)[2], pairedItem: { item: 0 } },
			{ json: manyLogos(3)[0], pairedItem: { item: 2 } },
		]);
	});

	it('does not follow a next link to another host', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(1) });
		const body = { value: [{ Filename: 'a.png' }], '@odata.nextLink': 'http://127.0.0.1:9/xapi/v1/PhoneLogos?$skip=1' };
		pbx.addFault({ method: 'GET', answer: { status: 200, body: JSON.stringify(body) } });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe(
			'The PBX returned a link to the next page that leads elsewhere',
		);
	});

	it('does not follow next links in a circle', async () => {
		const { pbx, engine, credential } = await setUp();
		const nextLink = `${pbx.baseUrl}/xapi/v1/PhoneLogos?$skip=1`;
		const body = { value: [{ Filename: 'a.png' }], '@odata.nextLink': nextLink };
		pbx.addFault({
			method: 'GET',
			times: Number.POSITIVE_INFINITY,
			answer: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
		});
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe(
			'The PBX links back to a page it returned before, so the list has no end',
		);
	});

	it('says so where the answer is no list', async () => {
		const { pbx, engine, credential } = await setUp();
		pbx.addFault({
			method: 'GET',
			answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Sign in</p>' },
		});
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(run.data.resultData.error?.message).toBe(
			`${new URL(pbx.baseUrl).host} returned a web page instead of a list`,
		);
	});

	it('refuses a limit of zero', async () => {
		const { pbx, engine, credential } = await setUp();
		const run = await runNode(engine, { parameters: getLogos({ returnAll: false, limit: 0 }), credential });
		expect(run.data.resultData.error?.message).toBe('Limit must be a whole number of at least 1');
		expect(pbx.requests).toEqual([]);
	});
});
