import { Workflow, type INodeParameters, type INodeType, type INodeTypes } from 'n8n-workflow';
import { ThreeCx } from '../../../nodes/ThreeCx/ThreeCx.node';
import { ThreeCxCallTrigger } from '../../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { ThreeCxTrigger } from '../../../nodes/ThreeCx/ThreeCxTrigger.node';

/** What the canvas shows below the name of a node. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const node = { id: 'node', name: 'Node', type: 'node', typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(workflow.getNode('Node')!, type.description.subtitle, 'internal', {});
}

describe('subtitles on the canvas are words, not stored values', () => {
	it.each([
		[{ resource: 'user', operation: 'getAll' }, 'Get Many: User'],
		[{ resource: 'apiClient', operation: 'delete' }, 'Delete: API Client'],
		[{ resource: 'phoneLogo', operation: 'deleteUnused' }, 'Delete Unused: Phone Logo'],
	])('of the node, for %j', (parameters, subtitle) => {
		expect(subtitleOf(new ThreeCx(), parameters)).toBe(subtitle);
	});

	it.each([
		['missedCall', 'Missed Call'],
		['queueSlaBreach', 'Queue SLA Breach'],
		['newEventLogEntry', 'New Event Log Entry'],
	])('of the trigger, for %s', (event, subtitle) => {
		expect(subtitleOf(new ThreeCxTrigger(), { event })).toBe(subtitle);
	});

	it('of the call trigger', () => {
		expect(subtitleOf(new ThreeCxCallTrigger(), { events: ['ringing', 'missed'] })).toBe('Ringing, Missed');
	});
});
