import { filterFor, isSelected } from '../../../../../nodes/ThreeCx/jobs/recordings/selection';
import { fileStemOf } from '../../../../../nodes/ThreeCx/jobs/recordings/audio';
import schema from '../../../../../nodes/ThreeCx/__schema__/v1.0.0/recording/fetchRecordings.json';
import { setUp } from '../../../../engine/setUp';
import { runNode } from '../../../../engine/threeCx';
import type { CallPlan, Fault, PbxOptions, Row } from '../../../../pbx';
import { useVirtualClock } from '../../../../virtualClock';
import { runJob } from '../runJob';

useVirtualClock();

const LINUS = '0014155550199';
const GRACE = '+442075550123';
const NOW = new Date('2026-03-10T12:00:00Z');
const at = (text: string) => new Date(`2026-03-${text}Z`);

/** A transcript that is there, one that can be asked for, and none. */
const transcribed = { transcriptAfter: 60, transcript: 'Good morning', summary: 'A greeting', sentiment: 7 };
const askable = { canBeTranscribed: true };
const calls: CallPlan[] = [
	{ at: at('01T10:00:00'), legs: [{ from: LINUS, to: '100', talks: 5, recording: transcribed }] },
	{ at: at('02T10:00:00'), legs: [{ from: LINUS, to: '100', rings: 5, talks: 60, recording: transcribed }] },
	{ at: at('02T11:00:00'), legs: [{ from: '101', to: GRACE, rings: 5, talks: 30, recording: askable }] },
	{ at: at('02T12:00:00'), legs: [{ from: '100', to: '102', rings: 5, talks: 20, recording: askable }] },
	{ at: at('02T13:00:00'), legs: [{ from: LINUS, to: '102', rings: 5, talks: 10, recording: {} }] },
];

const setting = (others: PbxOptions = {}): PbxOptions => ({ now: NOW, calls, rows: { Recordings: [], ActiveCalls: [] }, ...others });
const CUSTOM = { period: 'custom', periodStart: '2026-03-02T00:00:00Z', periodEnd: '2026-03-03T00:00:00Z' };
const fetch = (others: object = {}) => ({ resource: 'recording', operation: 'fetchRecordings', ...CUSTOM, returnAll: true, downloadAudio: false, ...others });
const starts = (rows: readonly Row[]) => rows.map(({ startedAt }) => String(startedAt).slice(11, 16));

const TRANSCRIBE = '/Recordings/Pbx.TranscribeRecordings';
const FOREVER = { times: Number.POSITIVE_INFINITY };
/** Lets a minute go by at the PBX at each reading of the list but the first one. */
const minutePerReading: Fault = {
	method: 'GET',
	url: /\/Recordings\?/,
	after: 1,
	...FOREVER,
	run: (pbx) => {
		pbx.clock.advance({ minutes: 1 });
	},
};

/** Runs the job and returns its items with their files. */
async function runForFiles(parameters: object, faults: Fault[] = [], options: PbxOptions = setting()) {
	const { engine, credential, pbx } = await setUp(options);
	for (const fault of faults) pbx.addFault(fault);
	const execution = await runNode(engine, { parameters: parameters as never, credential });
	return {
		pbx,
		error: execution.data.resultData.error,
		items: execution.data.resultData.runData['3CX']?.[0]?.data?.main?.[0] ?? [],
	};
}

