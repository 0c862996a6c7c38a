import { readJson } from '../../../../nodes/ThreeCx/input/json';

describe('readJson', () => {
	const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

	it('reads what is nested as deep as people and PBXs nest', () => {
		expect(readJson(nested(200))).toEqual({ value: JSON.parse(nested(200)) });
	});

	it.each([
		['lists and objects', nested(202)],
		['five megabytes of open brackets', '['.repeat(5_000_000)],
		['open brackets after a text', `"]\\"]",${'['.repeat(300)}`],
	])('refuses deeper ones before it reads them: %s', (_name, text) => {
		expect(readJson(text)).toEqual({ reason: 'It is nested more than 200 levels deep' });
	});

	it('does not count brackets in texts, nor those that are closed', () => {
		const text = JSON.stringify(['['.repeat(1000), '\\"['.repeat(300), ...Array.from({ length: 500 }, () => [{}])]);
		expect(readJson(text)).toEqual({ value: JSON.parse(text) });
	});

	it('reads past a byte order mark', () => {
		expect(readJson('\ufeff{"a":1}')).toEqual({ value: { a: 1 } });
	});
});
