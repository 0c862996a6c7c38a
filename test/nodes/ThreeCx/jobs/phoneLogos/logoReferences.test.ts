import { Slices } from '../../../../../nodes/ThreeCx/timing/slices';
import { LogoReferences, possibleNames, type LogoUsage } from '../../../../../nodes/ThreeCx/jobs/phoneLogos/logoReferences';
import { matches } from '../../../../../nodes/ThreeCx/jobs/common/wildcards';
import { matcherOf, splitPatterns } from '../../../../../nodes/ThreeCx/jobs/phoneLogos/namePatterns';

const phone = (extension: string): LogoUsage => ({
	type: 'phone',
	extension,
	user: '',
	model: '',
	macAddress: '',
	template: '',
});

const usagesOf = async (references: LogoReferences, filename: string) => (await references.usagesOf([filename]))[0];

/** Whether a logo counts as used by a phone with this CustomLogo. */
async function isUsed(filename: string, customLogo: string | null | undefined) {
	const references = new LogoReferences();
	references.addPhone(customLogo, phone('100'));
	return (await usagesOf(references, filename))?.length !== 0;
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
	])('%s', async (_name, filename, customLogo) => {
		expect(await isUsed(filename, customLogo)).toBe(true);
	});

	it.each([
		['nothing', 'logo.png', null],
		['no such field', 'logo.png', undefined],
		['empty text', 'logo.png', ''],
		['spaces', 'logo.png', '  '],
		['another file', 'logo.png', 'logo2.png'],
		['a name that ends alike', 'logo.png', 'company-logo.png'],
		['another ending', 'logo.png', 'logo.bmp'],
	])('%s is no use of the logo', async (_name, filename, customLogo) => {
		expect(await isUsed(filename, customLogo)).toBe(false);
	});

	it('is told once per phone, for every phone', async () => {
		const references = new LogoReferences();
		const [first, second] = [phone('100'), phone('101')];
		references.addPhone('logos/Logo.png', first);
		references.addPhone('logo.png', second);
		expect(await usagesOf(references, 'logo.png')).toEqual([first, second]);
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
	])('name a logo by %s', async (_name, filename, content) => {
		const references = new LogoReferences();
		references.addTemplate('custom.ph.xml', content);
		expect(await usagesOf(references, filename)).toEqual([{ type: 'template', template: 'custom.ph.xml' }]);
	});

	it.each([null, undefined, '', '<logo>%%logo%%</logo>'])('name none in %j', async (content) => {
		const references = new LogoReferences();
		references.addTemplate('custom.ph.xml', content);
		expect(await usagesOf(references, 'logo.png')).toEqual([]);
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

/** Counts the steps of long computations instead of doing them in slices. */
class CountingSlices extends Slices {
	steps = 0;

	override async spend(steps: number): Promise<void> {
		this.steps += steps;
	}
}

/** Ten times the input may take this many times the steps: about ten, and a part that does not depend on it. */
const MOST_GROWTH = 15;

describe('what large PBXs take', () => {
	async function stepsFor(logos: number, templates: number) {
		const references = new LogoReferences();
		const names = Array.from({ length: logos }, (_, index) => `logo-${String(index).padStart(5, '0')}.png`);
		const text = `<logo>logo-</logo>\n${'logo-0'.repeat(300)}`;
		for (let index = 0; index < templates; index++) references.addTemplate(`template-${index}`, `${text}${names[index] ?? ''}`);
		const slices = new CountingSlices();
		const usages = await references.usagesOf(names, slices);
		expect(usages.filter((found) => found.length > 0)).toHaveLength(Math.min(logos, templates));
		return slices.steps;
	}

	it('grows with the logos and with the templates, not with one times the other', async () => {
		const steps = await stepsFor(50, 10);
		expect(await stepsFor(500, 10)).toBeLessThan(MOST_GROWTH * steps);
		expect(await stepsFor(50, 100)).toBeLessThan(MOST_GROWTH * steps);
		expect(await stepsFor(500, 100)).toBeLessThan(MOST_GROWTH * steps);
	});

	it('finds names within names, and each where it occurs', async () => {
		const references = new LogoReferences();
		references.addTemplate('one', 'xxabcdxx');
		references.addTemplate('two', 'bcd, b%63e');
		const names = ['abcd', 'bc', 'c', 'bcde', 'bce', 'dx', 'abd'];
		const usages = await references.usagesOf(names);
		const found = usages.map((list) => list.map((usage) => usage.template).join('+'));
		expect(found).toEqual(['one', 'one+two', 'one+two', '', 'two', 'one', '']);
	});
});

describe('name patterns of many stars', () => {
	/** Counts how often letters of a text are looked at. */
	function counted(text: string) {
		const counter = { looks: 0 };
		const letters = new Proxy(Array.from(text), {
			get: (target, property, receiver) => {
				if (typeof property === 'string' && /^\d+$/.test(property)) counter.looks++;
				return Reflect.get(target, property, receiver) as unknown;
			},
		});
		return { letters, counter };
	}

	it.each(['*a*a*a*a*b', '*a*a*a*a*a*a*a*a*a*a*b', '*?a*?a*?a*b'])('%s takes steps in proportion to the name', (pattern) => {
		const looksFor = (length: number) => {
			const { letters, counter } = counted('a'.repeat(length));
			expect(matches(letters, pattern)).toBe(false);
			return counter.looks;
		};
		expect(looksFor(2550)).toBeLessThan(MOST_GROWTH * looksFor(255));
	});

	it.each([
		['a*b*c', 'aXbYbZc', true],
		['*.png', 'a.png.png', true],
		['a**', 'a', true],
		['?', '', false],
		['*a?', 'bab', true],
		['\u{1F3E2}?', '\u{1F3E2}\u{1F3E2}', true],
	])('%s on %s: %s', (pattern, name, expected) => {
		expect(matcherOf([pattern])(name)).toBe(expected);
	});

	it('are looked up where they have no stars, and are refused where they are too many', () => {
		const names = Array.from({ length: 100_000 }, (_, index) => `logo-${index}.png`);
		expect(matcherOf(names)('LOGO-99999.png')).toBe(true);
		expect(() => matcherOf(names.map((name) => `${name}*`))).toThrow(
			'Only Names and Keep Names accept at most 200 patterns with * or ?, but there are 100000',
		);
	});
});
