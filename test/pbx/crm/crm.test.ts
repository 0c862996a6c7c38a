import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { evaluate, evaluateTimes, holds, Span } from './expressions';
import { CrmIntegration } from './integration';
import { readTemplate } from './template';

/** A CRM whose responses depend on the path, and what it was asked. */
class Crm {
	readonly asked: { url: string; method: string; authorization: string; type: string; body: string }[] = [];

	private server?: Server;

	constructor(private readonly responses: Readonly<Record<string, unknown>>) {}

	async listen(): Promise<string> {
		this.server = createServer((request, response) => {
			let body = '';
			request.on('data', (chunk: Buffer) => (body += chunk.toString()));
			request.on('end', () => {
				const { url = '', method = '', headers } = request;
				this.asked.push({ url, method, authorization: String(headers.authorization), type: String(headers['content-type']), body });
				const [path = ''] = url.split('?');
				response.writeHead(path in this.responses ? 200 : 404).end(JSON.stringify(this.responses[path] ?? {}));
			});
		});
		await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}
}

const crms: Crm[] = [];

afterEach(async () => {
	for (const crm of crms.splice(0)) await crm.close();
});

async function crmWith(responses: Readonly<Record<string, unknown>>) {
	const crm = new Crm(responses);
	crms.push(crm);
	return { crm, base: await crm.listen() };
}

/** A template of our own in the documented format, with what ours doesn't use: GET, Basic, forms, chains, filters, `If`. */
const SAMPLE = `<?xml version="1.0"?>
<Crm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Country="US" Name="Sample" Version="1">
  <Number Prefix="Zeros" MaxLength="[MaxLength]" />
  <Connection MaxConcurrentRequests="2" />
  <Parameters>
    <Parameter Name="Base" Type="String" Parent="General" Editor="String" Title="URL:" />
    <Parameter Name="Key" Type="Password" Parent="General" Editor="String" Title="Key:" Default="" />
    <Parameter Name="MissedText" Type="String" Parent="General" Editor="String" Title="Missed:" Default="[[CallStartTimeLocal].ToString(&quot;t&quot;)]: missed [Number]" />
    <Parameter Name="EndedText" Type="String" Parent="General" Editor="String" Title="Ended:" Default="[Agent] talked to [Number] ([Duration])" />
  </Parameters>
  <Authentication Type="Basic"><Value>token:[Key]</Value></Authentication>
  <Scenarios>
    <!-- Finds the person, then reads the record of each that has the number -->
    <Scenario Id="" Type="REST">
      <Request SkipIf="" Url="[Base]/search?phone=[Number]&amp;limit=20" RequestEncoding="UrlEncoded" RequestType="Get" ResponseType="Json" />
      <Rules><Rule Type="Number">data.items.phones</Rule></Rules>
      <Variables><Variable Name="Person" Path="data.items.id"><Filter /></Variable></Variables>
      <Outputs Next="Read" AllowEmpty="false" />
    </Scenario>
    <Scenario Id="Read" Type="REST">
      <Request Url="[Base]/person/[Person]" RequestEncoding="UrlEncoded" RequestType="Get" ResponseType="Json" />
      <Rules><Rule Type="Equals" Ethalon="[Person]">data.id</Rule></Rules>
      <Variables>
        <Variable Name="First" Path="data.first" />
        <Variable Name="Work" Path="data.phone.value"><Filter><Rule Type="Equals" Ethalon="work">data.phone.label</Rule></Filter></Variable>
        <Variable Name="Mobile" Path="data.phone.value"><Filter><Rule Type="Equals" Ethalon="mobile">data.phone.label</Rule></Filter></Variable>
        <Variable Name="Unclear" Path="data.phone.value"><Filter /></Variable>
        <Variable Name="Vip" Path="data.vip" />
      </Variables>
      <Outputs AllowEmpty="false">
        <Output Type="ContactUrl" Passes="0" Value="[Base]/#/[Person]" />
        <Output Type="FirstName" Passes="0" Value="[First] [IIf([Vip]==True,(VIP),)]" />
        <Output Type="PhoneBusiness" Passes="0" Value="[Work]" />
        <Output Type="PhoneMobile" Passes="0" Value="[Mobile]" />
        <Output Type="PhoneOther" Passes="0" Value="[Unclear]" />
      </Outputs>
    </Scenario>
    <Scenario Id="ReportCall" Type="REST">
      <Request SkipIf="[CallType]==&quot;Notanswered&quot;" Url="[Base]/calls" RequestEncoding="Json" RequestType="Post" ResponseType="Json">
        <PostValues Key="">
          <Value Key="text" If="[CallType]==Missed" Passes="2" Type="String">[[MissedText]]</Value>
          <Value Key="text" If="[CallType]!=Missed" Passes="2" Type="String">[[EndedText]]</Value>
          <Value Key="seconds" Passes="1" Type="Integer">[[[DurationTimespan].get_TotalSeconds()].ToString("F0")]</Value>
          <Array Key="args"><Value Key="" Passes="1" Type="String">[Agent]</Value><Object Key=""><Value Key="deep" SkipIf="[Agent]==100" Type="String">x</Value></Object></Array>
        </PostValues>
      </Request>
      <Outputs Next="Form" AllowEmpty="true" />
    </Scenario>
    <Scenario Id="Form" Type="REST">
      <Request Url="[Base]/form" RequestEncoding="UrlEncoded" RequestType="Post" ResponseType="Json">
        <PostValues><Value Key="who" Passes="1" Type="String">[Name] &amp; [Unknown]</Value></PostValues>
      </Request>
      <Variables />
      <Outputs AllowEmpty="true" />
    </Scenario>
  </Scenarios>
</Crm>`;

