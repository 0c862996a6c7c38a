import { newChatMessage } from '../../../../nodes/ThreeCx/events/logs/newChatMessage';
import { newEventLogEntry } from '../../../../nodes/ThreeCx/events/logs/newEventLogEntry';
import { newRecording } from '../../../../nodes/ThreeCx/events/recordings/newRecording';
import { transcriptReady } from '../../../../nodes/ThreeCx/events/recordings/transcriptReady';
import { HOUR, iso, MINUTE, N8n, SECOND, START, World } from './world';

const LOG = '/EventLogs';
const RECORDINGS = '/Recordings';
const CHATS = '/ChatMessagesHistoryView';

const entry = (Id: number, time: number, more = {}) => ({ Id, TimeGenerated: iso(time), Type: 'Error', EventId: 4097, Source: 'PBX', ...more });

async function withLog(ids: readonly number[], parameters: Record<string, unknown> = {}) {
	const world = new World();
	for (const id of ids) world.insert(LOG, entry(id, START - HOUR + id * SECOND));
	const n8n = new N8n(world, newEventLogEntry, parameters);
	await n8n.activate();
	return { world, n8n };
}

describe('New Event Log Entry', () => {
	it('tells nothing old, then every entry once, in order', async () => {
		const { world, n8n } = await withLog([1, 2, 3]);
		await n8n.poll();
		world.insert(LOG, entry(5, START + SECOND));
		world.insert(LOG, entry(4, START));
		await n8n.poll();
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([4, 5]);
	});

	it('makes an item that is ready to use', async () => {
		const { world, n8n } = await withLog([]);
		world.insert(LOG, entry(1, START, { GroupName: 'Trunks', Message: 'Trunk 10000 is down', Params: ['10000'] }));
		await n8n.poll();
		expect(n8n.occurrences.map(({ eventId, json }) => ({ eventId, json }))).toEqual([
			{
				eventId: `eventLog:1:${START.toString(36)}`,
				json: {
					id: 1,
					time: '2026-03-02T08:00:00.000Z',
					type: 'Error',
					logEventId: 4097,
					source: 'PBX',
					group: 'Trunks',
					message: 'Trunk 10000 is down',
					parameters: ['10000'],
				},
			},
		]);
	});

	it.each([
		[{ types: ['Warning', 'Info'] }, [2, 3]],
		[{ eventIds: '8193' }, [3]],
		[{ sources: 'pbx, Backup' }, [1, 3]],
		[{ types: ['Error'], eventIds: '8193' }, []],
	])('filters by %j', async (filters, expected) => {
		const { world, n8n } = await withLog([], { filters });
		world.insert(LOG, entry(1, START));
		world.insert(LOG, entry(2, START, { Type: 'Warning', Source: 'SIP' }));
		world.insert(LOG, entry(3, START, { Type: 'Info', EventId: 8193, Source: 'Backup' }));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual(expected);
	});

	it('refuses a type that there is not', () => {
		expect(() => new N8n(new World(), newEventLogEntry, { filters: { types: ['Fatal'] } }).watcher()).toThrow(`Type can't be "Fatal"`);
	});

	it('reads thousands at once, 500 for an execution', async () => {
		const { world, n8n } = await withLog([]);
		world.load(LOG, Array.from({ length: 2300 }, (_, index) => ({ row: entry(index + 1, START + index), visibleAt: 0 })));
		for (let poll = 0; poll < 6; poll++) await n8n.poll();
		expect(n8n.executions.map((execution) => execution.length)).toEqual([500, 500, 500, 500, 300]);
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual(Array.from({ length: 2300 }, (_, index) => index + 1));
	});

	it('passes thousands that the filters leave out, in one poll', async () => {
		const { world, n8n } = await withLog([], { filters: { types: ['Warning'] } });
		world.load(LOG, Array.from({ length: 3500 }, (_, index) => ({ row: entry(index + 1, START + index), visibleAt: 0 })));
		world.insert(LOG, entry(3501, START, { Type: 'Warning' }));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([3501]);
	});

	it.each([
		['numbers go on', 5],
		['numbers begin again', 1],
	])('goes on after a purge when %s', async (_, next) => {
		const { world, n8n } = await withLog([1, 2, 3, 4]);
		world.clear(LOG);
		await n8n.poll();
		world.insert(LOG, entry(next, START + MINUTE));
		await n8n.poll();
		world.insert(LOG, entry(next + 1, START + 2 * MINUTE));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([next, next + 1]);
	});

	it('tells nothing old after a restore, and everything that comes after it', async () => {
		const { world, n8n } = await withLog([1, 2, 3, 4]);
		world.clear(LOG);
		for (const id of [1, 2]) world.insert(LOG, entry(id, START - HOUR + id * SECOND));
		await n8n.poll();
		expect(n8n.occurrences).toEqual([]);
		for (const id of [3, 4, 5]) world.insert(LOG, entry(id, START + id * SECOND));
		await n8n.poll();
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([3, 4, 5]);
	});

	it('tells what came after a restore, even if there is more of it than was lost', async () => {
		const { world, n8n } = await withLog([1, 2, 3, 4]);
		world.clear(LOG);
		world.insert(LOG, entry(1, START - HOUR + SECOND));
		for (let id = 2; id < 10; id++) world.insert(LOG, entry(id, START + id * SECOND));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('is not misled when the newest entry is deleted', async () => {
		const { world, n8n } = await withLog([1, 2, 3]);
		world.clear(LOG);
		for (const id of [1, 2]) world.insert(LOG, entry(id, START - HOUR + id * SECOND));
		await n8n.poll();
		world.insert(LOG, entry(4, START));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.id)).toEqual([4]);
	});

	it('shows the newest entries to a test', async () => {
		const { n8n } = await withLog([1, 2, 3, 4]);
		expect((await n8n.watcher().latest(3)).map(({ json }) => json.id)).toEqual([4, 3, 2]);
	});
});

