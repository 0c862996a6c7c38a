import { jsonOf, outputOf } from '../../engine';
import { manyLogos, setUp } from '../../engine/setUp';
import { getLogos, runNode } from '../../engine/threeCx';

const names = (rows: Record<string, unknown>[]) => rows.map((row) => row.Filename);
const lists = (requests: { method: string; url: string }[]) =>
	requests.filter(({ method }) => method === 'GET').map(({ url }) => decodeURIComponent(url));

describe('Get Many Phone Logos', () => {
	it.each([0, 1, 99, 100, 101, 250])('returns all of %i rows once each', async (count) => {
		for (const nextLinks of [false, true]) {
			const { engine, credential } = await setUp({ logos: manyLogos(count), nextLinks });
			const run = await runNode(engine, { parameters: getLogos(), credential });
			expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(count)));
		}
	});

	it('loses nothing where the PBX gives shorter pages than asked for', async () => {
		const { engine, credential } = await setUp({ logos: manyLogos(95), maxPageSize: 30 });
		const run = await runNode(engine, { parameters: getLogos(), credential });
		expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(95)));
	});

	it.each([1, 99, 100, 101, 150])('stops at limit %i and asks for no more rows than that', async (limit) => {
		for (const nextLinks of [false, true]) {
			const { pbx, engine, credential } = await setUp({ logos: manyLogos(250), nextLinks });
			const run = await runNode(engine, { parameters: getLogos({ returnAll: false, limit }), credential });
			expect(names(jsonOf(run, '3CX'))).toEqual(names(manyLogos(limit)));
			expect(lists(pbx.requests)).toHaveLength(Math.ceil(limit / 100));
		}
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
			'The PBX gave a link to the next page that leads elsewhere',
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
			'The PBX links back to a page it gave before, so the list has no end',
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
			`${new URL(pbx.baseUrl).host} answered with a web page instead of a list`,
		);
	});

	it('refuses a limit of zero', async () => {
		const { pbx, engine, credential } = await setUp();
		const run = await runNode(engine, { parameters: getLogos({ returnAll: false, limit: 0 }), credential });
		expect(run.data.resultData.error?.message).toBe('Limit must be a whole number of at least 1');
		expect(pbx.requests).toEqual([]);
	});
});
