import { callEnded } from '../../../../nodes/ThreeCx/events/calls/callEnded';
import { activated, pass } from './watchedCalls';
import { call, MINUTE, N8n, SECOND, START, World } from './world';

describe('the settings of Call Ended', () => {
	it.each<[string, Record<string, unknown>, string[]]>([
		['direction', { direction: 'outbound' }, ['out']],
		['missed', { outcome: 'missed' }, ['missed']],
		['answered', { outcome: 'answered' }, ['in', 'out', 'queued']],
		['extension', { extensions: '101, 999' }, ['queued']],
		['queue', { queues: '800' }, ['queued']],
		['the number dialed, however it is written', { dialedNumbers: '030 555 100' }, ['in']],
		['a number that is an ending by chance', { dialedNumbers: '100' }, ['in']],
	])('filters by %s', async (_, filters, expected) => {
		const { world, n8n, start } = await activated({ filters });
		await start();
		call(world, 'in', START + SECOND, [{ row: { DestinationCallerId: '+4930555100' } }]);
		call(world, 'missed', START + 2 * SECOND, [{ answered: false, talking: 0, to: '102' }], { DestinationCallerId: '' });
		call(world, 'out', START + 3 * SECOND, [{ to: '+33123', callType: 'External' }], { Direction: 'Outbound', SourceDn: '103' });
		call(world, 'queued', START + 4 * SECOND, [{ to: '800', callType: 'Queue' }, { after: 40_000, to: '101' }], { Direction: 'Inbound Queue' });
		await pass(world, n8n, 10 * MINUTE);
		// "100" is an extension here, not an ending of the dialed number.
		const found = n8n.occurrences.map(({ json }) => json.callId);
		expect(found).toEqual(filters.dialedNumbers === '100' ? [] : expected);
	});

	it.each([
		[{ filters: { direction: 'sideways' } }, `Direction can't be "sideways"`],
		[{ output: 'words' }, `Output can't be "words"`],
		[{ options: { settleSeconds: -1 } }, 'Settle Time must be a number from 0 to 3600'],
		[{ options: { longestCallHours: 'long' } }, 'Longest Call must be a number from 0.5 to 24'],
		[{ filters: { extensions: { a: 1 } } }, 'Extensions must be text'],
	])('refuses %j', (parameters, message) => {
		expect(() => new N8n(new World(), callEnded, parameters).watcher()).toThrow(message);
	});
});
