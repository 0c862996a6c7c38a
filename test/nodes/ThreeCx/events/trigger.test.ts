import { NodeApiError } from 'n8n-workflow';
import type { ActiveTrigger } from '../../../engine/pollTrigger';
import type { CallPlan } from '../../../pbx/history/callPlan';
import { useVirtualClock } from '../../../virtualClock';
import { at, FOREVER, LINUS, pass, started } from './activeTrigger';

useVirtualClock();

/** A morning: direct, transferred and queue calls, one for hours, two at once, some missed. */
const morning: CallPlan[] = [
	{ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] },
	{ at: at(2), legs: [{ from: '101', to: LINUS, talks: 3.2 * 3600 }] },
	{
		at: at(3),
		legs: [
			{ from: '0033155550142', to: '800', rings: 240 },
			{ from: '0033155550142', to: '100', after: 5, rings: 20, queue: '800' },
			{ from: '0033155550142', to: '101', after: 200, rings: 40, talks: 600, queue: '800' },
		],
	},
	{
		at: at(20),
		legs: [
			{ from: LINUS, to: '100', rings: 7, talks: 40 },
			{ from: '100', to: '102', after: 30, rings: 4, talks: 6, isOwnCall: true },
			{ from: LINUS, to: '102', after: 47, rings: 0, talks: 1200, reason: 'Transferred' },
		],
	},
	{ at: at(50), legs: [{ from: '100', to: '101', talks: 30 }] },
	{ at: at(50), legs: [{ from: '0012025550123', to: '102', rings: 25 }] },
	...Array.from({ length: 40 }, (_, index) => ({ at: at(60 + index * 3), legs: [{ from: `00491511${String(index).padStart(6, '0')}`, to: '100', talks: 20 + index }] })),
];

