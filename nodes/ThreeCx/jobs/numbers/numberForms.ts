import type { ReadParameter } from '../../input/itemInput';
import { optionalText, refuseParameter } from '../common/parameters';

/** What a person writes between the digits of a number. */
const SEPARATORS = /[\s() ./-]/g;

/** The 0 of a number written for both uses: `+49 (0)30 555` is dialed without it from abroad. */
const OPTIONAL_ZERO = /^([\s(]*(?:\+|00)[\d\s./-]*)\(0\)/;

/** A number to block, with `*` where any digits may follow, without separators. Undefined if it isn't one. */
export function readNumber(text: string): string | undefined {
	const number = text.replace(OPTIONAL_ZERO, '$1').replaceAll(SEPARATORS, '');
	return /^\+?[\d*]+$/.test(number) && /\d/.test(number) ? number : undefined;
}

/**
 * A number as digits, with + in front or not, without separators.
 *
 * @throws ParameterRefused for what isn't a phone number, naming the parameter.
 */
export function readPhoneNumber(text: string, displayName: string): string {
	const number = readNumber(text);
	if (number !== undefined && !number.includes('*')) return number;
	return refuseParameter(`${displayName} isn't a phone number: "${text}"`, 'Enter digits, with + in front if you want.');
}

/** The digits behind a country code, if a number is one of that country: written with +, with 00, or national. */
function nationalPart(number: string, countryCode: string): string | undefined {
	for (const prefix of [`+${countryCode}`, `00${countryCode}`]) {
		if (number.startsWith(prefix)) return number.slice(prefix.length);
	}
	if (/^(\+|00)/.test(number)) return undefined;
	// In countries with the code 1, national numbers have ten digits and no 0 in front.
	if (countryCode === '1') return number.replace(/^1(?=\d{10}$)/, '');
	return number.startsWith('0') ? number.slice(1) : undefined;
}

/**
 * The forms in which a caller ID of a number may arrive: only as written, or with a country code also with +, with 00 and
 * national. What it is depends on the trunk.
 */
export function formsOf(number: string, countryCode: string): string[] {
	if (countryCode === '') return [number];
	const international = /^(?:\+|00)(.+)$/.exec(number)?.[1];
	const national = nationalPart(number, countryCode);
	if (national === undefined) return international === undefined ? [number] : [`+${international}`, `00${international}`];
	return [`+${countryCode}${national}`, `00${countryCode}${national}`, countryCode === '1' ? national : `0${national}`];
}

/**
 * The digits of the country code that is given; empty where none is.
 *
 * @throws ParameterRefused if it isn't one.
 */
export function readCountryCode(read: ReadParameter): string {
	const countryCode = optionalText(read, 'countryCode', 'Country Code').replace(/^\+/, '');
	if (/^\d{0,3}$/.test(countryCode)) return countryCode;
	return refuseParameter('Country Code must be up to three digits', 'Enter e.g. 49 or +49, or leave it empty.');
}
