import { newestMark, Release } from '../data/release';
import { checkProperties } from '../odata/body';
import { start, usePbx, write } from '../setUp';
import type { PbxOptions } from '../types';
import type { LegPlan } from './callPlan';
import { scriptedDay } from './scriptedDay';

const NOW = new Date('2026-03-04T09:00:00Z');
const GRACE = '0012025550123';

// A token that outlives every test: time is advanced by weeks.
const options: PbxOptions = { now: NOW, calls: [], tokenLifetimeSeconds: 1e8 };
const setting = usePbx('each', options);

const call = (legs: LegPlan[], at = NOW) => setting.pbx.calls.add({ at, legs });
const list = async (path: string) => (await setting.call(path)).json?.value ?? [];

function logPath(from = '2026-01-01T00:00:00Z', to = '2027-01-01T00:00:00Z'): string {
	return (
		`/ReportCallLogData/Pbx.GetCallLogData(periodFrom=${from},periodTo=${to},sourceType=0,sourceFilter='',destinationType=0,` +
		"destinationFilter='',callsType=0,callTimeFilterType=0,callTimeFilterFrom='0:00:0',callTimeFilterTo='0:00:0',hidePcalls=false)"
	);
}

describe('a call', () => {
	it('is active while it runs, and in the log a moment after it ended', async () => {
		const { cdrIds } = call([{ from: GRACE, to: '100', rings: 10, talks: 60 }]);
		const active = async () => (await list('/ActiveCalls?$filter=Id%20gt%202')).map(({ Status }) => Status);
		expect([await active(), await list(logPath())]).toEqual([['Routing'], []]);
		setting.pbx.clock.advance({ seconds: 10 });
		expect(await active()).toEqual(['Talking']);
		setting.pbx.clock.advance({ seconds: 60 });
		expect([await active(), await list(logPath())]).toEqual([[], []]);
		setting.pbx.clock.advance({ seconds: 1 });
		expect((await list(logPath())).map(({ CdrId }) => CdrId)).toEqual(cdrIds);
		expect(await list('/LastCdrAndChatMessageTimestamp')).toEqual([
			{ LastCdrStartedAt: '2026-03-04T09:00:00.000Z', LastChatMessageTimeSent: null },
		]);
	});

	it('that is transferred appears in parts, the parts under one ID', async () => {
		const { cdrIds, mainCallHistoryId } = call([
			{ from: GRACE, to: '100', talks: 20 },
			{ from: '100', to: '102', after: 10, talks: 5, isOwnCall: true },
			{ from: GRACE, to: '102', after: 25, rings: 0, talks: 3600, appearsAfter: 90 },
		]);
		setting.pbx.clock.advance({ minutes: 5 });
		const early = await list(logPath());
		expect(early.map(({ CdrId }) => CdrId).toSorted()).toEqual(cdrIds.slice(0, 2));
		expect(early.map(({ CallHistoryId }) => CallHistoryId === mainCallHistoryId)).toEqual([false, true]);
		expect(new Set(early.map(({ MainCallHistoryId }) => MainCallHistoryId))).toEqual(new Set([mainCallHistoryId]));
		setting.pbx.clock.advance({ hours: 1 });
		expect(await list(logPath())).toHaveLength(3);
	});

	it('that is past has happened at once, and one that starts before a period is not in it', async () => {
		call([{ from: '100', to: GRACE, talks: 7200 }], new Date('2026-03-04T06:30:00Z'));
		expect(await list(logPath())).toHaveLength(1);
		expect(await list(logPath('2026-03-04T06:30:01Z'))).toEqual([]);
	});

	it('keeps its length through a change to summer time', async () => {
		call([{ from: '100', to: GRACE, rings: 0, talks: 7200 }], new Date('2026-03-29T00:30:00Z'));
		setting.pbx.clock.advance({ days: 30 });
		expect(await list(logPath())).toEqual([
			expect.objectContaining({ StartTime: '2026-03-29T00:30:00.000Z', TalkingDuration: 'PT2H' }),
		]);
	});

	it('needs a leg', () => {
		expect(() => call([])).toThrow('A call needs a leg.');
	});
});

describe('recordings', () => {
	it('are there while the call is on; the file, then the transcript come later', async () => {
		const { recordingIds } = call([
			{ from: GRACE, to: '100', talks: 60, recording: { fileAfter: 30, transcriptAfter: 120, transcript: 'Hello', sentiment: 8 } },
		]);
		const [id] = recordingIds;
		const recording = async () => (await list(`/Recordings?$filter=Id%20eq%20${id}`))[0];
		const download = async () => {
			const { status, json } = await setting.call(`/Recordings/Pbx.DownloadRecording(recId=${id})`);
			return [status, json?.error.details[0]?.message];
		};
		setting.pbx.clock.advance({ seconds: 10 });
		expect(await recording()).toMatchObject({ EndTime: null, IsTranscribed: false });
		expect(await download()).toEqual([400, 'WARNINGS.XAPI.FILE_NOT_FOUND']);
		setting.pbx.clock.advance({ seconds: 85 });
		expect(await recording()).toMatchObject({ EndTime: '2026-03-04T09:01:05.000Z', IsTranscribed: false });
		expect(await download()).toEqual([200, undefined]);
		expect(await list(logPath())).toEqual([expect.objectContaining({ DstRecId: id, Transcription: null })]);
		setting.pbx.clock.advance({ minutes: 2 });
		expect(await recording()).toMatchObject({ IsTranscribed: true, Transcription: 'Hello', SentimentScore: 8 });
		expect(await list(logPath())).toEqual([expect.objectContaining({ Transcription: 'Hello', Recordings: [expect.objectContaining({ Id: id })] })]);
	});

	it('are transcribed on demand', async () => {
		await write(setting, 'POST', '/Recordings/Pbx.TranscribeRecordings', { ids: [7] });
		expect((await list('/Recordings'))[0]).not.toHaveProperty('IsTranscribed', true);
		setting.pbx.clock.advance({ minutes: 1 });
		expect((await list('/Recordings'))[0]).toMatchObject({ Id: 7, IsTranscribed: true });
	});

	it('are purged, and numbers go on', async () => {
		await write(setting, 'POST', '/Recordings/Pbx.PurgeLocal', {});
		expect(await list('/Recordings')).toEqual([]);
		expect(call([{ from: GRACE, to: '100', talks: 5, recording: {} }]).recordingIds).toEqual([8]);
	});
});

