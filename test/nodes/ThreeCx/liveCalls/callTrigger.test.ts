import { setImmediate as turn } from 'node:timers/promises';
import type { IDataObject, WorkflowActivateMode } from 'n8n-workflow';
import type { Pbx } from '../../../pbx';
import { activate, isUp, startPbx, watchedClock } from './activate';
import { until } from './until';

describe('3CX Call Trigger', () => {
	it('emits a call from its first ring to its end, with a key that n8n remembers', async () => {
		const pbx = await startPbx();
		const { emitted, names } = await activate(pbx);
		await until(() => isUp(pbx));
		const call = pbx.callControl.calls.ring('100', { number: '+4930123456', name: 'Grace Hopper' });
		await until(() => emitted.length === 1);
		pbx.callControl.calls.connect(call);
		await until(() => emitted.length === 2);
		pbx.callControl.calls.leave(call);
		await until(() => emitted.length === 3);
		expect(names()).toEqual(['ringing 100', 'answered 100', 'ended 100']);
		expect(emitted[2]?.json).toEqual({
			event: 'ended',
			eventId: expect.stringMatching(/^1\/\d{10}\/ended$/) as string,
			callId: '1',
			extension: '100',
			direction: 'inbound',
			external: true,
			party: { number: '+4930123456', name: 'Grace Hopper', did: '' },
			startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
			answered: true,
			answeredAt: expect.stringMatching(/Z$/) as string,
			answeredBy: '100',
			endedAt: expect.stringMatching(/Z$/) as string,
			talkingSeconds: expect.any(Number) as number,
			extensions: ['100'],
		});
		expect(emitted[0]?.key).toMatch(/^flow1:node1:100\/1\/\d{10}\/ringing$/);
	});

	it('emits the same over HTTP where there is no WebSocket', async () => {
		const pbx = await startPbx();
		const { names } = await activate(pbx, { socket: false });
		const read = () => pbx.requests.filter(({ url }) => url === '/callcontrol').length;
		await until(() => read() >= 2);
		const call = pbx.callControl.calls.ring('101');
		await until(() => names().length === 1);
		pbx.callControl.calls.leave(call);
		await until(() => names().length === 3);
		expect(names()).toEqual(['ringing 101', 'missed 101', 'ended 101']);
		expect(pbx.callControl.sockets.opened).toBe(0);
	});

	it.each([
		['a socket', true],
		['HTTP', false],
	])('counts no queue that takes a caller in as an answer, heard by %s', async (_, socket) => {
		const pbx = await startPbx({ callControl: { extensions: ['100', '800'] } });
		const { calls, sockets } = pbx.callControl;
		const { names } = await activate(pbx, { socket });
		await until(() => (socket ? sockets.open === 1 : pbx.requests.filter(({ url }) => url === '/callcontrol').length >= 2));
		const abandoned = calls.ring('800', { number: '+15550001' });
		await until(() => names().length === 1);
		calls.connect(abandoned);
		const agent = calls.ringToo(abandoned, '100');
		await until(() => names().length === 2);
		calls.leave(agent);
		calls.leave(abandoned);
		await until(() => names().length === 4);
		expect(names()).toEqual(['ringing 800', 'ringing 100', 'missed 800', 'ended 800']);

		const taken = calls.ring('800', { number: '+15550002' });
		calls.connect(taken);
		await until(() => names().length === 5);
		const answering = calls.ringToo(taken, '100');
		await until(() => names().length === 6);
		calls.connect(answering);
		await until(() => names().length === 7);
		calls.leave(taken);
		calls.leave(answering);
		await until(() => names().length === 8);
		expect(names().slice(4)).toEqual(['ringing 800', 'ringing 100', 'answered 100', 'ended 100']);
	});

	it('leaves out what the filters leave out', async () => {
		const pbx = await startPbx();
		const { emitted, names } = await activate(pbx, {
			parameters: { events: ['ringing'], extensions: ['101'], direction: 'inbound', otherParty: 'external', options: { includeRaw: true } },
		});
		await until(() => isUp(pbx));
		pbx.callControl.calls.ring('100');
		pbx.callControl.calls.dial('101');
		pbx.callControl.calls.ring('101', { kind: 'Wextension', number: '100' });
		pbx.callControl.calls.ring('101');
		await until(() => names().length === 1);
		expect(emitted[0]?.json.raw).toMatchObject({ party_dn_type: 'Wexternalline', dn: '101' });
	});

	it.each<[string, (pbx: Pbx) => void | Promise<void>]>([
		['a dropped socket', (pbx) => pbx.callControl.sockets.drop()],
		['a socket that went silent', (pbx) => { pbx.callControl.sockets.faults = { silent: true }; }],
		['a token that another node renewed', (pbx) => { pbx.killTokens(); pbx.callControl.sockets.drop(); }],
		['a restart of the PBX, which counts from 1 again', (pbx) => pbx.callControl.restart()],
		['a refused upgrade', async (pbx) => {
			const { sockets } = pbx.callControl;
			sockets.faults = { refuse: 502 };
			sockets.drop();
			await until(() => sockets.refused > 0);
			sockets.faults = {};
		}],
	])('hears on after %s, over one connection', async (_, disturb) => {
		const pbx = await startPbx();
		const { names } = await activate(pbx, { parameters: { events: ['ringing'] } });
		const { calls, sockets } = pbx.callControl;
		await until(() => isUp(pbx));
		calls.ring('100', { number: '+15550001' });
		await until(() => names().length === 1);
		await disturb(pbx);
		await until(() => sockets.opened === 2);
		sockets.faults = {};
		calls.ring('101', { number: '+15550002' });
		await until(() => names().length === 2);
		expect(names()).toEqual(['ringing 100', 'ringing 101']);
		expect(sockets.maxOpen).toBe(1);
	});

	it('stays connected where the PBX refuses to show who it told of, and looks at all calls instead', async () => {
		const pbx = await startPbx();
		const { names } = await activate(pbx, { parameters: { events: ['ringing'] } });
		const { calls, sockets } = pbx.callControl;
		await until(() => isUp(pbx));
		pbx.addFault({ url: /\/participants/, answer: { status: 403 }, times: Number.POSITIVE_INFINITY });
		calls.ring('100');
		await until(() => names().length === 1);
		expect(names()).toEqual(['ringing 100']);
		expect(pbx.requests.filter(({ status }) => status === 403).map(({ url }) => url)).toEqual(['/callcontrol/100/participants/1', '/callcontrol/100/participants']);
		expect(sockets.opened).toBe(1);
	});

	it('tells once what comes several times and in another order', async () => {
		const pbx = await startPbx();
		const { names } = await activate(pbx, { parameters: { events: ['ringing', 'answered'] } });
		const { calls, sockets } = pbx.callControl;
		await until(() => isUp(pbx));
		sockets.faults = { copies: 3, reverse: 6 };
		calls.connect(calls.ring('100'));
		await until(() => names().length > 0);
		sockets.faults = {};
		calls.ring('101');
		await until(() => names().includes('ringing 101'));
		expect(names()).toEqual(['answered 100', 'ringing 101']);
	});

	it.each<[WorkflowActivateMode, string, number]>([
		['init', 'at once', 0],
		['init', 'after the PBX was away', 3],
		['leadershipChange', 'at once', 0],
	])('knows the calls of an earlier run of n8n: %s, %s', async (activation, _, refused) => {
		const pbx = await startPbx();
		const first = await activate(pbx, { parameters: { events: ['ringing', 'answered', 'ended'] } });
		await until(() => isUp(pbx));
		const call = pbx.callControl.calls.ring('100');
		await until(() => first.names().length === 1);
		await first.stop();
		await until(() => pbx.callControl.sockets.open === 0);
		pbx.callControl.calls.connect(call);
		pbx.addFault({ url: /\/callcontrol/, answer: { status: 500 }, times: refused });
		const second = await activate(pbx, {
			parameters: { events: ['ringing', 'answered', 'ended'] },
			activation,
			staticData: { 'node:Calls': JSON.parse(JSON.stringify(first.staticData)) as IDataObject },
		});
		await until(() => second.names().length === 1);
		pbx.callControl.calls.leave(call);
		await until(() => second.names().length === 2);
		expect(second.names()).toEqual(['answered 100', 'ended 100']);
	});

	// A leader that is replaced may go on for a moment: n8n then drops the second event by its key.
	it('gives two leaders the same keys for the same call', async () => {
		const pbx = await startPbx();
		const first = await activate(pbx);
		await until(() => isUp(pbx));
		const call = pbx.callControl.calls.ring('100');
		await until(() => first.names().length === 1);
		const saved = JSON.parse(JSON.stringify(first.staticData)) as IDataObject;
		const second = await activate(pbx, { activation: 'leadershipChange', staticData: { 'node:Calls': saved } });
		await until(() => pbx.callControl.sockets.open === 2);
		pbx.callControl.calls.connect(call);
		await until(() => first.names().length === 2 && second.names().length === 1);
		expect(second.names()).toEqual(['answered 100']);
		expect(second.emitted[0]?.key).toBe(first.emitted[1]?.key);
	});

	it('waits for a PBX that is away while n8n starts', async () => {
		const pbx = await startPbx({ callControl: { access: 'refused' } });
		const { stop } = await activate(pbx, { activation: 'init' });
		await until(() => pbx.requests.filter(({ url }) => url === '/callcontrol').length >= 2);
		await stop();
	});

	it('closes its connection when it is deactivated', async () => {
		const pbx = await startPbx();
		const clock = watchedClock();
		const { stop, names } = await activate(pbx, { clock });
		// The heartbeat and the next look at all calls.
		await until(() => isUp(pbx) && clock.sleeping === 2);
		await stop();
		await until(() => pbx.callControl.sockets.open === 0 && clock.sleeping === 0);
		const requests = pbx.requests.length;
		pbx.callControl.calls.ring('100');
		await turn();
		expect(names()).toEqual([]);
		expect(clock.sleeping).toBe(0);
		expect(pbx.requests.length).toBe(requests);
	});
});
