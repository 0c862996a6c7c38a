import { jsonOf, outputOf } from '../../../engine';
import { manyLogos, setUp } from '../../../engine/setUp';
import { deleteLogo, getLogos, runNode } from '../../../engine/threeCx';

const MAPPED = '={{ $json.Filename }}';

describe('Delete Phone Logo', () => {
	it.each([
		['plain', 'brand-2024-logo.png'],
		['single quotes', "o'brien's ''logo''.png"],
		['slashes', '/a/../b//c.png'],
		['reserved characters', '#?&%+=;:@,!$*()[]{}|^`~<>".png'],
		['percent sequences', '%27%2F%00%zz.png'],
		['spaces at either end', '  logo.png  '],
		['backslashes', 'C:\\logos\\logo.png'],
		['accents, composed and decomposed', 'e\u0301té-été.png'],
		['other scripts', 'логотип-ロゴ-شعار-标志.png'],
		['emoji', '📞👩‍💻.png'],
		['an attempt to end the key', "x'),Users('1"],
		['255 characters', `${'é'.repeat(251)}.png`],
		['255 wide characters', '📞'.repeat(255)],
		['dots only', '..'],
		['a code that n8n has its own sentence for', 'ENOENT-ECONNRESET.png'],
		['an expression as text', '{{ 1 + 1 }}.png'],
	])('deletes exactly the file named: %s', async (_name, Filename) => {
		const others = [
			{ Filename: 'other.png', DisplayName: null },
			{ Filename: `${Filename}x`, DisplayName: null },
			{ Filename: Filename.trim().slice(1), DisplayName: null },
		];
		const { pbx, engine, credential } = await setUp({ logos: [{ Filename, DisplayName: null }, ...others] });
		const run = await runNode(engine, { parameters: deleteLogo(MAPPED), credential, items: [{ Filename }] });

		expect(run.data.resultData.error).toBeUndefined();
		expect(outputOf(run, '3CX')).toEqual([{ json: { deleted: true, Filename }, pairedItem: { item: 0 } }]);
		expect(pbx.rows('PhoneLogos').map((row) => row.Filename).sort()).toEqual(
			others.map((row) => row.Filename).sort(),
		);
	});

	it('deletes what was picked from the list', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(3) });
		const filename = { __rl: true, mode: 'list', value: 'logo-0002.png', cachedResultName: 'Logo 2' };
		const run = await runNode(engine, { parameters: { ...deleteLogo(''), filename }, credential });
		expect(jsonOf(run, '3CX')).toEqual([{ deleted: true, Filename: 'logo-0002.png' }]);
		expect(pbx.rows('PhoneLogos')).toHaveLength(2);
	});

	it('sends If Match as given, and none where it is empty', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(2), etags: 'optional' });
		const listed = await runNode(engine, { parameters: getLogos(), credential });
		const items = jsonOf(listed, '3CX');
		const parameters = deleteLogo(MAPPED, '={{ $json["@odata.etag"] }}');
		const run = await runNode(engine, { parameters, credential, items: [items[0]!, { Filename: 'logo-0002.png' }] });

		expect(jsonOf(run, '3CX')).toHaveLength(2);
		const sent = pbx.requests.filter(({ method }) => method === 'DELETE').map(({ headers }) => headers['if-match']);
		expect(sent.sort()).toEqual([items[0]!['@odata.etag'], undefined].sort());
	});

	it('pairs 1,000 items with 10% failures, in order, with at most five requests in flight', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(900) });
		// Without any delay the mock PBX is done with each request before the next one arrives.
		pbx.addFault({ method: 'DELETE', gather: 5, latencyMs: 1, times: Number.POSITIVE_INFINITY });
		const items = manyLogos(900).map(({ Filename }) => ({ Filename }));
		for (let index = 0; index < 1000; index += 10) items.splice(index, 0, { Filename: `missing-${index}.png` });
		const run = await runNode(engine, {
			parameters: { ...deleteLogo(MAPPED), options: { inFlight: 5 } },
			credential,
			items,
			onError: 'continueRegularOutput',
		});

		const output = outputOf(run, '3CX');
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		output.forEach(({ json }, index) => {
			if (index % 10 === 0) {
				expect(json.error).toBe(`The PBX has no phone logo "missing-${index}.png" (HTTP 404)`);
			} else {
				expect(json).toEqual({ deleted: true, Filename: items[index]!.Filename });
			}
		});
		expect(pbx.rows('PhoneLogos')).toHaveLength(0);
		expect(pbx.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1000);
		expect(pbx.maxInFlight).toBe(5);
		expect(pbx.tokensIssued).toBe(1);
	});

	it('leads failed items, merged with their input, to the error output', async () => {
		const { engine, credential } = await setUp({ logos: manyLogos(2) });
		const run = await runNode(engine, {
			parameters: deleteLogo(MAPPED),
			credential,
			items: [
				{ Filename: 'logo-0001.png', row: 1 },
				{ Filename: 'missing.png', row: 2 },
				{ Filename: '', row: 3 },
				{ Filename: 'logo-0002.png', row: 4 },
			],
			onError: 'continueErrorOutput',
		});
		expect(outputOf(run, '3CX', 0).map(({ json, pairedItem }) => [json.Filename, pairedItem])).toEqual([
			['logo-0001.png', { item: 0 }],
			['logo-0002.png', { item: 3 }],
		]);
		expect(outputOf(run, '3CX', 1).map(({ json, pairedItem }) => [json.row, json.error, pairedItem])).toEqual([
			[2, 'The PBX has no phone logo "missing.png" (HTTP 404)', { item: 1 }],
			[3, 'Filename is empty', { item: 2 }],
		]);
	});

	it.each(['filter', 'inFlight', 'timeout'])('keeps items apart where an expression in the option %s cannot be read', async (option) => {
		const { engine, credential } = await setUp({ logos: manyLogos(3) });
		const parameters = { ...deleteLogo(MAPPED), options: { [option]: "={{ $('Nope').item.json.x }}" } };
		const items = manyLogos(2).map(({ Filename }) => ({ Filename }));
		const run = await runNode(engine, { parameters, credential, items, onError: 'continueErrorOutput' });
		expect(run.data.resultData.error).toBeUndefined();
		const failed = outputOf(run, '3CX', 1);
		// A filter means nothing to a delete, so it is not even read.
		expect(outputOf(run, '3CX')).toHaveLength(option === 'filter' ? 2 : 0);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual(option === 'filter' ? [] : [{ item: 0 }, { item: 1 }]);
		for (const { json } of failed) expect(json.error).toContain("Referenced node doesn't exist");
	});

	it('stops at the first failure otherwise, and begins nothing after it', async () => {
		const { pbx, engine, credential } = await setUp({ logos: manyLogos(100) });
		const items = [{ Filename: 'missing.png' }, ...manyLogos(100).map(({ Filename }) => ({ Filename }))];
		const run = await runNode(engine, { parameters: deleteLogo(MAPPED), credential, items });
		expect(run.data.resultData.error?.message).toBe('The PBX has no phone logo "missing.png" (HTTP 404)');
		expect(run.data.resultData.error?.context.itemIndex).toBe(0);
		expect(pbx.rows('PhoneLogos').length).toBeGreaterThanOrEqual(90);
	});

	it.each([
		['={{ "" }}', 'Filename is empty'],
		['={{ $json.nothing }}', 'Filename is empty'],
		['={{ ["a.png"] }}', 'Filename must be text but is a list'],
	])('refuses Filename %s before anything is sent', async (value, message) => {
		const { pbx, engine, credential } = await setUp();
		const run = await runNode(engine, { parameters: deleteLogo(value), credential });
		expect(run.data.resultData.error?.message).toBe(message);
		expect(run.data.resultData.error?.description).toContain('Filename');
		expect(pbx.requests).toEqual([]);
	});

	it('refuses an If Match of more than one line before anything is sent', async () => {
		const { pbx, engine, credential } = await setUp();
		const run = await runNode(engine, { parameters: deleteLogo('a.png', 'x\r\nX-Evil: 1'), credential });
		expect(run.data.resultData.error?.message).toBe("If Match isn't an ETag");
		expect(pbx.requests).toEqual([]);
	});
});