describe('the event log', () => {
	const ids = async () => (await list('/EventLogs')).map(({ Id }) => Id);

	it('gets entries at their times', async () => {
		setting.pbx.eventLog.add({ at: new Date('2026-03-04T09:05:00Z'), type: 'Error', message: 'No disk space' });
		expect(await ids()).toEqual([1, 2]);
		setting.pbx.clock.advance({ minutes: 5 });
		expect((await list('/EventLogs')).at(-1)).toMatchObject({ Id: 3, Type: 'Error', TimeGenerated: '2026-03-04T09:05:00.000Z' });
	});

	it('is purged, and numbers go on; after a restore they are lower', async () => {
		await write(setting, 'POST', '/EventLogs/Pbx.PurgeEventLog', {});
		setting.pbx.eventLog.add({});
		expect(await ids()).toEqual([3]);
		setting.pbx.restore(new Date('2026-03-01T00:00:00Z'));
		setting.pbx.eventLog.add({});
		expect(await ids()).toEqual([1]);
	});
});

describe('purges and restores of the call log', () => {
	beforeEach(() => {
		for (const day of ['01', '02', '03']) {
			call([{ from: '100', to: GRACE, talks: 5, recording: {} }], new Date(`2026-03-${day}T09:00:00Z`));
		}
	});

	const days = async () => (await list(logPath())).map(({ StartTime }) => String(StartTime).slice(8, 10));

	it('purge a period or all', async () => {
		const period = { All: false, Start: '2026-03-02T00:00:00Z', Stop: '2026-03-02T23:59:59Z' };
		expect((await write(setting, 'POST', '/PurgeCalls', { period })).status).toBe(204);
		expect(await days()).toEqual(['03', '01']);
		expect((await write(setting, 'POST', '/PurgeCalls', { period: { All: false } })).status).toBe(400);
		await write(setting, 'POST', '/PurgeCalls', { period: { All: true } });
		expect(await days()).toEqual([]);
	});

	it('restore what was, and numbers go on from there', async () => {
		const before = await list(logPath());
		setting.pbx.restore(new Date('2026-03-02T00:00:00Z'));
		expect(await days()).toEqual(['01']);
		const { recordingIds, cdrIds } = call([{ from: '100', to: GRACE, talks: 5, recording: {} }], new Date('2026-03-04T08:00:00Z'));
		expect(recordingIds).toEqual([before[1]?.DstRecId]);
		const [newest] = await list(logPath());
		expect([newest?.SegmentId, newest?.CdrId]).toEqual([before[1]?.SegmentId, cdrIds[0]]);
		expect(before.map(({ CdrId }) => CdrId)).not.toContain(cdrIds[0]);
	});
});

it('a PBX whose clock is ahead writes its own times, and says so in the Date header', async () => {
	const { pbx, call: ask } = await start({ ...options, clockSkewMs: 300_000 });
	pbx.calls.add({ at: new Date('2026-03-04T08:00:00Z'), legs: [{ from: '100', to: GRACE, talks: 5 }] });
	const { json, headers } = await ask(logPath());
	expect([json?.value[0]?.StartTime, headers.date]).toEqual(['2026-03-04T08:05:00.000Z', 'Wed, 04 Mar 2026 09:05:00 GMT']);
	await pbx.stop();
});

describe('the scripted day', () => {
	const midnight = new Date('2026-03-04T00:00:00Z');

	it('has 78 calls of all kinds, whose rows fit their type', async () => {
		const plans = scriptedDay(midnight);
		expect(plans).toHaveLength(78);
		const happened = setting.pbx.calls.script(plans);
		setting.pbx.clock.advance({ days: 2 });
		const newest = new Release(newestMark);
		const rows = setting.pbx.calls.legs().map(({ row }) => row);
		for (const row of rows) checkProperties({ ...row }, newest.fields('CallLogData'), 'CallLogData', newest);
		for (const row of setting.pbx.rows('Recordings')) checkProperties(row, newest.fields('Recording'), 'Recording', newest);
		expect(new Set(rows.map(({ CdrId }) => CdrId))).toEqual(new Set(happened.flatMap(({ cdrIds }) => cdrIds)));
		expect(new Set(rows.map(({ Direction }) => Direction))).toEqual(new Set(['Inbound', 'Inbound Queue', 'Outbound', 'Internal']));
		expect(new Set(rows.map(({ Status }) => Status))).toEqual(new Set(['Answered', 'Unanswered', 'Waiting']));
		expect(setting.pbx.rows('ActiveCalls')).toHaveLength(2);
	});

	it('is over as its calls say', () => {
		const ends = setting.pbx.calls.script(scriptedDay(midnight)).map(({ endsAt }) => endsAt.getTime());
		expect(new Date(Math.max(...ends)).toISOString()).toBe('2026-03-05T00:15:08.000Z');
	});
});
