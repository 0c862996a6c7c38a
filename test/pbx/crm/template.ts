import { childOf, parseXml, type XmlNode } from './xmlTree';

export interface CrmParameter {
	name: string;
	type: string;
	title: string;
	fallback: string;
}

export interface CrmRule {
	type: 'Any' | 'Equals' | 'Number';
	ethalon: string;
	path: string;
}

export interface CrmVariable {
	name: string;
	path: string;
	rules: readonly CrmRule[];
}

export interface CrmScenario {
	id: string;
	request: XmlNode;
	rules: readonly CrmRule[];
	variables: readonly CrmVariable[];
	outputs: readonly { type: string; value: string }[];
	next: string;
	allowsEmpty: boolean;
}

/** A server-side CRM template of 3CX. */
export interface CrmTemplate {
	name: string;
	number: { prefix: string; maxLength: string };
	parameters: readonly CrmParameter[];
	authentication: { type: string; value: string };
	scenarios: readonly CrmScenario[];
}

/**
 * Elements, their attributes and their children, as 3CX documents them ("CRM Template XML Description") and published templates
 * use them. What isn't here is a mistake that 3CX would ignore without a word.
 */
const GRAMMAR: Readonly<Record<string, { attributes: string; children: string }>> = {
	Crm: { attributes: 'Country Name Version SupportsEmojis ListPageSize ListRendering xmlns:xsi xmlns:xsd', children: 'Number Connection Parameters Authentication Scenarios' },
	Number: { attributes: 'Prefix MaxLength', children: '' },
	Connection: { attributes: 'MaxConcurrentRequests', children: '' },
	Parameters: { attributes: '', children: 'Parameter' },
	Parameter: { attributes: 'Name Type Parent Editor Title Validation Default ListValues RequestUrl RequestUrlParameters ResponseScenario', children: '' },
	Authentication: { attributes: 'Type DefaultExpiration StoreAllValues', children: 'Value' },
	Scenarios: { attributes: '', children: 'Scenario' },
	Scenario: { attributes: 'Id Type EntityId EntityOrder', children: 'Request Rules Variables Outputs' },
	Request: {
		attributes: 'SkipIf Url MessagePasses Message RequestContentType RequestEncoding RequestType ResponseType',
		children: 'Headers PostValues QueryParams Values',
	},
	Headers: { attributes: '', children: 'Value' },
	PostValues: { attributes: 'Key If SkipIf', children: 'Value Object Array' },
	Object: { attributes: 'Key If SkipIf', children: 'Value Object Array' },
	Array: { attributes: 'Key If SkipIf', children: 'Value Object Array' },
	Value: { attributes: 'Key If SkipIf Passes Type', children: '' },
	QueryParams: { attributes: '', children: '' },
	Values: { attributes: '', children: '' },
	Rules: { attributes: '', children: 'Rule' },
	Rule: { attributes: 'Type Ethalon', children: '' },
	Variables: { attributes: '', children: 'Variable' },
	Variable: { attributes: 'Name LookupValue Path Skip IsArray', children: 'Filter' },
	Filter: { attributes: '', children: 'Rule' },
	Outputs: { attributes: 'Next AllowEmpty', children: 'Output' },
	Output: { attributes: 'Type Passes Value', children: '' },
};

/** Attributes with a fixed set of values. */
const VALUES: Readonly<Record<string, string>> = {
	'Number.Prefix': 'AsIs Off Plus Zeros',
	'Parameter.Type': 'String Password Boolean Integer Double DateTime OAuth List',
	'Parameter.Editor': 'String Sql',
	'Authentication.Type': 'No Basic Scenario',
	'Scenario.Type': 'REST SQLDatabase NoSQLDatabase',
	'Request.RequestType': 'Get Post Put Patch Delete',
	'Request.RequestEncoding': 'Json UrlEncoded Xml',
	'Request.ResponseType': 'Json Xml Text',
	'Rule.Type': 'Any Equals Number',
	'Value.Type': 'String Integer Boolean Double',
	'Outputs.AllowEmpty': 'true false',
	'Output.Type':
		'ContactID ContactUrl FirstName LastName FullName CompanyName Email PhoneBusiness PhoneBusiness2 PhoneHome PhoneMobile PhoneMobile2 PhoneOther ' +
		'FaxBusiness PhotoUrl EntityId EntityType CustomValue HeaderName HeaderValue BearerExpiration',
};

