import SwaggerParser from '@apidevtools/swagger-parser';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOperations } from '../data/release';
import { start, usePbx } from '../setUp';
import { send } from '../testClient';

const setting = usePbx('all');
const root = () => `${setting.pbx.baseUrl}/xapi/v1`;

describe('what the API says about itself', () => {
	it('is a list of its sets', async () => {
		for (const path of ['', '/']) {
			const { status, json } = await setting.call(path);
			expect([status, json?.['@odata.context']]).toEqual([200, `${root()}/$metadata`]);
			expect(json?.value).toContainEqual({ name: 'Users', kind: 'EntitySet', url: 'Users' });
			expect(json?.value).toContainEqual({ name: 'Defs', kind: 'Singleton', url: 'Defs' });
		}
		expect((await send(setting.pbx, '/xapi/v1/')).status).toBe(401);
	});

	it('is CSDL and OpenAPI without a token', async () => {
		const metadata = await send(setting.pbx, '/xapi/v1/$metadata');
		expect([metadata.status, metadata.headers['content-type']]).toEqual([200, 'application/xml']);
		expect(metadata.text).toContain('<EntityType Name="User"><Key><PropertyRef Name="Id"/></Key>');
		expect(metadata.text).toContain('<EntitySet Name="PhoneLogos" EntityType="Pbx.PhoneLogo"/>');

		const { status, text } = await send(setting.pbx, '/xapi/v1/swagger.yaml');
		expect(status).toBe(200);
		const folder = await mkdtemp(join(tmpdir(), 'openapi-'));
		await writeFile(join(folder, 'openapi.yaml'), text);
		const { paths } = (await SwaggerParser.validate(join(folder, 'openapi.yaml'))) as { paths: Record<string, object> };
		await rm(folder, { recursive: true });
		expect(Object.values(paths).flatMap((item) => Object.keys(item))).toHaveLength(apiOperations.length);
	});

	it('leaves out what its version does not have', async () => {
		const { pbx, call } = await start({ version: '20.0.7.100' });
		expect((await call('/')).json?.value.map(({ name }) => name)).not.toContain('OAuthClients');
		expect((await send(pbx, '/xapi/v1/swagger.yaml')).text).not.toContain('/OAuthClients');
		await pbx.stop();
	});
});

describe('$count', () => {
	it('is the number of rows as text', async () => {
		const { status, headers, text } = await setting.call('/Users/$count');
		expect([status, headers['content-type'], text]).toEqual([200, 'text/plain', '3']);
		expect((await setting.call("/Users/$count?$filter=startswith(DisplayName,'A')")).text).toBe('1');
		expect((await setting.call('/Users/$count?$top=1')).status).toBe(400);
		expect((await setting.call('/Defs/$count')).status).toBe(404);
		expect((await setting.call('/Users(28)/$count')).status).toBe(404);
	});
});

describe('$expand', () => {
	it('chooses, orders and counts the rows it leads to', async () => {
		const options = "$filter=startswith(Name,'A')%20and%20NoAnswerTimeout%20gt%200;$orderby=Name%20desc;$top=1;$count=true;$select=Name";
		const { json } = await setting.call(`/Users(28)?$select=Id&$expand=ForwardingProfiles(${options})`);
		expect(json).toEqual({
			'@odata.context': `${root()}/$metadata#Users(Id,ForwardingProfiles(Name))/$entity`,
			Id: 28,
			'ForwardingProfiles@odata.count': 2,
			ForwardingProfiles: [{ Name: 'Away' }],
		});
		const odd = await setting.call("/Users(28)?$select=Id&$expand=ForwardingProfiles($filter=Name%20eq%20'a;b)(,''';$select=Id)");
		expect(odd.json?.ForwardingProfiles).toEqual([]);
	});

	it.each([
		['/Users?$select=Id,FirstName&$expand=Groups($expand=Rights)', 'Users(Id,FirstName,Groups(Rights()))'],
		['/Groups(2)?$expand=Members', 'Groups(Members())/$entity'],
		['/Users(28)?$select=Id', 'Users(Id)/$entity'],
		['/Users', 'Users'],
	])('is named in the context of %s', async (path, context) => {
		expect((await setting.call(path)).json?.['@odata.context']).toBe(`${root()}/$metadata#${context}`);
	});
});

describe('$top', () => {
	const PERIOD = 'periodFrom=2000-01-01T00:00:00Z,periodTo=2999-01-01T00:00:00Z';
	const OUTBOUND = `/ReportOutboundCalls/Pbx.GetOutboundCalls(${PERIOD},trunkDns='',callsType=0)`;

	it.each([
		['/Users?$top=101', 400],
		['/Users(28)/ForwardingProfiles?$top=101', 400],
		['/ReportInboundRules/Pbx.GetInboundRulesData()?$top=101', 400],
		[`${OUTBOUND}?$top=100000`, 200],
	])('%s is a %i', async (path, status) => {
		expect((await setting.call(path)).status).toBe(status);
	});

	it('above 100 gives as many rows of a report, which itself ends at 20,000', async () => {
		const rows = Array.from({ length: 20_500 }, (_item, index) => ({ CdrId: String(index) }));
		const { pbx, call } = await start({ results: { 'GET /ReportOutboundCalls/Pbx.GetOutboundCalls()': rows } });
		const length = async (query: string) => (await call(`${OUTBOUND}${query}`)).json?.value.length;
		expect(await length('')).toBe(100);
		expect(await length('?$top=5000')).toBe(5000);
		expect(await length('?$top=100000')).toBe(20_000);
		expect(await length('?$top=5000&$skip=19000')).toBe(1000);
		await pbx.stop();
	});
});
