import { redact } from '../../../../nodes/ThreeCx/errors/redact';

describe('redact', () => {
	it.each([
		['key s3cr3t-key here', 'key *** here'],
		['s3cr3t-keys3cr3t-key', '******'],
		['Authorization: Bearer abcdefghijk', 'Authorization: Bearer ***'],
		['got eyJhbGciOi.eyJpc3M.c2ln back', 'got *** back'],
		['nothing to hide', 'nothing to hide'],
	])('%s → %s', (text, clean) => {
		expect(redact(text, ['s3cr3t-key', '', 'ab'])).toBe(clean);
	});
});
