/** An XML element to write. */
export interface XmlElement {
	name: string;
	attributes: Readonly<Record<string, string>>;
	/** Elements inside, or text. */
	content: readonly XmlElement[] | string;
}

export const element = (name: string, attributes: XmlElement['attributes'] = {}, content: XmlElement['content'] = []): XmlElement => ({
	name,
	attributes,
	content,
});

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 has no way to write (section 2.2). */
const UNWRITABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Line breaks and tabs as references, because a reader turns them to spaces in attributes (XML 1.0, section 3.3.3). */
const escape = (text: string) =>
	text
		.replaceAll(UNWRITABLE, '')
		.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
		.replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

function lines({ name, attributes, content }: XmlElement, indent: string): string[] {
	const opening = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escape(value)}"`)].join(' ');
	if (content.length === 0) return [`${indent}<${opening} />`];
	if (typeof content === 'string') return [`${indent}<${opening}>${escape(content)}</${name}>`];
	return [`${indent}<${opening}>`, ...content.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

/** An XML document in UTF-8. Whatever the texts contain, they stay texts. */
export const writeXml = (root: XmlElement): string => ['<?xml version="1.0" encoding="utf-8"?>', ...lines(root, ''), ''].join('\n');