describe('3CX Trigger in the engine', () => {
	it('starts a workflow for every call of a morning, once, through an outage, a renewed token and restarts', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		const happened = pbx.calls.script(morning);
		await pass(pbx, trigger, 30);
		pbx.killTokens();
		await pass(pbx, trigger, 20);
		// The PBX is away for an hour: every poll fails, with our words.
		pbx.addFault({ url: /./, answer: { status: 503 }, ...FOREVER });
		pbx.clock.advance({ minutes: 60 });
		await expect(trigger.poll()).rejects.toThrow(NodeApiError);
		await expect(trigger.poll()).rejects.toThrow("couldn't reach the PBX behind it (HTTP 503)");
		pbx.clearFaults();
		await pass(pbx, trigger, 5);
		trigger.restart();
		await pass(pbx, trigger, 60);
		trigger.restart();
		pbx.clock.advance({ hours: 3 });
		await pass(pbx, trigger, 3);
		const ids = trigger.items.map(({ callId }) => String(callId));
		expect([...ids].sort()).toEqual(happened.map(({ mainCallHistoryId }) => mainCallHistoryId).sort());
		expect(new Set(trigger.eventIds).size).toBe(happened.length);
		for (const { mainCallHistoryId, cdrIds } of happened) {
			const item = trigger.items.find(({ callId }) => callId === mainCallHistoryId);
			expect((item?.legs as { legId: string }[]).map(({ legId }) => legId).sort()).toEqual([...cdrIds].sort());
		}
	});

	it('tells the missed ones of it, without those who were still waiting', async () => {
		const { pbx, trigger } = await started({ event: 'missedCall' });
		await trigger.activate();
		pbx.calls.script(morning);
		await pass(pbx, trigger, 90);
		expect(trigger.items.map(({ from, rang }) => [(from as { number: string }).number, (rang as { number: string }[]).map(({ number }) => number)])).toEqual([
			['0012025550123', ['102']],
		]);
	});

	it('goes by the clock of the PBX where it is an hour off', async () => {
		for (const clockSkewMs of [3_600_000, -3_600_000]) {
			const { pbx, trigger } = await started({ event: 'callEnded' }, { clockSkewMs });
			await trigger.activate();
			pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
			await pass(pbx, trigger, 6);
			expect(trigger.items).toHaveLength(1);
		}
	});

	it('repeats what it put out only where n8n died before it saved, under the same eventId', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ minutes: 5 });
		await trigger.poll({ dies: true });
		trigger.restart();
		await trigger.poll();
		await trigger.poll();
		expect(trigger.eventIds).toHaveLength(2);
		expect(new Set(trigger.eventIds).size).toBe(1);
	});

	it('stops halfway through the time that n8n gives a poll', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.calls.add({ at: at(14 * 24 * 60), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ hours: 21 * 24 });
		trigger.pollBudget = 0;
		expect(await trigger.poll()).toHaveLength(1);
		trigger.pollBudget = 60_000;
		expect(await trigger.poll()).toHaveLength(1);
	});

	it('remembers when it was activated, so that a call during a restart is not lost', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ hours: 2 });
		trigger.restart();
		await trigger.poll();
		expect(trigger.items).toHaveLength(1);
	});

	it('brings what happened while the workflow was off, unless the node has another name', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ hours: 72 });
		trigger.node.name = 'Calls';
		trigger.restart('activate');
		expect(await trigger.poll()).toEqual([]);
		trigger.node.name = '3CX Trigger';
		trigger.restart('activate');
		expect(await trigger.poll()).toHaveLength(1);
	});

	it('does not put out anything twice when polls overlap', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.script(morning);
		pbx.clock.advance({ hours: 6 });
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.map((items) => items.length)).toEqual([morning.length, 0, 0]);
	});

	it('loses nothing while the PBX takes too long to respond, and does not ask it twice at a time', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded', options: { timeout: 1 } });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ minutes: 5 });
		pbx.addFault({ url: /GetCallLogData/, hang: true, ...FOREVER });
		const slow = trigger.poll().catch((error: unknown) => error);
		expect(await trigger.poll()).toEqual([]);
		expect(await slow).toMatchObject({ message: expect.stringContaining("didn't respond in time") as string });
		pbx.clearFaults();
		expect(await trigger.poll()).toHaveLength(1);
	});

	it.each<[string, (trigger: ActiveTrigger) => void]>([
		['another event', (trigger) => (trigger.parameters = { event: 'missedCall' })],
		['another filter', (trigger) => (trigger.parameters = { event: 'callEnded', filters: { direction: 'inbound' } })],
		['another output', (trigger) => (trigger.parameters = { event: 'callEnded', output: 'legs' })],
		['another API client', (trigger) => trigger.engine.credentials.edit(trigger.credential, { clientId: 'other' })],
	])('starts anew with %s', async (_, change) => {
		const clients = [{ clientId: 'n8n', apiKey: 'standin-api-key' }, { clientId: 'other', apiKey: 'standin-api-key' }];
		const { pbx, trigger } = await started({ event: 'callEnded' }, { clients });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 0, rings: 20 }] });
		pbx.clock.advance({ minutes: 30 });
		change(trigger);
		trigger.restart('update');
		await pass(pbx, trigger, 3);
		expect(trigger.items).toEqual([]);
		pbx.calls.add({ at: at(34), legs: [{ from: LINUS, to: '100', talks: 0, rings: 20 }] });
		await pass(pbx, trigger, 6);
		expect(trigger.items).toHaveLength(1);
	});

	it('goes on where only the API key or an option is another', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45 }] });
		pbx.clock.advance({ minutes: 5 });
		pbx.setClients([{ clientId: 'n8n', apiKey: 'new-api-key' }]);
		trigger.engine.credentials.edit(trigger.credential, { apiKey: 'new-api-key' });
		trigger.parameters = { event: 'callEnded', options: { includeRaw: true } };
		trigger.restart('update');
		await trigger.poll();
		expect(trigger.items).toHaveLength(1);
		expect(trigger.items[0]?.raw).toEqual([expect.objectContaining({ CdrId: expect.any(String) as string })]);
	});

	it('puts out a whole item', async () => {
		const { pbx, trigger } = await started({ event: 'callEnded' });
		await trigger.activate();
		const { mainCallHistoryId, recordingIds } = pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 45, recording: {} }] });
		await pass(pbx, trigger, 5);
		expect(trigger.items[0]).toMatchObject({
			event: 'callEnded',
			eventId: `call:${mainCallHistoryId}`,
			direction: 'inbound',
			answered: true,
			startedAt: '2026-03-02T08:01:00.000Z',
			answeredAt: '2026-03-02T08:01:05.000Z',
			endedAt: '2026-03-02T08:01:50.000Z',
			talkingSeconds: 45,
			from: { number: LINUS, kind: 'external' },
			answeredBy: { number: '100' },
			recordingId: recordingIds[0],
			recordingUrl: `${pbx.baseUrl}/xapi/v1/Recordings/Pbx.DownloadRecording(recId=${recordingIds[0]})`,
		});
		// n8n lets no expression read these (n8n-workflow, utils.ts, unsafeObjectProperties).
		expect(JSON.stringify(trigger.items)).not.toMatch(/"(caller|callee|arguments|binding|constructor|prototype)":/);
	});

	it.each([
		['transcriptReady', 'Recordings'],
		['newEventLogEntry', 'EventLogs'],
		['newChatMessage', 'ChatMessagesHistoryView'],
		['extensionStatusChanged', 'Users'],
		['equipmentStateChanged', 'Trunks'],
		['systemAlert', 'SystemStatus'],
		['queueSlaBreach', 'ReportBreachesSla'],
	])('asks the PBX what it offers for %s, and tells nothing old', async (event, path) => {
		const { pbx, trigger } = await started({ event });
		await trigger.activate();
		await pass(pbx, trigger, 3);
		expect(trigger.items).toEqual([]);
		const asked = pbx.requests.filter(({ url }) => url.includes(`/xapi/v1/${path}`));
		expect(asked.length).toBeGreaterThan(0);
		// Reports are asked for in larger pages than this PBX gives.
		const refused = pbx.requests.filter(({ status, url }) => status >= 400 && status !== 401 && !url.includes('top=1000'));
		expect(refused).toEqual([]);
	});

	it('tells of log entries and changed extensions as they come', async () => {
		const log = await started({ event: 'newEventLogEntry', filters: { types: ['Error'] } });
		await log.trigger.activate();
		const Id = Math.max(0, ...log.pbx.rows('EventLogs').map((row) => Number(row.Id))) + 1;
		log.pbx.insert('EventLogs', { Id, TimeGenerated: at(0).toISOString(), Type: 'Error', EventId: 1, Source: 'PBX', Message: 'Trunk is down', Params: [] });
		await log.trigger.poll();
		expect(log.trigger.items.map(({ message }) => message)).toEqual(['Trunk is down']);

		const status = await started({ event: 'extensionStatusChanged' });
		await status.trigger.activate();
		const [user] = status.pbx.rows('Users');
		status.pbx.remove('Users', user?.Id);
		status.pbx.insert('Users', { ...user, IsRegistered: user?.IsRegistered !== true });
		await status.trigger.poll();
		expect(status.trigger.items).toEqual([
			expect.objectContaining({ changed: ['registered'], extension: { number: user?.Number, name: user?.DisplayName } }),
		]);
	});
});
