import { Slices } from '../../timing/slices';
import { NameSearch } from './nameSearch';

/** Where a logo is used: on a phone of a user, or in the text of a custom phone template. */
export type LogoUsage =
	| { type: 'phone'; extension: string; user: string; model: string; macAddress: string; template: string }
	| { type: 'template'; template: string };

/** Percent-decodes what is well encoded and leaves the rest as it is. */
function decode(text: string): string {
	return text.replaceAll(/(%[0-9a-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded;
		}
	});
}

const normalize = (text: string) => text.trim().normalize('NFC').toLowerCase();
const lastSegment = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
const withoutQuery = (address: string) => address.split(/[?#]/, 1)[0] ?? '';

/**
 * The names that a filename, path or address may stand for, so that two of them mean the same file if they share one.
 *
 * 3CX does not document what it stores as `CustomLogo`: a bare name, a path or an address, encoded or not. A `#` or `?`
 * may belong to the name or end it. Reading it every way errs on the side of "used", which deletes nothing by mistake.
 */
export function possibleNames(reference: string): Set<string> {
	const texts = [reference, decode(reference)];
	const readings = texts.flatMap((text) => [text, withoutQuery(text)]).flatMap((text) => [text, lastSegment(text)]);
	const names = [...readings, ...readings.map(decode)].map(normalize);
	return new Set(names.filter((name) => name !== ''));
}

/** Collects what refers to logos, and then tells for a logo where it is used. */
export class LogoReferences {
	private readonly usagesByName = new Map<string, Set<LogoUsage>>();

	private readonly templates: { texts: string[]; usage: LogoUsage }[] = [];

	/** Notes that a phone shows a logo; nothing where it shows none. */
	addPhone(customLogo: string | null | undefined, usage: LogoUsage): void {
		for (const name of possibleNames(customLogo ?? '')) {
			const usages = this.usagesByName.get(name) ?? new Set();
			this.usagesByName.set(name, usages.add(usage));
		}
	}

	/** Notes the text of a custom phone template, which may name logos anywhere. */
	addTemplate(template: string, content: string | null | undefined): void {
		if (!content) return;
		const texts = new Set([normalize(content), normalize(decode(content))]);
		this.templates.push({ texts: [...texts], usage: { type: 'template', template } });
	}

	/**
	 * Where each of many logos is used; empty for one that nothing refers to. Each template is gone through once, and other
	 * workflows go on meanwhile.
	 */
	async usagesOf(filenames: readonly string[], slices = new Slices()): Promise<LogoUsage[][]> {
		const logos = filenames.map((filename) => {
			const names = possibleNames(filename);
			const usages = new Set([...names].flatMap((name) => [...(this.usagesByName.get(name) ?? [])]));
			return { spellings: spellingsOf(names), usages };
		});
		const bySpelling = new Map<string, Set<LogoUsage>[]>();
		for (const { spellings, usages } of logos) {
			for (const spelling of spellings) {
				const sharers = bySpelling.get(spelling) ?? [];
				sharers.push(usages);
				bySpelling.set(spelling, sharers);
			}
		}
		const search = await NameSearch.for(bySpelling.keys(), slices);
		for (const { texts, usage } of this.templates) {
			for (const text of texts) {
				for (const spelling of await search.namesIn(text)) {
					bySpelling.get(spelling)?.forEach((usages) => usages.add(usage));
				}
			}
		}
		return logos.map(({ usages }) => [...usages]);
	}
}

/** Percent-encodes what can be; half a character, which JSON may hold, cannot. */
function encoded(text: string, encode: (text: string) => string): string {
	try {
		return encode(text);
	} catch {
		return text;
	}
}

/** How names may be written in the text of a template. */
function spellingsOf(names: Iterable<string>): Set<string> {
	return new Set(
		[...names].flatMap((name) => [
			name,
			normalize(encoded(name, encodeURIComponent)),
			normalize(encoded(name, encodeURI)),
			escapeXml(name),
		]),
	);
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
