import { missedCall } from '../../../../nodes/ThreeCx/events/calls/missedCall';
import { activated, pass } from './watchedCalls';
import { call, CALL_LOG, callRows, DAY, iso, MINUTE, SECOND, START } from './world';

describe('Missed Call', () => {
	it.each([
		['nobody answers', [{ answered: false, talking: 0 }], true],
		['only the digital receptionist answers', [{ callType: 'Digital Receptionist', to: '900' }], true],
		['only voicemail answers', [{ answered: false, talking: 0 }, { after: 5000, callType: 'Voicemail', to: '999' }], true],
		['the queue gives up', [{ callType: 'Queue', to: '800', talking: 90_000 }, { after: 1000, answered: false, talking: 0 }], true],
		['an agent of the queue answers', [{ callType: 'Queue', to: '800' }, { after: 1000, answered: true }], false],
		['somebody else picks up', [{ answered: false, talking: 0 }, { after: 5000, to: '101' }], false],
		['a phone outside answers', [{ answered: false, talking: 0 }, { after: 5000, to: '+33123', callType: 'External' }], false],
	])('when %s: %j → %s', async (_, legs, isMissed) => {
		const { world, n8n, start } = await activated({}, missedCall);
		await start();
		call(world, 'one', START + SECOND, legs);
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.eventIds).toEqual(isMissed ? ['missedCall:one'] : []);
	});

	it('says who was rung and how long the caller waited', async () => {
		const { world, n8n, start } = await activated({}, missedCall);
		await start();
		call(world, 'one', START, [
			{ callType: 'Queue', to: '800', ringing: 0, talking: 60_000 },
			{ after: 1000, answered: false, talking: 0, to: '100' },
			{ after: 20_000, answered: false, talking: 0, to: '101' },
			{ after: 40_000, answered: false, talking: 0, to: '100' },
		]);
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.occurrences[0]?.json).toMatchObject({
			answered: false,
			answeredBy: null,
			waitedSeconds: 60,
			from: { number: '+4930123456' },
			queue: { number: '800' },
			rang: [{ number: '100' }, { number: '101' }],
		});
	});

	it('leaves out calls that go out, unless they are asked for', async () => {
		const inboundOnly = await activated({}, missedCall);
		const outbound = await activated({ filters: { direction: 'outbound' } }, missedCall);
		for (const { world, n8n, start } of [inboundOnly, outbound]) {
			await start();
			call(world, 'out', START + SECOND, [{ answered: false, talking: 0, callType: 'External' }], { Direction: 'Outbound' });
			world.insert(CALL_LOG, { ...callRows('x', START, [{}])[0]!.row, StartTime: iso(START - DAY) });
			await pass(world, n8n, 10 * MINUTE);
		}
		expect(inboundOnly.n8n.eventIds).toEqual([]);
		expect(outbound.n8n.eventIds).toEqual(['missedCall:out']);
	});
});
