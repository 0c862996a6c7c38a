import { readTemplate } from '../../../pbx/crm/template';
import { CrmIntegration } from '../../../pbx/crm/integration';
import { CRM_EVENTS } from '../../../../nodes/ThreeCx/crm/events';
import { writeTemplate } from '../../../../nodes/ThreeCx/crm/template';
import { CRM_SECRET, CrmTrigger } from '../../../engine/crmTrigger';

const running: CrmTrigger[] = [];

afterEach(async () => {
	for (const trigger of running.splice(0)) await trigger.close();
});

/** A trigger that listens, and a PBX whose CRM template leads to it. */
async function connect(event: (typeof CRM_EVENTS)[number], answer: object[] = []) {
	const trigger = await new CrmTrigger({ event }, { answer: () => answer as never }).listen();
	running.push(trigger);
	const crm = new CrmIntegration(writeTemplate({ name: 'n8n', urls: { [event]: trigger.url }, secret: CRM_SECRET }));
	return { trigger, crm };
}

const everywhere = Object.fromEntries(CRM_EVENTS.map((event) => [event, `https://n8n.example.com/webhook/${event}/3cx-crm?a=1&b=2`]));

describe('the CRM template', () => {
	it('is one that 3CX takes, with a scenario for each event that has an address', () => {
		const { scenarios, parameters, ...template } = readTemplate(writeTemplate({ name: 'n8n', urls: everywhere, secret: CRM_SECRET }));
		expect(template).toEqual({ name: 'n8n', number: { prefix: 'Plus', maxLength: '' }, authentication: { type: 'No', value: '' } });
		expect(scenarios.map(({ id }) => id)).toEqual(['ReportCall', '', 'LookupByEmail', 'ReportChat', 'CreateContactRecordFromClient', 'SearchContacts']);
		expect(parameters.map(({ name, fallback }) => [name, fallback])).toEqual([
			['Secret', CRM_SECRET],
			...CRM_EVENTS.map((event) => [`${event.charAt(0).toUpperCase()}${event.slice(1)}Url`, everywhere[event]]),
			['ReportCallEnabled', 'True'],
			['ReportChatEnabled', 'True'],
			['CreateContactEnabled', 'True'],
		]);
	});

	it('has nothing of an event without address', () => {
		const { scenarios, parameters } = readTemplate(writeTemplate({ name: 'n8n', urls: { contactSearch: 'https://n8n.example.com/' }, secret: '' }));
		expect(scenarios.map(({ id }) => id)).toEqual(['SearchContacts']);
		expect(parameters.map(({ name }) => name)).toEqual(['Secret', 'ContactSearchUrl']);
	});

	it.each([
		['"/><Scenario Id="evil'],
		['&amp; &lt;'],
		['Sales & <Support> "EU"'],
		['Ünï 日本 👋'],
		['tab\tline\nend'],
		['bell\u0007 \ufffe \ud800x', 'bell  x'],
	])('is well-formed for the name %j', (name, expected = name) => {
		const template = readTemplate(writeTemplate({ name, urls: everywhere, secret: CRM_SECRET }));
		expect(template.name).toBe(expected);
		expect(template.scenarios).toHaveLength(6);
	});
});