const recording = (Id: number, more = {}) => ({ Id, StartTime: iso(START), EndTime: iso(START + MINUTE), CallType: 'InboundExternal', ...more });

async function withRecordings(event = newRecording, parameters: Record<string, unknown> = {}) {
	const world = new World();
	const n8n = new N8n(world, event, parameters);
	await n8n.activate();
	const set = (...rows: Record<string, unknown>[]) => {
		world.clear(RECORDINGS);
		for (const row of rows) world.insert(RECORDINGS, row);
	};
	world.clock = START + 2 * MINUTE;
	return { world, n8n, set };
}

describe('New Recording', () => {
	it('makes an item that is ready to use', async () => {
		const { n8n, set } = await withRecordings();
		set(recording(3, { FromCallerNumber: '+4930123', FromDisplayName: 'Ada', FromDn: '10000', FromDidNumber: '+49305550', ToDn: '100', ToDisplayName: 'Bob', SentimentScore: 4 }));
		await n8n.poll();
		expect(n8n.occurrences[0]).toMatchObject({
			eventId: `recording:3:${START.toString(36)}`,
			json: {
				recordingId: 3,
				recordingUrl: 'https://pbx.example.com/xapi/v1/Recordings/Pbx.DownloadRecording(recId=3)',
				direction: 'inbound',
				startedAt: '2026-03-02T08:00:00.000Z',
				endedAt: '2026-03-02T08:01:00.000Z',
				durationSeconds: 60,
				from: { name: 'Ada', number: '+4930123', kind: 'external' },
				to: { name: 'Bob', number: '100', kind: 'extension' },
				dialedNumber: '+49305550',
				transcribed: false,
				transcription: null,
				sentimentScore: 4,
			},
		});
	});

	it.each([
		['Local', 'internal', 'extension', 'extension'],
		['InboundExternal', 'inbound', 'external', 'extension'],
		['OutboundExternal', 'outbound', 'extension', 'external'],
		['Conference', 'unknown', 'unknown', 'unknown'],
	])('tells what the parties of a %s call are', async (CallType, direction, from, to) => {
		const { n8n, set } = await withRecordings();
		set(recording(1, { CallType, FromDn: '100', ToDn: '101' }));
		await n8n.poll();
		expect(n8n.occurrences[0]?.json).toMatchObject({ direction, from: { number: '100', kind: from }, to: { number: '101', kind: to } });
	});

	it('waits for the end of a recording that goes on, without holding up others', async () => {
		const { n8n, set } = await withRecordings();
		set(recording(1, { EndTime: null }), recording(2));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.recordingId)).toEqual([2]);
		set(recording(1), recording(2));
		await n8n.poll();
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.recordingId)).toEqual([2, 1]);
	});

	it('puts a recording without end out after hours: that version of 3CX gives none', async () => {
		const { world, n8n, set } = await withRecordings();
		set(recording(1, { EndTime: null }));
		await n8n.poll();
		world.clock += 5 * HOUR;
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.endedAt)).toEqual([null]);
	});

	it('waits for the transcript, and gives up in time', async () => {
		const { world, n8n, set } = await withRecordings(newRecording, { waitForTranscript: true });
		set(recording(1), recording(2), recording(3, { CanBeTranscribed: false }));
		await n8n.poll();
		set(recording(1, { IsTranscribed: true, Transcription: 'Hello' }), recording(2));
		await n8n.poll();
		world.clock += 2 * HOUR;
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => [json.recordingId, json.transcription])).toEqual([
			[3, null],
			[1, 'Hello'],
			[2, null],
		]);
	});

	it('forgets a recording that is deleted while it waits', async () => {
		const { world, n8n, set } = await withRecordings(newRecording, { waitForTranscript: true });
		set(recording(1), recording(2));
		await n8n.poll();
		set(recording(2));
		world.clock += 3 * HOUR;
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.recordingId)).toEqual([2]);
		expect(n8n.stateSize).toBeLessThan(300);
	});
});