describe('Fetch Recordings', () => {
	it('puts out the recordings of a period with transcripts, ready to use', async () => {
		const { rows, writes, error } = await runJob(fetch(), setting());
		expect(error).toBeUndefined();
		expect(starts(rows)).toEqual(['10:00', '11:00', '12:00', '13:00']);
		expect(rows[0]).toEqual({
			recordingId: expect.any(Number) as number,
			recordingUrl: expect.stringMatching(/\/xapi\/v1\/Recordings\/Pbx\.DownloadRecording\(recId=\d+\)$/) as string,
			direction: 'inbound',
			startedAt: expect.stringMatching(/^2026-03-02T10:00:0\d\.000Z$/) as string,
			endedAt: '2026-03-02T10:01:05.000Z',
			durationSeconds: 60,
			from: { name: expect.any(String) as string, number: LINUS, kind: 'external' },
			to: { name: 'Ada Byron', number: '100', kind: 'extension' },
			dialedNumber: null,
			transcribed: true,
			transcription: 'Good morning',
			summary: 'A greeting',
			sentimentScore: 7,
			archived: false,
			transcriptState: 'available',
		});
		expect(rows.map(({ transcriptState }) => transcriptState)).toEqual(['available', 'notRequested', 'notRequested', 'impossible']);
		expect(writes).toEqual([]);
	});

	it.each<[string, object, string[]]>([
		['an extension by name', { people: 'Ada Byron' }, ['10:00', '12:00']],
		['several extensions', { people: '100, 101' }, ['10:00', '11:00', '12:00']],
		['an external number', { externalNumber: LINUS }, ['10:00', '13:00']],
		['an external number in another form', { externalNumber: '+1 (415) 555-0199', countryCode: '1' }, ['10:00', '13:00']],
		['a department', { department: 'Sales' }, ['11:00', '12:00', '13:00']],
		['a department and a number', { department: 'Sales', externalNumber: LINUS }, ['13:00']],
		['an extension and a department', { department: 'Sales', people: '100' }, ['12:00']],
		['an empty department', { department: 'DEFAULT' }, []],
		['the first ones', { returnAll: false, limit: 2 }, ['10:00', '11:00']],
	])('finds those of %s', async (_name, others, expected) => {
		const Groups = [
			{ Id: 1, Number: 'GRP0000', Name: 'DEFAULT', Members: [] },
			{ Id: 2, Number: 'GRP0001', Name: 'Sales', Members: [{ Id: 1, Number: '101' }, { Id: 2, Number: '102' }] },
		];
		const { rows, error } = await runJob(fetch(others), setting({ rows: { Groups, Recordings: [], ActiveCalls: [] } }));
		expect(error).toBeUndefined();
		expect(starts(rows)).toEqual(expected);
	});

	it('leaves out a recording that still goes on', async () => {
		const ongoing = { at: new Date(Date.now() - 60_000), legs: [{ from: LINUS, to: '100', rings: 5, talks: 600, recording: {} }] };
		const sinceYesterday = fetch({ periodStart: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString(), periodEnd: '' });
		const { rows, pbx, again } = await runJob(sinceYesterday, setting({ now: undefined, calls: [ongoing] }));
		expect(pbx.rows('Recordings')).toHaveLength(1);
		expect(rows).toEqual([]);
		pbx.clock.advance({ minutes: 15 });
		expect((await again()).rows).toHaveLength(1);
	});

	it('takes an old recording without end for complete: some versions fill none', async () => {
		const Recordings = [{ Id: 7, StartTime: '2026-03-02T10:00:00Z', EndTime: null, FromDn: '100', ToDn: '101', CallType: 'Local' }];
		const { rows } = await runJob(fetch(), setting({ calls: [], rows: { Recordings } }));
		expect(rows).toMatchObject([{ recordingId: 7, endedAt: null, durationSeconds: null }]);
	});

	describe('audio', () => {
		it('comes as a file named after start, numbers, and ID', async () => {
			const { items, error } = await runForFiles({ ...fetch(), downloadAudio: true, options: { binaryPropertyName: 'audio' } });
			expect(error).toBeUndefined();
			expect(items).toHaveLength(4);
			const { json, binary } = items[0]!;
			const fileName = `2026-03-02T10-00-05_${LINUS}_100_${Number(json.recordingId)}.wav`;
			expect(json).toMatchObject({ fileName, audioError: null });
			expect(binary?.audio).toMatchObject({ fileName, mimeType: 'audio/x-wav' });
			expect(Buffer.from(binary?.audio?.data ?? '', 'base64').toString('latin1')).toMatch(/^RIFF/);
			expect(new Set(items.map((item) => item.json.fileName)).size).toBe(4);
			expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(json).sort());
		});

		it('that the PBX does not have is named in its item, and the others come', async () => {
			const error = { message: '', details: [{ target: '', message: 'WARNINGS.XAPI.FILE_NOT_FOUND' }] };
			const answer = { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
			const { items, error: failure } = await runForFiles({ ...fetch(), downloadAudio: true }, [{ url: /DownloadRecording/, answer }]);
			expect(failure).toBeUndefined();
			expect(items).toHaveLength(4);
			const without = items.filter(({ binary }) => !binary);
			expect(without.map(({ json }) => [json.fileName, json.audioError])).toEqual([
				[null, expect.stringMatching(/^The PBX has no audio for this recording \(HTTP 400\): .*FILE_NOT_FOUND/)],
			]);
		});

		it('that is no file is named as well', async () => {
			const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[]}' };
			const { items } = await runForFiles({ ...fetch({ limit: 1, returnAll: false }), downloadAudio: true }, [{ url: /DownloadRecording/, answer }]);
			expect(items.map(({ json }) => json.audioError)).toEqual(['The PBX returned something other than a file for this recording']);
		});

		it('that the API client may not read stops the run', async () => {
			const { items, error } = await runForFiles({ ...fetch(), downloadAudio: true }, [{ url: /DownloadRecording/, answer: { status: 403 }, ...FOREVER }]);
			expect(items).toEqual([]);
			expect(error?.message).toBe('The API client isn\'t allowed to use "Download Recording" (HTTP 403)');
		});
	});

	describe('transcripts', () => {
		const REQUESTED = fetch({ requestTranscripts: true, waitMinutes: 5 });

		it('that are missing are requested once, and waited for', async () => {
			const { rows, writes, again } = await runJob(REQUESTED, { ...setting(), faults: [minutePerReading] });
			expect(writes).toEqual([{ method: 'POST', path: TRANSCRIBE, body: { ids: [rows[1]?.recordingId, rows[2]?.recordingId] } }]);
			expect(rows.map(({ transcriptState }) => transcriptState)).toEqual(['available', 'available', 'available', 'impossible']);
			expect(rows[1]?.transcription).toEqual(expect.stringMatching(/\w/));
			expect((await again()).writes).toEqual([]);
		});

		it('that do not come in time are named, and a second run waits without asking again', async () => {
			const { rows, writes, pbx, again } = await runJob(fetch({ requestTranscripts: true, waitMinutes: 1 }), setting());
			expect(writes).toHaveLength(1);
			expect(rows.map(({ transcriptState }) => transcriptState)).toEqual(['available', 'pending', 'pending', 'impossible']);
			pbx.addFault({ ...minutePerReading, after: 2 });
			const second = await again();
			expect(second.writes).toEqual([]);
			expect(second.rows.map(({ transcriptState }) => transcriptState)).toEqual(['available', 'available', 'available', 'impossible']);
		});

		it('are not waited for with a wait of 0', async () => {
			const { rows, sent } = await runJob(fetch({ requestTranscripts: true, waitMinutes: 0 }), setting());
			expect(rows.filter(({ transcriptState }) => transcriptState === 'pending')).toHaveLength(2);
			expect(sent.filter(({ path }) => path.startsWith('/Recordings?'))).toHaveLength(1);
		});

		it('are requested once though the response is lost', async () => {
			const faults: Fault[] = [{ method: 'POST', url: /TranscribeRecordings/, drop: 'after' }, minutePerReading];
			const { rows, writes, error } = await runJob(REQUESTED, { ...setting(), faults });
			expect(error).toBeUndefined();
			expect(writes).toHaveLength(1);
			expect(rows.filter(({ transcriptState }) => transcriptState === 'available')).toHaveLength(3);
		});

		it('of a call between two extensions are requested once for two items', async () => {
			const parameters = fetch({ people: '={{ $json.extension }}', requestTranscripts: true, waitMinutes: 0 });
			// A PBX that does not show that it is at work.
			const faults: Fault[] = [{ method: 'POST', url: /TranscribeRecordings/, answer: { status: 204 }, ...FOREVER }];
			const { writes } = await runJob(parameters, { ...setting(), faults, items: [{ extension: '100' }, { extension: '102' }] });
			expect(writes.map(({ body }) => (body as { ids: number[] }).ids.length)).toEqual([1]);
		});

		it('that the API client may not request stop the run, with the step', async () => {
			const faults: Fault[] = [{ method: 'POST', url: /TranscribeRecordings/, answer: { status: 403 } }];
			const { error, rows } = await runJob(REQUESTED, { ...setting(), faults });
			expect(rows).toEqual([]);
			expect(error?.message).toBe('The API client isn\'t allowed to use "Transcribe Recordings" (HTTP 403)');
			expect(error?.description).toContain('The job stopped at "Transcribe Recordings". Nothing was changed before that.');
		});

		it("that this version of 3CX can't write stop the run, with the version that can", async () => {
			const { error, rows } = await runJob(REQUESTED, setting({ release: '20.0.6' }));
			expect(rows).toEqual([]);
			expect(error?.message).toBe('"Transcribe Recordings" needs a 3CX version newer than 20.0.6; this PBX runs 20.0.6.100 (HTTP 404)');
		});

		it('of a recording that is deleted meanwhile are waited for no longer', async () => {
			const run: Fault['run'] = (pbx) => {
				for (const { Id, CallType } of pbx.rows('Recordings')) if (CallType === 'OutboundExternal') pbx.remove('Recordings', Id);
				pbx.clock.advance({ minutes: 1 });
			};
			const { rows, sent } = await runJob(REQUESTED, { ...setting(), faults: [{ ...minutePerReading, run }] });
			expect(rows.map(({ transcriptState }) => transcriptState)).toEqual(['available', 'pending', 'available', 'impossible']);
			expect(sent.filter(({ path }) => path.startsWith('/Recordings?')).length).toBeLessThan(5);
		});
	});

	it('says who may read recordings', async () => {
		const { error } = await runJob(fetch(), { ...setting(), faults: [{ url: /\/Recordings/, answer: { status: 403 } }] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Get Many Recordings" (HTTP 403)');
		expect(error?.description).toContain('System Owner');
	});

	it.each<[string, object, string]>([
		['no number', { externalNumber: 'Linus' }, `External Number isn't a phone number: "Linus"`],
		['a mask', { externalNumber: '0900*' }, `External Number isn't a phone number: "0900*"`],
		['a wait of days', { requestTranscripts: true, waitMinutes: 5000 }, 'Max Wait (Minutes) must be a whole number from 0 to 1440'],
		['no limit', { returnAll: false, limit: 0 }, 'Limit must be a whole number of at least 1'],
		['a start that is none', { periodStart: 'soon' }, 'Start must be a date and time'],
	])('refuses %s', async (_name, others, message) => {
		const { error, sent } = await runJob(fetch(others), setting());
		expect(error?.message).toBe(message);
		expect(sent).toEqual([]);
	});
});

describe('which recordings are meant', () => {
	const span = { from: Date.parse('2026-03-02T00:00:00Z'), to: Date.parse('2026-03-03T00:00:00Z') };
	const PERIOD = 'StartTime ge 2026-03-02T00:00:00.000Z and StartTime lt 2026-03-03T00:00:00.000Z';

	it('is left to the PBX for few numbers only, so that no URL gets too long', () => {
		const many = new Set(Array.from({ length: 40 }, (_, index) => String(100 + index)));
		expect(filterFor({ span })).toBe(PERIOD);
		expect(filterFor({ span, extensions: new Set(["10'0"]) })).toBe(`${PERIOD} and (FromDn eq '10''0' or ToDn eq '10''0')`);
		expect(filterFor({ span, extensions: many })).toBe(PERIOD);
		expect(filterFor({ span, extensions: many, members: new Set(['7']) })).toBe(`${PERIOD} and (FromDn eq '7' or ToDn eq '7')`);
		expect(filterFor({ span, members: new Set() })).toBe(PERIOD);
	});

	it('is decided again for each row', () => {
		const row = { FromDn: '10000', FromCallerNumber: LINUS, ToDn: '100', ToCallerNumber: '100' };
		expect(isSelected(row, { span })).toBe(true);
		expect(isSelected(row, { span, extensions: new Set(['100', '101']) })).toBe(true);
		expect(isSelected(row, { span, extensions: new Set(['101']) })).toBe(false);
		expect(isSelected(row, { span, members: new Set() })).toBe(false);
		expect(isSelected(row, { span, extensions: new Set(['100']), externalNumbers: new Set([GRACE]) })).toBe(false);
	});
});

describe('the file name of a recording', () => {
	it.each([
		[{ startedAt: '2026-03-02T10:00:05.000Z', from: { number: '+49 30/1' }, to: { number: '../100' }, recordingId: 7 }, '2026-03-02T10-00-05_+49-30-1_-100_7'],
		[{ startedAt: null, from: { number: null }, to: null, recordingId: 8 }, 'undated_unknown_unknown_8'],
		[{ startedAt: null, from: { number: 'x'.repeat(300) }, to: { number: 'Zoë' }, recordingId: 9 }, `undated_${'x'.repeat(40)}_Zoë_9`],
	])('of %j is %s', (json, expected) => {
		expect(fileStemOf(json as never)).toBe(expected);
	});
});
