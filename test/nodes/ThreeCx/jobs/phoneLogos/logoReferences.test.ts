import { LogoReferences, possibleNames, type LogoUsage } from '../../../../../nodes/ThreeCx/jobs/phoneLogos/logoReferences';
import { matcherOf, splitPatterns } from '../../../../../nodes/ThreeCx/jobs/phoneLogos/namePatterns';

const phone = (extension: string): LogoUsage => ({
	type: 'phone',
	extension,
	user: '',
	model: '',
	macAddress: '',
	template: '',
});

/** Whether a logo counts as used by a phone with this CustomLogo. */
function isUsed(filename: string, customLogo: string | null | undefined) {
	const references = new LogoReferences();
	references.addPhone(customLogo, phone('100'));
	return references.usagesOf(filename).length > 0;
}

describe('what a phone stores as its logo', () => {
	it.each([
		['the name itself', 'logo.png', 'logo.png'],
		['other case', 'Logo.PNG', 'logo.png'],
		['surrounding spaces', 'logo.png', ' logo.png '],
		['a path', 'logo.png', '/var/lib/3cxpbx/logos/logo.png'],
		['a Windows path', 'logo.png', 'C:\\ProgramData\\3CX\\logos\\logo.png'],
		['an address', 'logo.png', 'https://pbx.example.com/provisioning/logo.png'],
		['an address with query', 'logo.png', 'https://pbx.example.com/logo.png?v=3#top'],
		['an encoded name', "o'brien & söhne.png", "o'brien%20%26%20s%C3%B6hne.png"],
		['an encoded path', 'my logo.png', 'logos%2Fmy%20logo.png'],
		['a name stored encoded on the PBX', 'my%20logo.png', 'my logo.png'],
		['another Unicode form', '\u00e9t\u00e9.png', 'e\u0301te\u0301.png'],
		['reserved characters in the name', '50% off #1.png', '50% off #1.png'],
		['a question mark in the name', 'why?.png', 'logos/why?.png'],
		['broken encoding', '100%.png', '100%.png'],
	])('%s', (_name, filename, customLogo) => {
		expect(isUsed(filename, customLogo)).toBe(true);
	});

	it.each([
		['nothing', 'logo.png', null],
		['no such field', 'logo.png', undefined],
		['empty text', 'logo.png', ''],
		['spaces', 'logo.png', '  '],
		['another file', 'logo.png', 'logo2.png'],
		['a name that ends alike', 'logo.png', 'company-logo.png'],
		['another ending', 'logo.png', 'logo.bmp'],
	])('%s is no use of the logo', (_name, filename, customLogo) => {
		expect(isUsed(filename, customLogo)).toBe(false);
	});

	it('is told once per phone, for every phone', () => {
		const references = new LogoReferences();
		const [first, second] = [phone('100'), phone('101')];
		references.addPhone('logos/Logo.png', first);
		references.addPhone('logo.png', second);
		expect(references.usagesOf('logo.png')).toEqual([first, second]);
	});

	it('gives no names for nothing', () => {
		expect(possibleNames('')).toEqual(new Set());
		expect(possibleNames('///')).toEqual(new Set(['///']));
	});
});

describe('custom templates', () => {
	it.each([
		['the name', 'logo.png', '<logo>logo.png</logo>'],
		['other case', 'logo.png', '<logo>LOGO.png</logo>'],
		['an address', 'logo.png', 'url=https://pbx/x/logo.png?v=1'],
		['percent-encoding', 'my logo.png', 'url=https://pbx/x/my%20logo.png'],
		['XML escapes', 'a & b.png', '<logo>a &amp; b.png</logo>'],
	])('name a logo by %s', (_name, filename, content) => {
		const references = new LogoReferences();
		references.addTemplate('custom.ph.xml', content);
		expect(references.usagesOf(filename)).toEqual([{ type: 'template', template: 'custom.ph.xml' }]);
	});

	it.each([null, undefined, '', '<logo>%%logo%%</logo>'])('name none in %j', (content) => {
		const references = new LogoReferences();
		references.addTemplate('custom.ph.xml', content);
		expect(references.usagesOf('logo.png')).toEqual([]);
	});
});

describe('name patterns', () => {
	it.each([
		['brand-2024-*', 'Brand-2024-lobby.png', true],
		['brand-2024-*', 'brand-2023.png', false],
		['old?.png', 'old1.png', true],
		['old?.png', 'old10.png', false],
		['a.png, b*\nc.png', 'c.png', true],
		['logo.png', 'logoXpng', false],
		['(copy) [1]*', '(copy) [1].png', true],
		['*', '', true],
		['', 'a.png', false],
		[' , ,', 'a.png', false],
	])('%j on %j: %s', (patterns, name, expected) => {
		expect(matcherOf(splitPatterns(patterns))(name)).toBe(expected);
	});
});
