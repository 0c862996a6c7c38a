import { NodeOperationError, type INodeParameters } from 'n8n-workflow';
import { ThreeCxCallTrigger } from '../../../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { startTestPbx } from '../../../engine/setUp';
import type { PbxOptions } from '../../../pbx';
import { activate, startPbx } from './activate';

describe("what n8n's editor shows of it", () => {
	it('names its events in the list of triggers', () => {
		const events = new ThreeCxCallTrigger().description.properties.find(({ name }) => name === 'events');
		expect(events?.options?.map((option) => 'action' in option && option.action)).toEqual([
			'On call answered',
			'On call ended',
			'On call ringing',
			'On missed call',
		]);
	});
});

describe('what a person reads who activates it', () => {
	it.each<[string, PbxOptions, string, RegExp]>([
		['call control is off', { callControl: { access: 'refused' } }, "The API client isn't allowed to use the Call Control API (HTTP 403)", /Select "3CX Call Control API Access"/],
		['no extensions are selected', { callControl: { extensions: [] } }, 'The API client monitors no extensions', /select the extensions whose calls n8n should see/],
	])('%s', async (_, options, message, description) => {
		const pbx = await startTestPbx(options);
		await expect(activate(pbx)).rejects.toMatchObject({ message, description: expect.stringMatching(description) as string });
	});

	// Nothing would ever come of them, and a list of the editor can be filled by an expression.
	it.each<[string, INodeParameters, string, string]>([
		['no event', { events: [] }, 'Trigger On is empty', 'Choose at least one event in Trigger On.'],
		['an event that there is not', { events: ['ringing', 'parked'] }, 'Trigger On can\'t be "parked"', 'Choose Trigger On from its list: answered, ended, missed, ringing.'],
		['a direction that there is not', { direction: 'Inbound' }, 'Direction can\'t be "Inbound"', 'Choose Direction from its list: any, inbound, outbound.'],
		['another party that there is not', { otherParty: 'queue' }, 'Other Party can\'t be "queue"', 'Choose Other Party from its list: any, external, internal.'],
		['an extension that is an object', { extensions: [{ number: '100' }] as never }, 'Extension Names or IDs must be text', 'Check the expression of Extension Names or IDs.'],
		['a switch that is neither', { options: { includeRaw: 'maybe' } }, 'Include Raw Data must be true or false', 'Check its value or expression. Nothing was sent to the PBX.'],
	])('%s, before anything is sent', async (_, parameters, message, description) => {
		const pbx = await startPbx();
		const error = await activate(pbx, { parameters: { events: ['ringing'], ...parameters } }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message, description });
		expect(pbx.requests).toEqual([]);
	});
});