describe('Transcript Ready', () => {
	it('tells each transcript once, and no recording without one', async () => {
		const { world, n8n, set } = await withRecordings(transcriptReady);
		set(recording(1), recording(2), recording(3, { CanBeTranscribed: false }));
		await n8n.poll();
		set(recording(1), recording(2, { Transcription: 'Hello', Summary: 'A greeting' }), recording(3, { CanBeTranscribed: false }));
		await n8n.poll();
		await n8n.poll();
		world.clock += 25 * HOUR;
		await n8n.poll();
		expect(n8n.occurrences.map(({ eventId, json }) => [eventId, json.transcription, json.summary])).toEqual([
			[`transcript:2:${START.toString(36)}`, 'Hello', 'A greeting'],
		]);
	});
});

describe('New Chat Message', () => {
	it.each([
		[{}, [1, 2, 3]],
		[{ externalOnly: true }, [1, 3]],
		[{ ignoredSenders: '100' }, [1, 3]],
		[{ queues: '800' }, [3]],
	])('filters by %j', async (filters, expected) => {
		const world = new World({ [CHATS]: 'MessageId' });
		const n8n = new N8n(world, newChatMessage, { filters });
		await n8n.activate();
		const message = (MessageId: number, more = {}) => ({ MessageId, ConversationId: 9, TimeSent: iso(START), Message: 'Hi', IsExternal: true, SenderParticipantName: 'Ada', ...more });
		world.insert(CHATS, message(1));
		world.insert(CHATS, message(2, { IsExternal: false, SenderParticipantNo: '100' }));
		world.insert(CHATS, message(3, { QueueNumber: '800' }));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.messageId)).toEqual(expected);
		expect(n8n.occurrences.at(-1)?.json).toMatchObject({ time: '2026-03-02T08:00:00.000Z', message: 'Hi', sender: { name: 'Ada' } });
	});
});
