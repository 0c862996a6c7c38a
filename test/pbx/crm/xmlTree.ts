import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of an XML document, children in their order. */
export interface XmlNode {
	name: string;
	attributes: Readonly<Record<string, string>>;
	children: readonly XmlNode[];
	/** All text directly inside, references resolved. */
	text: string;
}

type Parsed = Record<string, unknown>;

const parser = new XMLParser({
	preserveOrder: true,
	ignoreAttributes: false,
	attributeNamePrefix: '',
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: false,
	processEntities: true,
	htmlEntities: true,
	ignoreDeclaration: true,
});

function toNode(entry: Parsed): XmlNode | undefined {
	const name = Object.keys(entry).find((key) => key !== ':@' && key !== '#text');
	if (name === undefined) return undefined;
	const inside = entry[name] as Parsed[];
	return {
		name,
		attributes: (entry[':@'] ?? {}) as Record<string, string>,
		children: inside.map(toNode).filter((child) => child !== undefined),
		text: inside.map((child) => ('#text' in child ? String(child['#text']) : '')).join(''),
	};
}

/** @throws Error for what is no XML document, with its line. */
export function parseXml(xml: string): XmlNode {
	const verdict = XMLValidator.validate(xml);
	if (verdict !== true) throw new Error(`Incorrect file format: ${verdict.err.msg} (line ${verdict.err.line})`);
	const root = (parser.parse(xml) as Parsed[]).map(toNode).find((node) => node !== undefined);
	if (!root) throw new Error('Incorrect file format: no element');
	return root;
}

/** The first child of that name, or an empty element. */
export const childOf = (node: XmlNode, name: string): XmlNode =>
	node.children.find((child) => child.name === name) ?? { name, attributes: {}, children: [], text: '' };