describe('a PBX with the template', () => {
	const startedAt = new Date('2026-03-02T08:00:00Z');
	const endedAt = new Date('2026-03-02T08:05:22Z');
	const agent = { extension: '100', firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' };

	it('reports calls', async () => {
		const { trigger, crm } = await connect('callReported');
		await crm.reportCall({ type: 'Inbound', number: '0015550101', name: 'Ada "Countess" Byron\\', agent, queue: '800', startedAt, answeredAt: new Date('2026-03-02T08:00:10Z'), endedAt, others: { EntityId: '42', EntityType: 'Contacts', Summary: 'Line 1\nLine 2' } });
		await crm.reportCall({ type: 'Missed', number: '+15550101', agent, startedAt, endedAt });
		expect(crm.exchanges.map(({ status }) => status)).toEqual([200, 200]);
		expect(trigger.items).toMatchObject([
			{
				callType: 'inbound', party: { number: '+15550101', name: 'Ada "Countess" Byron\\' }, agent: { extension: '100', name: 'Grace Hopper' }, queue: '800',
				startedAt: '2026-03-02T08:00:00.000Z', answeredAt: '2026-03-02T08:00:10.000Z', endedAt: '2026-03-02T08:05:22.000Z', durationSeconds: 312,
				contact: { id: '42', type: 'Contacts' }, summary: 'Line 1\nLine 2', transcription: null, recordingUrl: null,
			},
			{ callType: 'missed', answeredAt: null, durationSeconds: 0, contact: null },
		]);
		expect(trigger.items[0]?.eventId).not.toBe(trigger.items[1]?.eventId);
	});

	it('reports no calls with journaling off, and is refused with another secret', async () => {
		const { trigger } = await connect('callReported');
		const xml = writeTemplate({ name: 'n8n', urls: { callReported: trigger.url }, secret: '' });
		const ended = { type: 'Missed', number: '+15550101', agent, startedAt, endedAt } as const;
		const off = new CrmIntegration(xml, { Secret: CRM_SECRET, ReportCallEnabled: 'False' });
		await off.reportCall(ended);
		expect(off.exchanges).toEqual([]);
		const forged = new CrmIntegration(xml, { Secret: 'x'.repeat(20) });
		await forged.reportCall(ended);
		expect(forged.exchanges).toMatchObject([{ status: 401, response: '{"message":"The secret is missing or wrong"}' }]);
		expect(trigger.items).toEqual([]);
		const entered = new CrmIntegration(xml, { Secret: CRM_SECRET });
		await entered.reportCall(ended);
		expect(trigger.items).toHaveLength(1);
	});

	it('does not write its secret into a post for a caller who asks for it by name', async () => {
		const { trigger, crm } = await connect('callReported');
		await crm.reportCall({ type: 'Missed', number: '+15550101', name: '[Secret]', agent, startedAt, endedAt });
		expect(crm.exchanges[0]?.body).not.toContain(CRM_SECRET);
		// What stands alone in brackets is a variable without value to the reader.
		expect(trigger.items).toMatchObject([{ party: { name: null } }]);
	});

	const ada = { url: 'https://crm.example.com/42', firstName: 'Ada', lastName: 'Byron', company: 'Analytical Engines', email: 'ada@example.com', phone: '555-0199', mobile: '+15550188', id: 42, type: 'Contacts' };

	it('shows who is calling, whatever number the contact has', async () => {
		const { trigger, crm } = await connect('callerLookup', [ada]);
		await expect(crm.lookUp('+15550101')).resolves.toEqual([
			{
				ContactUrl: 'https://crm.example.com/42', FirstName: 'Ada', LastName: 'Byron', CompanyName: 'Analytical Engines', Email: 'ada@example.com',
				PhoneBusiness: '+15550101', PhoneBusiness2: '555-0199', PhoneMobile: '+15550188', EntityId: '42', EntityType: 'Contacts',
			},
		]);
		expect(trigger.items).toMatchObject([{ event: 'callerLookup', lookupBy: 'number', number: '+15550101', direction: 'inbound' }]);
	});

	it('shows who is chatting', async () => {
		const { trigger, crm } = await connect('callerLookup', [ada]);
		await expect(crm.lookUpByEmail('ada@example.com')).resolves.toMatchObject([{ FirstName: 'Ada', PhoneBusiness: '555-0199' }]);
		expect(trigger.items).toMatchObject([{ lookupBy: 'email', number: null, email: 'ada@example.com' }]);
	});

	it.each([
		['nothing', []],
		['an empty item', [{}]],
		['a contact without link', [{ firstName: 'Ada' }]],
		['a contact without name', [{ url: 'https://crm.example.com/42' }]],
	])('shows nobody if the workflow returns %s', async (_name, answer) => {
		const { crm } = await connect('callerLookup', answer);
		await expect(crm.lookUp('+15550101')).resolves.toEqual([]);
		expect(crm.exchanges).toMatchObject([{ status: 200 }]);
	});

	it('lists all contacts that a search finds', async () => {
		const { trigger, crm } = await connect('contactSearch', [ada, { url: 'https://crm.example.com/43', company: 'Byron & Sons' }, { note: 'no contact' }]);
		await expect(crm.search('Byron [x] "y"')).resolves.toMatchObject([{ FirstName: 'Ada', PhoneBusiness: '555-0199' }, { FirstName: '', CompanyName: 'Byron & Sons' }]);
		expect(trigger.items).toMatchObject([{ searchText: 'Byron [x] "y"' }]);
	});

	it('creates contacts', async () => {
		const { trigger, crm } = await connect('contactCreate', [ada]);
		await expect(crm.createContact({ firstName: 'Ada', lastName: 'Byron', number: '+15550101' })).resolves.toMatchObject([{ ContactUrl: 'https://crm.example.com/42' }]);
		expect(trigger.items).toMatchObject([{ firstName: 'Ada', lastName: 'Byron', number: '+15550101', email: null, company: null }]);
	});

	it('reports chats', async () => {
		const { trigger, crm } = await connect('chatReported');
		await crm.reportChat({ email: 'ada@example.com', name: 'Ada', agent, startedAt, endedAt, messages: 'Ada: Hi 👋\r\nGrace: [smiles] "Hello"' });
		expect(trigger.items).toMatchObject([{ party: { number: null, email: 'ada@example.com', name: 'Ada' }, messages: 'Ada: Hi 👋\r\nGrace: [smiles] "Hello"', durationSeconds: 322, startedAt: '2026-03-02T08:00:00.000Z' }]);
	});
});
