import { detailsInWords } from '../../../../nodes/ThreeCx/errors/failure';
import { warningSentence, warningSentences } from '../../../../nodes/ThreeCx/errors/warnings';

describe('warnings of the PBX', () => {
	it('has a sentence for each of the 106 codes, sorted', () => {
		const codes = Object.keys(warningSentences);
		expect(codes).toHaveLength(106);
		expect(codes).toEqual([...codes].sort());
	});

	it.each(Object.entries(warningSentences))('%s', (_code, sentence) => {
		expect(sentence).toMatch(/^(3CX|[a-z"']|[A-Z]{2}).*[^.]$/);
		expect(sentence.length).toBeLessThanOrEqual(110);
		expect(sentence).not.toMatch(/\b(error|problem|fail(s|ed|ure)?)\b/i);
	});

	it('tells the field and the code behind the sentence', () => {
		const error = { details: [{ target: 'Number', message: 'WARNINGS.XAPI.ALREADY_IN_USE' }] };
		expect(detailsInWords({ error })).toBe(
			'Number: already in use; choose another value (WARNINGS.XAPI.ALREADY_IN_USE)',
		);
	});

	it('reads a code it does not know as words', () => {
		const error = { message: 'WARNINGS.XAPI.MOON_IS_FULL' };
		expect(detailsInWords({ error })).toBe('moon is full (WARNINGS.XAPI.MOON_IS_FULL)');
		expect(warningSentence('WARNINGS.constructor')).toBeUndefined();
	});
});
