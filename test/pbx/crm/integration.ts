import { isSameNumber, readVariable, recordsThatPass } from './answers';
import { evaluateTimes, Span, type Variables } from './expressions';
import { requestOf, type CrmRequest } from './requests';
import { readTemplate, type CrmScenario, type CrmTemplate } from './template';

/** What a template puts out for one contact, by type of output. */
export type CrmContact = Readonly<Record<string, string>>;

/** A request that was made, and its response. */
export interface CrmExchange extends CrmRequest {
	scenario: string;
	status: number;
	response: string;
}

/** An ended call, as the PBX knows it. */
export interface EndedCall {
	type: 'Inbound' | 'Outbound' | 'Missed' | 'Notanswered';
	number: string;
	name?: string;
	agent: { extension: string; firstName?: string; lastName?: string; email?: string };
	queue?: string;
	startedAt: Date;
	/** Undefined where nobody answered: .NET then has its empty date. */
	answeredAt?: Date;
	endedAt: Date;
	/** What only Version 20 with its AI features fills in. */
	others?: Variables;
}

export interface EndedChat {
	number?: string;
	email?: string;
	name?: string;
	agent: EndedCall['agent'];
	startedAt: Date;
	endedAt: Date;
	messages: string;
}

const EMPTY_DATE = new Date('0001-01-01T00:00:00Z');
const PHONES = ['PhoneBusiness', 'PhoneBusiness2', 'PhoneHome', 'PhoneMobile', 'PhoneMobile2', 'PhoneOther', 'FaxBusiness'];

const agentVariables = ({ extension, firstName = '', lastName = '', email = '' }: EndedCall['agent']): Variables => ({
	Agent: extension,
	AgentFirstName: firstName,
	AgentLastName: lastName,
	AgentEmail: email,
});

const secondsBetween = (from: Date, to: Date) => new Span((to.getTime() - from.getTime()) / 1000);

/** The CRM integration of a mock PBX: an uploaded template, and the settings that an administrator enters for it. */
export class CrmIntegration {
	/** Every request so far. */
	readonly exchanges: CrmExchange[] = [];

	private readonly template: CrmTemplate;

	private readonly settings: Variables;

	/** @throws Error for a template that 3CX wouldn't take. */
	constructor(xml: string, settings: Variables = {}) {
		this.template = readTemplate(xml);
		this.settings = { ...Object.fromEntries(this.template.parameters.map(({ name, fallback }) => [name, fallback])), MaxLength: '', ...settings };
	}

	/** Asks who calls from a number. A contact without URL, without name, or with another number is no match. */
	async lookUp(number: string, direction: 'Inbound' | 'Outbound' = 'Inbound'): Promise<CrmContact[]> {
		const found = await this.runAll('', { Number: this.numberFor(number), CallDirection: direction });
		return found.filter((contact) => this.isContact(contact) && PHONES.some((phone) => isSameNumber(contact[phone] ?? '', number)));
	}

	async lookUpByEmail(email: string): Promise<CrmContact[]> {
		return (await this.runAll('LookupByEmail', { Email: email })).filter((contact) => this.isContact(contact));
	}

	async search(text: string): Promise<CrmContact[]> {
		return (await this.runAll('SearchContacts', { SearchText: text })).filter((contact) => this.isContact(contact));
	}

	async createContact(contact: { firstName?: string; lastName?: string; number?: string; email?: string; company?: string }): Promise<CrmContact[]> {
		const { firstName = '', lastName = '', number = '', email = '', company = '' } = contact;
		const variables = { FirstName: firstName, LastName: lastName, Number: this.numberFor(number), Email: email, Company: company };
		return await this.runAll('CreateContactRecordFromClient', variables);
	}

	async reportCall(call: EndedCall): Promise<void> {
		const { type, number, name = '', agent, queue = '', startedAt, answeredAt, endedAt, others = {} } = call;
		const talk = answeredAt === undefined ? new Span(0) : secondsBetween(answeredAt, endedAt);
		await this.runAll('ReportCall', {
			CallType: type,
			CallDirection: type === 'Inbound' || type === 'Missed' ? 'Inbound' : 'Outbound',
			Number: this.numberFor(number),
			Name: name,
			...agentVariables(agent),
			QueueExtension: queue,
			Duration: String(talk),
			DurationTimespan: talk,
			DateTime: startedAt,
			CallStartTimeUTC: startedAt,
			CallStartTimeLocal: startedAt,
			CallEstablishedTimeUTC: answeredAt ?? EMPTY_DATE,
			CallEndTimeUTC: endedAt,
			CallEndTimeLocal: endedAt,
			EntityId: '',
			EntityType: '',
			...others,
		});
	}

