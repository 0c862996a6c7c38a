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
const withoutQuery = (address: string) => address.replace(/[?#].*$/s, '');

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

	/** Where a logo is used; empty if nothing refers to it. */
	usagesOf(filename: string): LogoUsage[] {
		const names = possibleNames(filename);
		const usages = new Set([...names].flatMap((name) => [...(this.usagesByName.get(name) ?? [])]));
		const spellings = [...names].flatMap((name) => [
			name,
			normalize(encodeURIComponent(name)),
			normalize(encodeURI(name)),
			escapeXml(name),
		]);
		for (const { texts, usage } of this.templates) {
			if (texts.some((text) => spellings.some((spelling) => text.includes(spelling)))) usages.add(usage);
		}
		return [...usages];
	}
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
