import type { INodeParameters } from 'n8n-workflow';
import { ThreeCxApi } from '../../../../credentials/ThreeCxApi.credentials';
import { ThreeCxCrmApi } from '../../../../credentials/ThreeCxCrmApi.credentials';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { createEngine, jsonOf, outputOf } from '../../../engine';
import { CRM_SECRET } from '../../../engine/crmTrigger';
import { NODE_TYPE } from '../../../engine/workflows';
import { readTemplate } from '../../../pbx/crm/template';

const node = new ThreeCx();

/** Runs the operation without any PBX: it has no 3CX API credential. */
async function generate(parameters: INodeParameters, secret = CRM_SECRET) {
	const engine = createEngine({ [NODE_TYPE]: node }, [new ThreeCxApi(), new ThreeCxCrmApi()]);
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const run = await engine.run({
		nodes: [
			{ ...place, id: 'items', name: 'Items', type: 'test.items', parameters: { items: [{}] } },
			{
				...place, id: 'threeCx', name: '3CX', type: NODE_TYPE, credentials: { threeCxCrmApi: engine.credentials.add({ secret }) },
				parameters: { resource: 'crmTemplate', operation: 'generateTemplate', ...parameters },
			},
		],
		connections: { Items: { main: [[{ node: '3CX', type: 'main', index: 0 }]] } },
	});
	const file = outputOf(run, '3CX')[0]?.binary?.data;
	const task = run.data.resultData.runData['3CX']?.[0];
	return { error: run.data.resultData.error, json: jsonOf(run, '3CX'), file, xml: Buffer.from(file?.data ?? '', 'base64').toString(), hints: task?.hints ?? [] };
}

const url = 'https://n8n.example.com/webhook/6f1c/3cx-crm';

describe('Generate CRM Template', () => {
	it('returns a file with the addresses and the secret, without a PBX', async () => {
		const { json, file, xml, hints, error } = await generate({ crmName: 'N8N, Sales', crmUrls: { callerLookup: ` ${url} `, callReported: `${url}?a=[1]&b=2`, chatReported: '' } });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ fileName: '3cx-crm-n8n-sales.xml', mimeType: 'application/xml', events: ['Call Reported', 'Caller Lookup'] }]);
		expect(file).toMatchObject({ fileName: '3cx-crm-n8n-sales.xml', mimeType: 'application/xml' });
		expect(hints).toEqual([]);
		const { name, parameters } = readTemplate(xml);
		expect(name).toBe('N8N, Sales');
		expect(Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.fallback]))).toEqual({
			Secret: CRM_SECRET,
			CallReportedUrl: `${url}?a=%5B1%5D&b=2`,
			CallerLookupUrl: url,
			ReportCallEnabled: 'True',
		});
	});

	it('leaves the secret out on request', async () => {
		const { xml } = await generate({ crmUrls: { callReported: url }, includeSecret: false });
		expect(xml).not.toContain(CRM_SECRET);
		expect(readTemplate(xml).parameters[0]).toMatchObject({ name: 'Secret', fallback: '' });
	});

	it('names the file after whatever is in the name', async () => {
		const { json } = await generate({ crmName: '../../ "日本"/?', crmUrls: { callReported: url } });
		expect(json).toMatchObject([{ fileName: '3cx-crm-日本.xml' }]);
	});

	it.each([
		['https://n8n.example.com/webhook-test/6f1c/3cx-crm', 'The template has a test URL, which responds only while the editor listens. Use production URLs for daily use.'],
		['http://n8n.example.com/webhook/6f1c/3cx-crm', 'The template has an address without HTTPS: the secret and what 3CX sends can be read on the way.'],
	])('warns of %s', async (callReported, message) => {
		const { hints, json } = await generate({ crmUrls: { callReported } });
		expect(json).toHaveLength(1);
		expect(hints).toEqual([{ message, type: 'warning', location: 'outputPane' }]);
	});

	const REMEDY = 'Open the 3CX CRM credential and enter at least 20 random letters and digits. A password manager can generate them.';

	it.each<[string, INodeParameters, string, string, string]>([
		['no address', { crmUrls: { callReported: ' ' } }, CRM_SECRET, 'Webhook URLs is empty', 'Add the production URL of at least one 3CX CRM Trigger node.'],
		['nothing at all', {}, CRM_SECRET, 'Webhook URLs is empty', 'Add the production URL of at least one 3CX CRM Trigger node.'],
		['a path', { crmUrls: { callerLookup: '/webhook/1' } }, CRM_SECRET, 'The URL of Caller Lookup isn\'t a web address', 'Copy the production URL of the 3CX CRM Trigger node for Caller Lookup.'],
		['another protocol', { crmUrls: { contactSearch: 'ftp://n8n.example.com/' } }, CRM_SECRET, 'The URL of Contact Search isn\'t a web address', 'Copy the production URL of the 3CX CRM Trigger node for Contact Search.'],
		['no name', { crmName: ' ', crmUrls: { callReported: url } }, CRM_SECRET, 'CRM Name is empty', 'Fill CRM Name. 3CX shows it in the list of CRMs.'],
		['a short secret', { crmUrls: { callReported: url } }, 'secret', 'The secret has fewer than 20 characters', REMEDY],
		['a secret with an expression in it', { crmUrls: { callReported: url } }, `${CRM_SECRET}[x]`, 'The secret has characters other than letters, digits, and . _ ~ -', REMEDY],
		['a switch that is neither', { crmUrls: { callReported: url }, includeSecret: 'maybe' }, CRM_SECRET, 'Include Secret must be true or false', 'Check its value or expression. Nothing was sent to the PBX.'],
	])('refuses %s', async (_name, parameters, secret, message, description) => {
		expect((await generate(parameters, secret)).error).toMatchObject({ message, description });
	});
});
