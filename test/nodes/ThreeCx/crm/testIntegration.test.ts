import { jsonOf } from '../../../engine';
import { CRM_SECRET, CrmTrigger } from '../../../engine/crmTrigger';
import { setUp } from '../../../engine/setUp';
import { runNode } from '../../../engine/threeCx';
import { writeTemplate } from '../../../../nodes/ThreeCx/crm/template';
import { CrmIntegration } from '../../../pbx/crm/integration';

it('Test CRM Integration shows what the workflow returns for a number', async () => {
	const trigger = await new CrmTrigger({ event: 'callerLookup' }, { answer: () => [{ url: 'https://crm.example.com/42', firstName: 'Ada', company: 'Analytical Engines' }] }).listen();
	try {
		const crm = new CrmIntegration(writeTemplate({ name: 'n8n', urls: { callerLookup: trigger.url }, secret: CRM_SECRET }));
		const results: Record<string, unknown> = {};
		const { engine, credential, pbx } = await setUp({ results });
		// The PBX asks its CRM before it responds.
		pbx.addFault({
			url: /Pbx\.Test$/,
			run: async () => {
				results['POST /CrmIntegration/Pbx.Test'] = { IsError: false, Log: '', Message: '', SearchResult: await crm.lookUp('+15550101') };
			},
		});
		const parameters = { resource: 'crmIntegration', operation: 'test', bodyMode: 'json', body: '{ "mode": "PhoneExact", "query": "+15550101" }' };
		const run = await runNode(engine, { parameters, credential });
		expect(run.data.resultData.error).toBeUndefined();
		expect(jsonOf(run, '3CX')).toMatchObject([{ IsError: false, SearchResult: [{ FirstName: 'Ada', CompanyName: 'Analytical Engines', ContactUrl: 'https://crm.example.com/42', PhoneBusiness: '+15550101' }] }]);
		expect(trigger.items).toMatchObject([{ event: 'callerLookup', number: '+15550101' }]);
		expect(JSON.parse(pbx.requests.at(-1)?.body ?? '')).toEqual({ mode: 'PhoneExact', query: '+15550101' });
	} finally {
		await trigger.close();
	}
});