describe('a CRM template in the documented format', () => {
	it('finds a contact over two requests, by number, filters and conditions', async () => {
		const { crm, base } = await crmWith({
			'/search': { data: { items: [{ id: 7, phones: ['0015550199'] }, { id: 8, phones: ['555', '+1 (555) 0101'] }] } },
			'/person/8': { data: { id: 8, first: 'Ada', vip: true, phone: [{ label: 'work', value: '555 0101' }, { label: 'mobile', value: '1555' }] } },
		});
		const integration = new CrmIntegration(SAMPLE, { Base: base, Key: 'k1', MaxLength: '10' });
		await expect(integration.lookUp('+15550101')).resolves.toEqual([
			{ ContactUrl: `${base}/#/8`, FirstName: 'Ada (VIP)', PhoneBusiness: '555 0101', PhoneMobile: '1555', PhoneOther: '' },
		]);
		expect(crm.asked.map(({ url }) => url)).toEqual(['/search?phone=0015550101&limit=20', '/person/8']);
		expect(crm.asked[0]?.authorization).toBe(`Basic ${Buffer.from('token:k1').toString('base64')}`);
	});

	it('takes the number of digits that the PBX is set to', async () => {
		const { crm, base } = await crmWith({});
		await expect(new CrmIntegration(SAMPLE, { Base: base, MaxLength: '6' }).lookUp('+15550101')).resolves.toEqual([]);
		expect(crm.asked.map(({ url }) => url)).toEqual(['/search?phone=550101&limit=20']);
	});

	it('journals calls with texts that an administrator may change', async () => {
		const { crm, base } = await crmWith({ '/calls': {}, '/form': {} });
		const integration = new CrmIntegration(SAMPLE, { Base: base, EndedText: 'Changed: [Agent]' });
		const call = { number: '+15550101', name: 'Ada', agent: { extension: '100' }, startedAt: new Date('2026-03-02T14:05:00Z'), endedAt: new Date('2026-03-02T14:06:40Z') };
		await integration.reportCall({ ...call, type: 'Missed' });
		await integration.reportCall({ ...call, type: 'Inbound', answeredAt: new Date('2026-03-02T14:05:10Z') });
		await integration.reportCall({ ...call, type: 'Notanswered' });
		expect(crm.asked.map(({ url, type, body }) => [url, type, body])).toEqual([
			['/calls', 'application/json', '{"text":"2:05 PM: missed 0015550101","seconds":0,"args":["100",{}]}'],
			['/form', 'application/x-www-form-urlencoded', 'who=Ada+%26+%5BUnknown%5D'],
			['/calls', 'application/json', '{"text":"Changed: 100","seconds":90,"args":["100",{}]}'],
			['/form', 'application/x-www-form-urlencoded', 'who=Ada+%26+%5BUnknown%5D'],
			// A skipped scenario still leads to the next.
			['/form', 'application/x-www-form-urlencoded', 'who=Ada+%26+%5BUnknown%5D'],
		]);
	});

	it.each([
		['<Scenarios>', '<Scenarios', /Incorrect file format: .*line/],
		['Name="Sample"', '', /Crm: no attribute Name/],
		['RequestType="Post"', 'RequestType="POST"', /Crm\/Scenarios\/Scenario\/Request: RequestType can't be "POST"/],
		['Next="Read"', 'Next="Missing"', /there is no scenario Missing/],
		['<Rules><Rule Type="Number">', '<Rules><Filters /><Rule Type="Number">', /Rules: no place for Filters/],
		['SkipIf="" Url', 'PostText="x" Url', /unknown attribute PostText/],
	])('is refused with %j changed to %j', (from, to, message) => {
		expect(SAMPLE).toContain(from);
		expect(() => readTemplate(SAMPLE.replace(from, to))).toThrow(message);
	});
});

describe('expressions', () => {
	const variables = { Number: '+15550101', Name: 'Ada', CallType: 'Missed', Enabled: 'True', Start: new Date('2026-03-02T14:05:09Z'), Talk: new Span(3723), Text: 'for [Name]' };

	it.each([
		['[Name] at [Number]', 'Ada at +15550101'],
		['[[Start].ToString("yyyy-MM-ddTHH:mm:ssZ")]', '2026-03-02T14:05:09Z'],
		['[[Start].ToString("yyyyMMddHHmmss")][Name]', '20260302140509Ada'],
		['[Start]', '3/2/2026 2:05:09 PM'],
		['[Talk]', '01:02:03'],
		['[[[Talk].get_TotalMinutes()].ToString("F0")]', '62'],
		['[[Number].Replace("+","%2B")]', '%2B15550101'],
		['[IIf([CallType]==Inbound||[CallType]==Missed,in,out)]', 'in'],
		['{{^^[Name]^^}}', '["Ada"]'],
		['[Unknown] [[Unknown].ToString("t")] [', '[Unknown] [[Unknown].ToString("t")] ['],
		['[Text]', 'for [Name]'],
	])('%s is %s', (text, expected) => {
		expect(evaluate(text, variables)).toBe(expected);
	});

	it('are evaluated as often as it says', () => {
		expect(evaluateTimes('[[Text]]', '2', variables)).toBe('for Ada');
		expect(evaluateTimes('[Text]', '0', variables)).toBe('for [Name]');
	});

	it.each([['[Enabled]!=True', false], ['[Enabled]!=True||[CallType]==&quot;Missed&quot;'.replaceAll('&quot;', '"'), true], ['[Enabled]==True&&[Name]==Grace', false], ['[IIf([CallType]==Missed,True,False)]', true], ['', false]])(
		'%s holds: %s',
		(condition, expected) => {
			expect(holds(condition, variables)).toBe(expected);
		},
	);

	it('name functions that there are not', () => {
		expect(() => evaluate('[[Name].Explode()]', variables)).toThrow('Unknown function: Explode');
	});
});

/** Published templates are their authors': a folder of them outside of this repository. */
const folder = process.env.THREECX_CRM_TEMPLATES ?? '';

(folder === '' ? describe.skip : describe)('published templates (THREECX_CRM_TEMPLATES)', () => {
	const files = folder === '' ? [] : readdirSync(folder).filter((name) => name.endsWith('.xml'));

	it.each(files)('%s is read', (name) => {
		expect(readTemplate(readFileSync(join(folder, name), 'utf8')).scenarios.length).toBeGreaterThan(0);
	});
});
