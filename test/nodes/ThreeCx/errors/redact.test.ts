import { redact } from '../../../../nodes/ThreeCx/errors/redact';

describe('redact', () => {
	it.each([
		['key s3cr3t-key here', 'key *** here'],
		['s3cr3t-keys3cr3t-key', '******'],
		['Authorization: Bearer abcdefghijk', 'Authorization: Bearer ***'],
		['got eyJhbGciOi.eyJpc3M.c2ln back', 'got *** back'],
		['nothing to hide', 'nothing to hide'],
		['"authorization":"bearer   abc/def+ghi=="', '"authorization":"bearer   ***"'],
		['bearer bearer abcdefghijk', 'bearer bearer ***'],
		['a bearer of news', 'a bearer of news'],
		['x-eyJhbGciOi.eyJpc3M.c2ln,eyJhbGciOi.eyJpc3M.', 'x-***,***'],
		['eyJ.a.b and eyJhbGciOi only', 'eyJ.a.b and eyJhbGciOi only'],
		['token=eyJhbGciOi.eyJpc3M.c2ln.', 'token=***.'],
	])('%s → %s', (text, clean) => {
		expect(redact(text, ['s3cr3t-key', '', 'ab'])).toBe(clean);
	});

	it.each([
		['blanks', ' '],
		['the word bearer', 'bearer '],
		['beginnings of tokens', 'eyJ-'],
		['dots', 'eyJa.'],
	])('gets through half a million characters of %s, whose square would take minutes', (_name, piece) => {
		const text = piece.repeat(500_000 / piece.length);
		expect(redact(text, []).length).toBeLessThanOrEqual(text.length);
	});
});