const REQUIRED: Readonly<Record<string, string>> = { Crm: 'Country Name Version', Parameter: 'Name Type', Request: 'Url RequestType', Variable: 'Name Path', Output: 'Type Value' };

const words = (list: string | undefined) => (list ?? '').split(' ').filter((word) => word !== '');

/** What is wrong with an element and all below, each with its path. */
function mistakesIn(node: XmlNode, path = node.name): string[] {
	const rule = GRAMMAR[node.name];
	if (!rule) return [`${path}: unknown element`];
	const attributes = Object.keys(node.attributes);
	const own = [
		...attributes.filter((name) => !words(rule.attributes).includes(name)).map((name) => `${path}: unknown attribute ${name}`),
		...words(REQUIRED[node.name]).filter((name) => !attributes.includes(name)).map((name) => `${path}: no attribute ${name}`),
		...attributes
			.filter((name) => `${node.name}.${name}` in VALUES && !words(VALUES[`${node.name}.${name}`]).includes(node.attributes[name] ?? ''))
			.map((name) => `${path}: ${name} can't be "${node.attributes[name]}"`),
	];
	const children = node.children.flatMap((child) =>
		words(rule.children).includes(child.name) ? mistakesIn(child, `${path}/${child.name}`) : [`${path}: no place for ${child.name}`],
	);
	return [...own, ...children];
}

const readRule = ({ attributes, text }: XmlNode): CrmRule => ({
	type: attributes.Type as CrmRule['type'],
	ethalon: attributes.Ethalon ?? '',
	path: text.trim(),
});

function readScenario(node: XmlNode): CrmScenario {
	const outputs = childOf(node, 'Outputs');
	return {
		id: node.attributes.Id ?? '',
		request: childOf(node, 'Request'),
		rules: childOf(node, 'Rules').children.map(readRule),
		variables: childOf(node, 'Variables').children.map((variable) => ({
			name: variable.attributes.Name ?? '',
			path: variable.attributes.Path ?? '',
			rules: childOf(variable, 'Filter').children.map(readRule),
		})),
		outputs: outputs.children.map(({ attributes }) => ({ type: attributes.Type ?? '', value: attributes.Value ?? '' })),
		next: outputs.attributes.Next ?? '',
		allowsEmpty: outputs.attributes.AllowEmpty === 'true',
	};
}

/** @throws Error that lists every mistake of the template. */
export function readTemplate(xml: string): CrmTemplate {
	const root = parseXml(xml);
	const mistakes = root.name === 'Crm' ? mistakesIn(root) : [`${root.name}: the root element must be Crm`];
	const scenarios = childOf(root, 'Scenarios').children.map(readScenario);
	const ids = scenarios.map(({ id }) => id);
	mistakes.push(...scenarios.filter(({ next }) => next !== '' && !ids.includes(next)).map(({ next }) => `there is no scenario ${next}`));
	if (mistakes.length > 0) throw new Error(`Incorrect file format: ${mistakes.join('; ')}`);
	const number = childOf(root, 'Number').attributes;
	const authentication = childOf(root, 'Authentication');
	return {
		name: root.attributes.Name ?? '',
		number: { prefix: number.Prefix ?? 'AsIs', maxLength: number.MaxLength ?? '' },
		parameters: childOf(root, 'Parameters').children.map(({ attributes }) => ({
			name: attributes.Name ?? '',
			type: attributes.Type ?? '',
			title: attributes.Title ?? '',
			fallback: attributes.Default ?? '',
		})),
		authentication: { type: authentication.attributes.Type ?? 'No', value: childOf(authentication, 'Value').text.trim() },
		scenarios,
	};
}
