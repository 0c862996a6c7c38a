import fc from 'fast-check';
import { sampleLogos } from '../index';
import { keyValue, parseSegment, splitPath } from './path';
import { usePbx } from '../setUp';

/** The key as a correct client writes it. */
function quoted(value: string): string {
	return `'${encodeURIComponent(value.replaceAll("'", "''"))}'`;
}

describe('OData paths', () => {
	it('brings every string key back, whatever its characters', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (value) => {
				fc.pre(!/\p{Surrogate}/u.test(value));
				const [segment = ''] = splitPath(`/PhoneLogos(${quoted(value)})`);
				expect(parseSegment(segment)).toEqual({
					name: 'PhoneLogos',
					key: { name: undefined, text: value, quoted: true },
				});
			}),
		);
	});

	it('decodes once, and only after the split', () => {
		expect(splitPath("/a(%27x%2Fy%2527%27)/b")).toEqual(["a('x/y%27')", 'b']);
	});

	it('checks a UUID key and ignores its case', () => {
		const text = '3F2504E0-4F89-11D3-9A0C-0305E82C3301';
		expect(keyValue({ text, quoted: false }, 'uuid')).toBe(text.toLowerCase());
		expect(() => keyValue({ text, quoted: true }, 'uuid')).toThrow('not a valid literal');
		expect(() => keyValue({ text: '12', quoted: false }, 'uuid')).toThrow('not a valid literal');
	});
});

describe('raw URLs', () => {
	const setting = usePbx('each');

	it.each([
		'/PhoneLogos(a.png)',
		'/PhoneLogos(old-2021.bmp)',
		'/PhoneLogos()',
		"/PhoneLogos('a.png)",
		"/PhoneLogos(a.png')",
		"/PhoneLogos('o'brien.png')",
		"/PhoneLogos('a.png'x)",
		"/PhoneLogos('a.png')x",
		"/PhoneLogos('a.png' )",
		"/PhoneLogos('x'),Users('1')",
		"/PhoneLogos('x','y')",
		"/PhoneLogos(Nonsense='x')",
		'/PhoneLogos(Filename=x)',
		"/PhoneLogos('50%.png')",
		"/PhoneLogos('%E9.png')",
		"/PhoneLogos('a#b.png')",
		"/Users('28')",
		'/Users(028x)',
		'/Users(2147483648)',
		'/Users(1.5)',
		'/Users(Number=100)',
		"/Users(DisplayName='Ada Byron')",
		"/Users(Id='28')",
		'/Defs(0)',
	])('refuses DELETE %s', async (path) => {
		// The space cannot be sent raw; as %20 it decodes to the same segment.
		const answer = await setting.call(path.replaceAll(' ', '%20'), { method: 'DELETE' });
		expect(answer.status).toBe(400);
		expect(answer.json?.error).toEqual({ code: '', message: expect.any(String), details: [] });
		expect(setting.pbx.rows('PhoneLogos')).toHaveLength(sampleLogos.length);
	});

	it('keeps an encoded attempt to leave the literal inside one key', async () => {
		setting.pbx.insert('PhoneLogos', { Filename: "x'),Users('1", DisplayName: null });
		const answer = await setting.call(`/PhoneLogos(${quoted("x'),Users('1")})`, { method: 'DELETE' });
		expect(answer.status).toBe(204);
		expect(setting.pbx.rows('Users')).toHaveLength(3);
	});

	it('reads keys by name and by alternate key, and integer keys bare', async () => {
		for (const path of ['/Users(28)', '/Users(Id=28)', "/Users(Number='100')", '/Users(Number=%27100%27)']) {
			const answer = await setting.call(path);
			expect(answer.status).toBe(200);
			expect(answer.json?.DisplayName).toBe('Ada Byron');
		}
		expect((await setting.call("/Users(Number='100')", { method: 'DELETE' })).status).toBe(405);
	});

	it('answers 404 for an unknown key, set or function', async () => {
		const unknownKey = await setting.call("/PhoneLogos('none.png')", { method: 'DELETE' });
		expect([unknownKey.status, unknownKey.text]).toEqual([404, '']);
		const unknown = [
			'/Nonsense',
			"/Nonsense('x')",
			'/phonelogos',
			'/Users/',
			'/Users/Pbx.Nonsense()',
			'/Users(28)/Phones/1',
			'/ReportCallLogData',
			// Nothing is done to a single one of these, so no path leads to one.
			'/Recordings(7)',
			"/Countries('x')",
		];
		for (const path of unknown) {
			const answer = await setting.call(path);
			expect([answer.status, answer.text]).toEqual([404, '']);
		}
	});

	it.each([
		['GET', "/PhoneLogos('old-2021.bmp')", 'DELETE'],
		['PUT', "/PhoneLogos('old-2021.bmp')", 'DELETE'],
		['PATCH', "/PhoneLogos('old-2021.bmp')", 'DELETE'],
		['POST', '/PhoneLogos', 'GET'],
		['DELETE', '/PhoneLogos', 'GET'],
		['PUT', '/Users(28)', 'GET, PATCH, DELETE'],
		['PATCH', '/Defs', 'GET'],
	])('answers 405 to %s %s', async (method, path, allow) => {
		const answer = await setting.call(path, { method });
		expect(answer.status).toBe(405);
		expect(answer.headers.allow).toBe(allow);
	});

	it('deletes every sample logo by its odd name', async () => {
		for (const { Filename } of sampleLogos) {
			const answer = await setting.call(`/PhoneLogos(${quoted(Filename)})`, { method: 'DELETE' });
			expect([answer.status, answer.text]).toEqual([204, '']);
		}
		expect(setting.pbx.rows('PhoneLogos')).toEqual([]);
	});

	it('takes a key of 255 emoji and keeps the raw URL in the record', async () => {
		const Filename = '🦊'.repeat(255);
		setting.pbx.insert('PhoneLogos', { Filename, DisplayName: null });
		const path = `/PhoneLogos(${quoted(Filename)})`;
		expect((await setting.call(path, { method: 'DELETE' })).status).toBe(204);
		expect(setting.pbx.requests.at(-1)).toMatchObject({ method: 'DELETE', url: `/xapi/v1${path}`, status: 204 });
	});
});
