import { callEnded } from '../../../../nodes/ThreeCx/events/calls/callEnded';
import { activated, pass } from './watchedCalls';
import { call, CALL_LOG, callRows, DAY, HOUR, iso, MINUTE, N8n, SECOND, START, World } from './world';

describe('Call Ended', () => {
	it('puts nothing out that ended before the workflow was activated', async () => {
		const { world, n8n, start } = await activated();
		call(world, 'old', START - HOUR);
		await start();
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.occurrences).toEqual([]);
	});

	it('puts out a call that began before and ends after', async () => {
		const { world, n8n, start } = await activated();
		call(world, 'long', START - HOUR, [{ talking: HOUR + 5 * MINUTE }]);
		await start();
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.eventIds).toEqual(['call:long']);
	});

	it('tells who called whom, when and how long', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'one', START + 10 * SECOND, [{ ringing: 4245, talking: 61_500, to: '101', row: { Recordings: [{ Id: 5 }], DstRecId: 6 } }]);
		await pass(world, n8n, 5 * MINUTE);
		const leg = {
			legId: 'one-1',
			startedAt: '2026-03-02T08:00:10.000Z',
			endedAt: '2026-03-02T08:01:15.745Z',
			from: { name: 'Ada Caller', number: '+4930123456', kind: 'external' },
			to: { name: 'Extension 101', number: '101', kind: 'extension' },
			answered: true,
			ringingSeconds: 4.245,
			talkingSeconds: 61.5,
			status: 'Answered',
			reason: null,
			recordingIds: [5, 6],
		};
		expect(n8n.occurrences.map(({ eventId, json }) => ({ eventId, json }))).toEqual([
			{
				eventId: 'call:one',
				json: {
					callId: 'one',
					direction: 'inbound',
					answered: true,
					startedAt: '2026-03-02T08:00:10.000Z',
					answeredAt: '2026-03-02T08:00:14.245Z',
					endedAt: '2026-03-02T08:01:15.745Z',
					durationSeconds: 65.745,
					talkingSeconds: 61.5,
					from: leg.from,
					to: leg.to,
					answeredBy: leg.to,
					queue: null,
					dialedNumber: null,
					recordingId: 5,
					recordingUrl: 'https://pbx.example.com/xapi/v1/Recordings/Pbx.DownloadRecording(recId=5)',
					recordings: [
						{ recordingId: 5, recordingUrl: 'https://pbx.example.com/xapi/v1/Recordings/Pbx.DownloadRecording(recId=5)' },
						{ recordingId: 6, recordingUrl: 'https://pbx.example.com/xapi/v1/Recordings/Pbx.DownloadRecording(recId=6)' },
					],
					legs: [leg],
					isUpdate: false,
				},
			},
		]);
	});

	it('waits until a call has settled, so that its legs come together', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'transferred', START, [
			{ to: '800', callType: 'Queue', talking: 20 * SECOND },
			{ after: 25 * SECOND, to: '101', talking: 40 * SECOND },
			{ after: 70 * SECOND, to: '102', talking: MINUTE },
		]);
		world.clock = START + 2 * MINUTE;
		expect(await n8n.poll()).toEqual([]);
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.occurrences.map(({ json }) => [(json.legs as unknown[]).length, (json.queue as { number: string }).number, (json.answeredBy as { number: string }).number])).toEqual([
			[3, '800', '101'],
		]);
	});

	it('puts a call out once more, as an update with all legs, when a leg appears after it settled', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'parked', START, [{ talking: 10 * SECOND }, { after: HOUR, talking: 10 * SECOND }]);
		await pass(world, n8n, 2 * HOUR);
		expect(n8n.occurrences.map(({ eventId, json }) => [eventId, json.isUpdate, (json.legs as unknown[]).length])).toEqual([
			['call:parked', false, 1],
			['call:parked:2', true, 2],
		]);
	});

	it('waits for a caller who is still on the phone, so that a transfer or a queue is no end', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'long', START, [{ talking: 20 * SECOND }, { after: 25 * SECOND, talking: HOUR, to: '101' }]);
		world.insert('/ActiveCalls', { Id: 1, Caller: '10000 Ada Caller (+4930123456)', Callee: '101 Extension 101' });
		await pass(world, n8n, HOUR);
		expect(n8n.occurrences).toEqual([]);
		world.clear('/ActiveCalls');
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.occurrences.map(({ eventId, json }) => [eventId, (json.legs as unknown[]).length])).toEqual([['call:long', 2]]);
	});

	it('does not wait for ever for a call that hangs on the PBX', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'one', START);
		world.insert('/ActiveCalls', { Id: 1, Caller: '10000 Ada Caller (+4930123456)', Callee: '100' });
		await pass(world, n8n, 5 * HOUR);
		expect(n8n.eventIds).toEqual(['call:one']);
	});

	it('finds a call of almost four hours whose row appears when all that is around it is long gone', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'long', START + MINUTE, [{ talking: 3.9 * HOUR }]);
		for (let index = 0; index < 200; index++) call(world, `short-${index}`, START + index * MINUTE);
		await pass(world, n8n, 5 * HOUR);
		expect(n8n.eventIds).toContain('call:long');
		expect(new Set(n8n.eventIds).size).toBe(201);
		expect(n8n.eventIds).toHaveLength(201);
	});

	it('keeps calls apart that have an empty GUID for an ID', async () => {
		const { world, n8n, start } = await activated();
		await start();
		const none = '00000000-0000-0000-0000-000000000000';
		call(world, 'a', START + SECOND, [{}], { MainCallHistoryId: none, CdrId: none });
		call(world, 'b', START + SECOND, [{}], { MainCallHistoryId: none, CallHistoryId: none, CdrId: none });
		await pass(world, n8n, 5 * MINUTE);
		const named = `${none}|2026-03-02T08:00:01.000Z|10000|100`;
		expect(n8n.occurrences.map(({ json }) => [json.callId, (json.legs as { legId: string }[])[0]?.legId]).sort()).toEqual([
			[named, named],
			['a', 'a|2026-03-02T08:00:01.000Z|10000|100'],
		]);
	});

	it('keeps calls of the same second apart, and counts a row that is read twice once', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'a', START + SECOND);
		call(world, 'b', START + SECOND);
		const [twice] = callRows('a', START + SECOND, [{}]);
		world.insert(CALL_LOG, twice!.row, twice!.visibleAt);
		await pass(world, n8n, 5 * MINUTE);
		expect(n8n.eventIds).toEqual(['call:a', 'call:b']);
		expect((n8n.occurrences[0]?.json.legs as unknown[]).length).toBe(1);
	});

	it('goes by the clock of the PBX, in UTC, through the change to summer time', async () => {
		const { world, n8n, start } = await activated();
		// In Berlin the clocks went from 02:00 to 03:00 on March 29, 2026.
		world.clock = Date.UTC(2026, 2, 29, 0, 30);
		await start();
		call(world, 'before', Date.UTC(2026, 2, 29, 0, 59), [{ talking: 10 * SECOND }], { StartTime: '2026-03-29T01:59:00+01:00' });
		call(world, 'after', Date.UTC(2026, 2, 29, 1, 1), [{ talking: 10 * SECOND }], { StartTime: '2026-03-29T03:01:00+02:00' });
		call(world, 'without zone', Date.UTC(2026, 2, 29, 1, 2), [{ talking: 10 * SECOND }], { StartTime: '2026-03-29T01:02:00' });
		await pass(world, n8n, 2 * HOUR);
		expect(n8n.occurrences.map(({ json }) => [json.callId, json.startedAt])).toEqual([
			['before', '2026-03-29T00:59:00.000Z'],
			['after', '2026-03-29T01:01:00.000Z'],
			['without zone', '2026-03-29T01:02:00.000Z'],
		]);
	});

	it('goes on after the clock of the PBX was wrong by years', async () => {
		const { world, n8n, start } = await activated();
		world.clock = START + 1000 * DAY;
		await start();
		world.clock = START;
		await n8n.poll();
		call(world, 'one', START + MINUTE);
		await pass(world, n8n, 5 * MINUTE);
		expect(n8n.eventIds).toEqual(['call:one']);
	});

	it('loses nothing when the log is purged, and tells nothing old when the PBX is restored', async () => {
		const { world, n8n, start } = await activated();
		await start();
		call(world, 'kept', START + MINUTE);
		await pass(world, n8n, 10 * MINUTE);
		world.clear(CALL_LOG);
		call(world, 'new', world.clock);
		await pass(world, n8n, 5 * MINUTE);
		call(world, 'kept', START + MINUTE);
		await pass(world, n8n, 5 * MINUTE);
		expect(n8n.eventIds).toEqual(['call:kept', 'call:new']);
	});

	it('puts out at most 500 calls at a time, the oldest first, and the rest with the next polls', async () => {
		const { world, n8n, start } = await activated();
		await start();
		for (let index = 0; index < 1200; index++) call(world, `call-${String(index).padStart(4, '0')}`, START + index * SECOND);
		world.clock = START + 2 * HOUR;
		for (let poll = 0; poll < 4; poll++) await n8n.poll();
		expect(n8n.executions.map((execution) => execution.length)).toEqual([500, 500, 200]);
		expect(n8n.eventIds).toEqual([...n8n.eventIds].sort());
	});

	it('catches up after three weeks, reading half a day at a time', async () => {
		const { world, n8n, start } = await activated();
		await start();
		for (let day = 0; day < 21; day++) call(world, `day-${String(day).padStart(2, '0')}`, START + day * DAY + HOUR);
		world.clock = START + 21 * DAY;
		world.reads = [];
		await n8n.poll();
		expect(n8n.eventIds).toHaveLength(21);
		const periods = world.reads.flatMap(({ arguments: args }) =>
			args?.periodFrom ? [Date.parse(String(args.periodTo)) - Date.parse(String(args.periodFrom))] : [],
		);
		expect(Math.max(...periods)).toBeLessThanOrEqual(16 * HOUR + MINUTE);
		await pass(world, n8n, HOUR);
		expect(n8n.eventIds).toHaveLength(21);
	});

	it('stops when n8n gives a poll no more time, and goes on from there with the next one', async () => {
		const { world, n8n, start } = await activated();
		await start();
		for (let day = 0; day < 21; day++) call(world, `day-${String(day).padStart(2, '0')}`, START + day * DAY + HOUR);
		world.clock = START + 21 * DAY;
		n8n.isHasty = true;
		world.reads = [];
		await n8n.poll();
		expect(world.reads.filter(({ arguments: args }) => args?.periodFrom !== undefined)).toHaveLength(1);
		expect(n8n.eventIds).toEqual(['call:day-00']);
		for (let poll = 0; poll < 60; poll++) await n8n.poll();
		expect(new Set(n8n.eventIds).size).toBe(21);
		expect(n8n.eventIds).toHaveLength(21);
	});

	it('reads a period in halves where the PBX caps the report', async () => {
		const { world, n8n, start } = await activated();
		await start();
		const legs = Array.from({ length: 20 }, () => ({ ringing: 0, talking: 1000 }));
		const rows = Array.from({ length: 1025 }, (_, index) => callRows(`call-${index}`, START + index * 2000, legs));
		world.load(CALL_LOG, rows.flat());
		const whole = world.rows.bind(world);
		jest.spyOn(world, 'rows').mockImplementation(async (reading) => (await whole(reading)).slice(0, 20_000));
		world.clock = START + 2 * HOUR;
		for (let poll = 0; poll < 4; poll++) await n8n.poll();
		expect(new Set(n8n.eventIds).size).toBe(1025);
		expect(n8n.eventIds).toHaveLength(1025);
		expect(n8n.occurrences.every(({ json }) => (json.legs as unknown[]).length === 20)).toBe(true);
	});

	it('puts out each leg by itself if wanted, once', async () => {
		const { world, n8n, start } = await activated({ output: 'legs' });
		await start();
		call(world, 'one', START, [{ to: '800', callType: 'Queue' }, { after: 40 * SECOND, to: '101', row: { Reason: 'Terminated by 101' } }]);
		await pass(world, n8n, 10 * MINUTE);
		expect(n8n.occurrences.map(({ eventId, json }) => [eventId, json.callId, (json.to as { number: string }).number, json.reason])).toEqual([
			['leg:one-1', 'one', '800', null],
			['leg:one-2', 'one', '101', 'Terminated by 101'],
		]);
		expect(n8n.occurrences[0]?.json).not.toHaveProperty('legs');
	});

	it('shows the newest calls to a test, newest first, and leaves the state alone', async () => {
		const { world, n8n } = await activated();
		for (const [index, days] of [3, 2, 1, 0.5].entries()) call(world, `call-${index}`, START - days * DAY - HOUR);
		const shown = await n8n.watcher().latest(1);
		expect(shown.map(({ eventId }) => eventId)).toEqual(['call:call-3']);
		world.clock = START + 2 * DAY;
		const older = await n8n.watcher().latest(3);
		expect(older.map(({ eventId }) => eventId)).toEqual(['call:call-3', 'call:call-2', 'call:call-1']);
		expect(await new N8n(new World(), callEnded).watcher().latest(3)).toEqual([]);
	});

	it('reads no more than two hours for a test where those have calls enough', async () => {
		const { world, n8n } = await activated();
		for (let index = 0; index < 3; index++) call(world, `call-${index}`, START - HOUR - index * MINUTE);
		world.reads = [];
		expect(await n8n.watcher().latest(3)).toHaveLength(3);
		const from = world.reads.flatMap(({ arguments: args }) => (args?.periodFrom === undefined ? [] : [args.periodFrom]));
		expect(from).toEqual([iso(START - 2 * HOUR)]);
	});

	it('is the same for the same call, whatever the order of its rows', async () => {
		const rows = callRows('one', START, [{}, { after: 60_000, to: '101' }]);
		const items = await Promise.all(
			[rows, [...rows].reverse()].map(async (given) => {
				const world = new World();
				const n8n = new N8n(world, callEnded);
				await n8n.activate();
				world.load(CALL_LOG, given);
				world.clock += 10 * MINUTE;
				return await n8n.poll();
			}),
		);
		expect(items[0]).toEqual(items[1]);
	});
});
