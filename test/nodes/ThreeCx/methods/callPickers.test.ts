import { LoadOptionsContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import { ThreeCx } from '../../../../nodes/ThreeCx/ThreeCx.node';
import { setUp } from '../../../engine/setUp';
import { workflowAround } from '../../../engine/threeCx';
import type { PbxOptions } from '../../../pbx';

const methods = new ThreeCx().methods.listSearch;

/** Opens a list as the editor does, with extension 100 chosen as the one that calls. */
async function pick(name: 'searchDevices' | 'searchMonitored', callControl: PbxOptions['callControl'], filter?: string) {
	const { engine, credential } = await setUp({ callControl });
	const parameters = { resource: 'call', operation: 'callFromDevice', caller: { __rl: true, mode: 'list', value: '100' } };
	const { nodes, connections } = workflowAround({ parameters, credential });
	const workflow = new Workflow({ nodes, connections, active: false, nodeTypes: engine.nodeTypes });
	const node = workflow.getNode('3CX')!;
	const additionalData = { ...engine.additionalData(), currentNodeParameters: node.parameters };
	return (await methods[name].call(new LoadOptionsContext(workflow, node, additionalData, ''), filter)).results;
}

const devices = {
	'100': [
		{ dn: '100', device_id: 'sip:100@192.0.2.10:5060', user_agent: 'Yealink SIP-T54W' },
		{ dn: '100', device_id: 'sip:100@192.0.2.11:5061', user_agent: '' },
	],
};

describe('lists to pick from in the forms of jobs on live calls', () => {
	it('has what the API client monitors, with its kind', async () => {
		const monitored = [
			{ name: '100 (Extension)', value: '100' },
			{ name: '800 (Queue)', value: '800' },
		];
		expect(await pick('searchMonitored', { extensions: ['100', '800'] })).toEqual(monitored);
		expect(await pick('searchMonitored', { extensions: ['100', '800'] }, ' QUEUE')).toEqual(monitored.slice(1));
	});

	it('has the devices of the extension that calls', async () => {
		const found = [
			{ name: 'Yealink SIP-T54W (sip:100@192.0.2.10:5060)', value: 'sip:100@192.0.2.10:5060' },
			{ name: 'sip:100@192.0.2.11:5061', value: 'sip:100@192.0.2.11:5061' },
		];
		expect(await pick('searchDevices', { devices })).toEqual(found);
		expect(await pick('searchDevices', { devices }, 'yealink')).toEqual(found.slice(0, 1));
		expect(await pick('searchDevices', { devices, extensions: ['101'] })).toEqual([]);
	});

	it.each([
		[{ extensions: [] }, 'The API client monitors no extensions'],
		[{ access: 'refused' as const }, "The API client isn't allowed to use the Call Control API (HTTP 403)"],
	])('says why there is nothing to pick from: %o', async (callControl, message) => {
		await expect(pick('searchMonitored', callControl)).rejects.toThrow(message);
	});
});
