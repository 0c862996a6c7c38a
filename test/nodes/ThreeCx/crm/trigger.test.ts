import { NodeOperationError, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeParameters } from 'n8n-workflow';
import { checkSecret } from '../../../../nodes/ThreeCx/crm/credential';
import { ThreeCxCrmTrigger } from '../../../../nodes/ThreeCx/ThreeCxCrmTrigger.node';
import { CRM_SECRET, CrmTrigger } from '../../../engine/crmTrigger';

const running: CrmTrigger[] = [];

afterEach(async () => {
	for (const trigger of running.splice(0)) await trigger.close();
});

async function listen(...given: ConstructorParameters<typeof CrmTrigger>): Promise<CrmTrigger> {
	const trigger = await new CrmTrigger(...given).listen();
	running.push(trigger);
	return trigger;
}

const call = { event: 'callReported', callType: 'Missed', number: '+15550101', agent: '100', startedAt: '2026-03-02T08:00:00Z' };

const REMEDY = 'Open the 3CX CRM credential and enter at least 20 random letters and digits. A password manager can generate them.';

describe('3CX CRM Trigger', () => {
	it('starts the workflow and tells 3CX at once that a report has arrived', async () => {
		const trigger = await listen({ event: 'callReported' });
		const { status, body } = await trigger.post(call);
		expect(trigger.items).toHaveLength(1);
		expect({ status, body }).toEqual({ status: 200, body: { received: true, eventId: trigger.items[0]?.eventId } });
	});

	it('responds to a lookup with what the workflow returns', async () => {
		const trigger = await listen({ event: 'callerLookup' }, { answer: ({ number }) => [{ url: 'https://crm.example.com/1', firstName: `Caller ${String(number)}` }] });
		const { body } = await trigger.post({ event: 'callerLookup', number: '+15550101' });
		expect(body).toEqual([{ url: 'https://crm.example.com/1', firstName: 'Caller +15550101' }]);
	});

	it('starts nothing for a call of another type, and for posts that it refuses', async () => {
		const trigger = await listen({ event: 'callReported', callTypes: ['inbound'] });
		await expect(trigger.post(call)).resolves.toMatchObject({ status: 200, body: { received: true, message: 'The workflow is not for calls of this type' } });
		await expect(trigger.post(call, { authorization: 'Bearer wrong' })).resolves.toMatchObject({ status: 401, body: { message: 'The secret is missing or wrong' } });
		await expect(trigger.post('call', { 'content-type': 'text/plain' })).resolves.toMatchObject({ status: 415 });
		await expect(trigger.post({ ...call, summary: 'x'.repeat(1024 * 1024) })).resolves.toMatchObject({ status: 413, body: { message: 'The post is larger than 1048576 bytes' } });
		await expect(trigger.post({})).resolves.toMatchObject({ status: 400 });
		await expect(trigger.post('')).resolves.toMatchObject({ status: 400 });
		expect(trigger.items).toEqual([]);
	});

	it('reads UTF-8 and forms', async () => {
		const trigger = await listen({ event: 'callReported' });
		await trigger.post({ ...call, name: 'Zoë 日本 👋' });
		await trigger.post(new URLSearchParams({ ...call, name: 'Zoë & Co' }).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
		expect(trigger.items).toMatchObject([{ party: { name: 'Zoë 日本 👋' } }, { party: { name: 'Zoë & Co' } }]);
	});

	it('can be activated, and is so without a request to anybody', async () => {
		await expect(new CrmTrigger({ event: 'callerLookup' }).activate()).resolves.toBe(true);
	});

	it.each<[string, INodeParameters, string, string, string]>([
		['its secret is short', { event: 'callReported' }, 'secret', 'The secret has fewer than 20 characters', REMEDY],
		['its secret is empty', { event: 'callReported' }, '  ', 'The secret has fewer than 20 characters', REMEDY],
		['its secret has characters that a template can\'t', { event: 'callReported' }, `${CRM_SECRET}[x]`, 'The secret has characters other than letters, digits, and . _ ~ -', REMEDY],
		['its event is none', { event: 'callStarted' }, CRM_SECRET, 'Trigger On can\'t be "callStarted"', 'Choose Trigger On from its list: callReported, callerLookup, chatReported, contactCreate, contactSearch.'],
		['its call types are none', { event: 'callReported', callTypes: ['lost'] }, CRM_SECRET, 'Call Types can\'t be "lost"', 'Choose Call Types from its list: inbound, missed, notAnswered, outbound.'],
	])('cannot be activated if %s', async (_name, parameters, secret, message, description) => {
		const error = await new CrmTrigger(parameters, { secret }).activate().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message, description });
	});

	it('names its events in the list of triggers, and says what was not tried', () => {
		const { properties, description } = new ThreeCxCrmTrigger().description;
		expect(properties.find(({ name }) => name === 'event')?.options?.map((option) => 'action' in option && option.action)).toEqual([
			'On call reported', 'On caller lookup', 'On chat reported', 'On contact create', 'On contact search',
		]);
		expect(description).toContain('Not yet tried on a live PBX');
	});
});

describe('the test of the 3CX CRM credential', () => {
	it.each([
		[CRM_SECRET, { status: 'OK', message: 'The secret is long enough' }],
		['secret', { status: 'Error', message: `The secret has fewer than 20 characters. ${REMEDY}` }],
		['1234567890 1234567890', { status: 'Error', message: `The secret has characters other than letters, digits, and . _ ~ -. ${REMEDY}` }],
	])('of %j', async (secret, expected) => {
		const credential = { data: { secret } } as unknown as ICredentialsDecrypted;
		await expect(checkSecret.call({} as ICredentialTestFunctions, credential)).resolves.toEqual(expected);
	});
});
