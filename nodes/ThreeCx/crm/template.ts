import { ANSWERED_EVENTS, contactOutputs, CRM_EVENTS, crmEventNames, EVENT_KEY, scenarios, type CrmEvent, type Scenario } from './events';
import { element, writeXml, type XmlElement } from './xml';

/** What a CRM template is made of. */
export interface TemplateSettings {
	/** What 3CX shows in its list of CRMs. */
	name: string;
	/** Webhook address of each event; an event without one is left out. */
	urls: Readonly<Partial<Record<CrmEvent, string>>>;
	/** Empty to have it entered in 3CX. */
	secret: string;
}

/** 3CX asks for no more contacts at a time than this. */
const MAX_CONCURRENT_REQUESTS = '16';

const SECRET_PARAMETER = 'Secret';
const GENERAL = 'General Configuration';

const urlParameter = (event: CrmEvent) => `${event.charAt(0).toUpperCase()}${event.slice(1)}Url`;
const variable = (name: string) => `[${name}]`;

/** Variables of contacts have names of their own: `[FirstName]` and the like are 3CX's. */
const contactVariable = (property: string) => `Contact_${property}`;

function parameter(name: string, type: 'String' | 'Password' | 'Boolean', title: string, fallback: string, parent = GENERAL): XmlElement {
	return element('Parameter', { Name: name, Type: type, Parent: parent, Editor: 'String', Title: title, Default: fallback });
}

const SWITCH_TITLES: Readonly<Record<string, string>> = {
	ReportCallEnabled: 'Enable Call Journaling',
	ReportChatEnabled: 'Enable Chat Journaling',
	CreateContactEnabled: 'Enable Contact Creation',
};

/** The settings of the integration in the 3CX Admin Console, filled in. */
function parametersOf(events: readonly CrmEvent[], { urls, secret }: TemplateSettings): XmlElement[] {
	const switches = events.flatMap((event) => scenarios[event]).flatMap(({ enabledBy }) => enabledBy ?? []);
	return [
		parameter(SECRET_PARAMETER, 'Password', 'Secret:', secret),
		...events.map((event) => parameter(urlParameter(event), 'String', `${crmEventNames[event]} URL:`, urls[event] ?? '')),
		...switches.map((name) => parameter(name, 'Boolean', SWITCH_TITLES[name] ?? name, 'True', '')),
	];
}

/**
 * A value of a post. Texts of callers go through one pass, so that a caller named `[Secret]` stays one; formats of times
 * need the second.
 */
const postValue = (key: string, value: string): XmlElement =>
	element('Value', { Key: key, Passes: value.startsWith('[[') ? '2' : '1', Type: 'String' }, value);

function requestOf(event: CrmEvent, { enabledBy, fields }: Scenario): XmlElement {
	const attributes = {
		SkipIf: enabledBy === undefined ? '' : `${variable(enabledBy)}!=True`,
		Url: variable(urlParameter(event)),
		MessagePasses: '0',
		RequestContentType: 'application/json',
		RequestEncoding: 'Json',
		RequestType: 'Post',
		ResponseType: 'Json',
	};
	return element('Request', attributes, [
		element('Headers', {}, [element('Value', { Key: 'Authorization' }, `Bearer ${variable(SECRET_PARAMETER)}`)]),
		element('PostValues', { Key: '' }, [
			element('Value', { Key: EVENT_KEY, Passes: '0', Type: 'String' }, event),
			...Object.entries(fields).map(([key, value]) => postValue(key, value)),
		]),
	]);
}

/**
 * How the contacts in a response are read. 3CX accepts a match only with a URL, a name or company, and the number that it
 * asked for in one of the phone numbers: so that number is put out, and the contact's own goes to the next place.
 */
function answerOf({ isByNumber }: Scenario): XmlElement[] {
	const outputs = contactOutputs.map(([property, type]): [string, string] => [
		isByNumber && type === 'PhoneBusiness' ? 'PhoneBusiness2' : type,
		variable(contactVariable(property)),
	]);
	const all = isByNumber ? [['PhoneBusiness', '[Number]'] as const, ...outputs] : outputs;
	return [
		element('Rules', {}, [element('Rule', { Type: 'Any', Ethalon: '' }, 'url')]),
		element('Variables', {}, contactOutputs.map(([property]) => element('Variable', { Name: contactVariable(property), Path: property }, [element('Filter')]))),
		element('Outputs', { AllowEmpty: 'false' }, all.map(([type, value]) => element('Output', { Type: type, Passes: '0', Value: value }))),
	];
}

const REPORT_ANSWER = [element('Variables'), element('Outputs', { AllowEmpty: 'true' })];

function scenarioOf(event: CrmEvent, scenario: Scenario): XmlElement {
	const answer = ANSWERED_EVENTS.includes(event) ? answerOf(scenario) : REPORT_ANSWER;
	return element('Scenario', { Id: scenario.id, Type: 'REST' }, [requestOf(event, scenario), ...answer]);
}

/** The events of a template, in the order of the lists. */
export const eventsOf = ({ urls }: Pick<TemplateSettings, 'urls'>): CrmEvent[] => CRM_EVENTS.filter((event) => urls[event] !== undefined);

/**
 * Writes the XML of a server-side CRM template that posts to n8n.
 *
 * Source: 3CX, "CRM Template XML Description". The caller's number is left whole (MaxLength is empty) and begins with a plus
 * sign, so that workflows find it in databases.
 */
export function writeTemplate(settings: TemplateSettings): string {
	const events = eventsOf(settings);
	return writeXml(
		element('Crm', { Country: 'Global', Name: settings.name, Version: '1', SupportsEmojis: 'true' }, [
			element('Number', { Prefix: 'Plus', MaxLength: '' }),
			element('Connection', { MaxConcurrentRequests: MAX_CONCURRENT_REQUESTS }),
			element('Parameters', {}, parametersOf(events, settings)),
			element('Authentication', { Type: 'No' }),
			element('Scenarios', {}, events.flatMap((event) => scenarios[event].map((scenario) => scenarioOf(event, scenario)))),
		]),
	);
}
