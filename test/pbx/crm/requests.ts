import { evaluate, evaluateTimes, holds, type Variables } from './expressions';
import type { CrmTemplate } from './template';
import { childOf, type XmlNode } from './xmlTree';

/** A request that a template makes. */
export interface CrmRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: string;
}

/** Whether a value goes along: `If` holds, `SkipIf` doesn't. */
function isMeant({ attributes }: XmlNode, variables: Variables): boolean {
	const { If: condition = '', SkipIf: skip = '' } = attributes;
	return (condition === '' || holds(condition, variables)) && !holds(skip, variables);
}

function jsonValue(node: XmlNode, variables: Variables): unknown {
	if (node.name === 'Object' || node.name === 'PostValues') return jsonObject(node, variables);
	if (node.name === 'Array') return node.children.filter((child) => isMeant(child, variables)).map((child) => jsonValue(child, variables));
	const text = evaluateTimes(node.text, node.attributes.Passes, variables);
	if (node.attributes.Type === 'Integer' || node.attributes.Type === 'Double') return Number(text);
	return node.attributes.Type === 'Boolean' ? text.toLowerCase() === 'true' : text;
}

function jsonObject(node: XmlNode, variables: Variables): Record<string, unknown> {
	const meant = node.children.filter((child) => isMeant(child, variables));
	return Object.fromEntries(meant.map((child) => [child.attributes.Key ?? '', jsonValue(child, variables)]));
}

function bodyOf(request: XmlNode, variables: Variables): { type: string; body: string } | undefined {
	const { RequestEncoding = 'UrlEncoded', Message = '', MessagePasses } = request.attributes;
	const values = childOf(request, 'PostValues');
	const isJson = RequestEncoding === 'Json';
	const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
	if (Message !== '') return { type, body: evaluateTimes(Message, MessagePasses, variables) };
	if (values.children.length === 0) return undefined;
	const posted = jsonObject(values, variables);
	if (isJson) return { type, body: JSON.stringify(posted) };
	return { type, body: new URLSearchParams(Object.entries(posted).map(([key, value]): [string, string] => [key, String(value)])).toString() };
}

/** Basic authentication, for templates that ask for it. */
function authorization({ authentication: { type, value } }: CrmTemplate, variables: Variables): Record<string, string> {
	if (type !== 'Basic') return {};
	return { Authorization: `Basic ${Buffer.from(evaluate(value, variables)).toString('base64')}` };
}

/** The request of a scenario; undefined where its condition skips it. */
export function requestOf(request: XmlNode, template: CrmTemplate, variables: Variables): CrmRequest | undefined {
	const { SkipIf = '', Url = '', RequestType = 'Get', RequestContentType = '' } = request.attributes;
	if (holds(SkipIf, variables)) return undefined;
	const body = RequestType === 'Get' ? undefined : bodyOf(request, variables);
	const headers = childOf(request, 'Headers').children.map(({ attributes, text }) => [attributes.Key ?? '', evaluate(text.trim(), variables)]);
	return {
		method: RequestType.toUpperCase(),
		url: evaluate(Url, variables),
		headers: {
			...authorization(template, variables),
			...(body === undefined ? {} : { 'Content-Type': RequestContentType === '' ? body.type : RequestContentType }),
			...(Object.fromEntries(headers) as Record<string, string>),
		},
		...(body === undefined ? {} : { body: body.body }),
	};
}
