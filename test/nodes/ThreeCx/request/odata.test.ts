import fc from 'fast-check';
import { pathLiteral, quote } from '../../../../nodes/ThreeCx/request/odata';

const filename = (value: unknown) => pathLiteral('string', value, 'Filename');

describe('string literals in a path', () => {
	it.each([
		['plain', 'logo.png', "'logo.png'"],
		['single quote', "o'brien logo.png", "'o''brien%20logo.png'"],
		['slash', 'a/b.png', "'a%2Fb.png'"],
		['reserved characters', 'a#b?c&d%e+f=g;h,i:j@k.png', "'a%23b%3Fc%26d%25e%2Bf%3Dg%3Bh%2Ci%3Aj%40k.png'"],
		['spaces at either end', ' logo.png ', "'%20logo.png%20'"],
		['backslash', 'dir\\logo.png', "'dir%5Clogo.png'"],
		['Latin with accents', 'été.png', "'%C3%A9t%C3%A9.png'"],
		['Japanese', 'ロゴ.png', "'%E3%83%AD%E3%82%B4.png'"],
		['emoji', '📞.png', "'%F0%9F%93%9E.png'"],
		['already encoded text', 'a%20b.png', "'a%2520b.png'"],
		['an attempt to end the key', "x'),Users('1", "'x'')%2CUsers(''1'"],
		['dots', '..', "'..'"],
		['a number', 2024, "'2024'"],
	])('%s', (_name, value, literal) => {
		expect(filename(value)).toBe(literal);
	});

	it('keeps 255 characters', () => {
		expect(decodeURIComponent(filename('é'.repeat(255)))).toBe(`'${'é'.repeat(255)}'`);
	});

	it('never lets a value end its literal, for any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (value) => {
				const literal = decodeURIComponent(filename(value));
				expect(literal.slice(1, -1).replaceAll("''", '')).not.toContain("'");
				expect(literal.slice(1, -1).replaceAll("''", "'")).toBe(value);
				expect(filename(value)).toMatch(/^[A-Za-z0-9\-_.!~*'()%]+$/);
			}),
		);
	});

	it.each([
		[{ a: 1 }, 'Filename must be text but is an object'],
		[['a'], 'Filename must be text but is a list'],
		[true, 'Filename must be text but is a boolean'],
		[Number.NaN, 'Filename must be text but is a number'],
		['\ud800.png', 'Filename contains a broken character (a lone surrogate)'],
	])('refuses %j', (value, message) => {
		expect(() => filename(value)).toThrow(message);
	});

	it('quotes the same way for filters', () => {
		expect(quote("o'brien")).toBe("'o''brien'");
	});
});

describe('bare literals in a path', () => {
	it.each([
		['int32', 42, '42'],
		['int32', ' 42 ', '42'],
		['int32', '-1', '-1'],
		['boolean', true, 'true'],
		['boolean', 'false', 'false'],
		['uuid', '01234567-89ab-cdef-0123-456789ABCDEF', '01234567-89ab-cdef-0123-456789ABCDEF'],
		['dateTime', '2026-03-01T00:00:00Z', '2026-03-01T00%3A00%3A00Z'],
		['dateTime', '2026-03-01T00:00:00.125+02:00', '2026-03-01T00%3A00%3A00.125%2B02%3A00'],
	] as const)('%s %j', (type, value, literal) => {
		expect(pathLiteral(type, value, 'Id')).toBe(literal);
	});

	it.each([
		['int32', '4a', 'Id must be a whole number'],
		['int32', 1.5, 'Id must be a whole number'],
		['int32', '4294967296', 'Id must be a whole number within 32 bits'],
		['int32', "1),Users('2'", 'Id must be a whole number'],
		['boolean', 'yes', 'Id must be true or false'],
		['uuid', '0123', 'Id must be a UUID such as 01234567-89ab-cdef-0123-456789abcdef'],
		['dateTime', '1 March 2026', 'Id must be a date and time such as 2026-03-01T00:00:00Z'],
	] as const)('refuses %s %j', (type, value, message) => {
		expect(() => pathLiteral(type, value, 'Id')).toThrow(message);
	});
});