	async reportChat({ number = '', email = '', name = '', agent, startedAt, endedAt, messages }: EndedChat): Promise<void> {
		await this.runAll('ReportChat', {
			Number: number,
			Email: email,
			Name: name,
			...agentVariables(agent),
			QueueExtension: '',
			Duration: String(secondsBetween(startedAt, endedAt)),
			ChatStartTimeUTC: startedAt,
			ChatEndTimeUTC: endedAt,
			ChatMessages: messages,
			EntityId: '',
			EntityType: '',
		});
	}

	/** A number as the template wants it: its prefix, and how many of its digits. */
	private numberFor(number: string): string {
		const { prefix, maxLength } = this.template.number;
		const bare = number.replace(/^(\+|00)/, '');
		const prefixes: Readonly<Record<string, string>> = { Plus: '+', Zeros: '00', Off: '' };
		const isInternational = bare !== number;
		const written = isInternational && prefix in prefixes ? `${prefixes[prefix] ?? ''}${bare}` : number;
		const length = Number(maxLength === '[MaxLength]' ? this.settings.MaxLength : maxLength);
		return length > 0 ? written.slice(-length) : written;
	}

	private isContact(contact: CrmContact): boolean {
		const hasName = ['FirstName', 'LastName', 'CompanyName', 'FullName'].some((type) => (contact[type] ?? '') !== '');
		return (contact.ContactUrl ?? '') !== '' && hasName;
	}

	/** Runs every scenario of an event: IDs that begin with a reserved name belong to it, and several may share the empty one. */
	private async runAll(id: string, variables: Variables): Promise<CrmContact[]> {
		const isEvents = (scenario: CrmScenario) =>
			id === 'LookupByEmail' || id === 'SearchContacts' ? scenario.id.startsWith(id) : scenario.id === id;
		const contacts: CrmContact[] = [];
		for (const scenario of this.template.scenarios.filter(isEvents)) {
			contacts.push(...(await this.run(scenario, { ...this.settings, FoundRecordCount: contacts.length, ...variables })));
		}
		return contacts;
	}

	/** Runs a scenario and those that it leads to, once for each record of its response. */
	private async run(scenario: CrmScenario, variables: Variables): Promise<CrmContact[]> {
		const request = requestOf(scenario.request, this.template, variables);
		const body = request === undefined ? undefined : await this.send(scenario.id, request);
		const evaluated = { number: String(variables.Number ?? ''), evaluate: (text: string) => evaluateTimes(text, '1', variables) };
		const records = body === undefined ? [] : recordsThatPass(body, scenario.rules, evaluated);
		const next = this.template.scenarios.find(({ id }) => id === scenario.next && id !== '');
		if (records.length === 0 && next && scenario.allowsEmpty) return await this.run(next, variables);
		const contacts: CrmContact[] = [];
		for (const record of records) {
			const read = scenario.variables.map((variable) => [variable.name, readVariable(variable, body, record, evaluated)]);
			const known: Variables = { ...variables, ...(Object.fromEntries(read) as Record<string, string>) };
			if (next) contacts.push(...(await this.run(next, known)));
			else contacts.push(Object.fromEntries(scenario.outputs.map(({ type, value }) => [type, evaluateTimes(value, '1', known)])));
		}
		return contacts;
	}

	/** The parsed response; undefined for a refusal and for what is no JSON. */
	private async send(scenario: string, request: CrmRequest): Promise<unknown> {
		const { method, url, headers, body } = request;
		const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
		const text = await response.text();
		this.exchanges.push({ scenario, ...request, status: response.status, response: text });
		if (!response.ok) return undefined;
		try {
			return JSON.parse(text) as unknown;
		} catch {
			return undefined;
		}
	}
}
