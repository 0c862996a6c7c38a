import { NodeApiError } from 'n8n-workflow';
import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import type { Fault } from '../../../pbx';
import type { CallPlan } from '../../../pbx/history/callPlan';
import { useVirtualClock } from '../../../virtualClock';
import { at, FOREVER, LINUS, pass, started } from './activeTrigger';

useVirtualClock();

/** Moves the clock of n8n, until the end of the test. */
function jump(minutes: number): void {
	const { now } = clock;
	clock.now = () => now() + minutes * 60_000;
}

describe('New Recording in the engine', () => {
	it('brings recordings with transcript and audio', async () => {
		const { pbx, trigger } = await started({ event: 'newRecording', waitForTranscript: true, downloadAudio: true, options: { binaryPropertyName: 'audio' } });
		await trigger.activate();
		const recording = { transcriptAfter: 300, transcript: 'Good morning', summary: 'A greeting', sentiment: 7 };
		const { recordingIds } = pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 60, recording }] });
		await pass(pbx, trigger, 5);
		expect(trigger.items).toEqual([]);
		await pass(pbx, trigger, 5);
		expect(trigger.items).toHaveLength(1);
		expect(trigger.items[0]).toMatchObject({ recordingId: recordingIds[0], transcription: 'Good morning', summary: 'A greeting', sentimentScore: 7, durationSeconds: 60 });
		expect(trigger.executions[0]?.[0]?.binary?.audio?.mimeType).toMatch(/^audio\//);
	});

	it('puts a recording out that has no file, with what the PBX says, and fails while the PBX is away', async () => {
		const { pbx, trigger } = await started({ event: 'newRecording', downloadAudio: true });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 60, recording: {} }] });
		pbx.clock.advance({ minutes: 5 });
		pbx.addFault({ url: /DownloadRecording/, answer: { status: 502 }, ...FOREVER });
		await expect(trigger.poll()).rejects.toThrow('HTTP 502');
		pbx.clearFaults();
		const error = { message: '', details: [{ target: '', message: 'WARNINGS.XAPI.FILE_NOT_FOUND' }] };
		pbx.addFault({ url: /DownloadRecording/, answer: { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) } });
		await trigger.poll();
		await trigger.poll();
		expect(trigger.items).toHaveLength(1);
		expect(trigger.items[0]?.audioError).toMatch(/^The PBX has no audio for this recording \(HTTP 400\): .*FILE_NOT_FOUND/);
	});

	it.each<[string, Fault, string]>([
		['ends in an error of a proxy', { answer: { status: 504 } }, 'HTTP 504'],
		['breaks off', { drop: 'before' }, 'no response'],
	])('puts a recording out without audio whose download %s for an hour, so that the next one comes', async (_name, fault, reason) => {
		const { pbx, trigger } = await started({ event: 'newRecording', downloadAudio: true, options: { timeout: 1 } });
		await trigger.activate();
		const recorded = (minute: number): CallPlan => ({ at: at(minute), legs: [{ from: LINUS, to: '100', talks: 60, recording: {} }] });
		pbx.calls.script([recorded(1), recorded(3)]);
		pbx.clock.advance({ minutes: 10 });
		// Only the first recording has such a file.
		const first = Math.min(...pbx.rows('Recordings').filter(({ StartTime }) => new Date(String(StartTime)) >= at(1)).map(({ Id }) => Number(Id)));
		pbx.addFault({ url: new RegExp(`DownloadRecording\\(recId=${first}\\)`), ...fault, ...FOREVER });
		await expect(trigger.poll()).rejects.toThrow(NodeApiError);
		jump(50);
		await expect(trigger.poll()).rejects.toThrow(NodeApiError);
		jump(5);
		await expect(trigger.poll()).rejects.toThrow(NodeApiError);
		expect(trigger.items).toEqual([]);
		jump(5);
		await trigger.poll();
		await trigger.poll();
		expect(trigger.items.map(({ audioError }) => audioError)).toEqual([`The audio couldn't be downloaded for an hour (${reason})`, undefined]);
	});

	it('lets every poll fail while the API client may not download recordings', async () => {
		const { pbx, trigger } = await started({ event: 'newRecording', downloadAudio: true });
		await trigger.activate();
		pbx.calls.add({ at: at(1), legs: [{ from: LINUS, to: '100', talks: 60, recording: {} }] });
		pbx.clock.advance({ minutes: 5 });
		pbx.addFault({ url: /DownloadRecording/, answer: { status: 403 }, ...FOREVER });
		await expect(trigger.poll()).rejects.toThrow('HTTP 403');
		jump(120);
		await expect(trigger.poll()).rejects.toThrow('HTTP 403');
		expect(trigger.items).toEqual([]);
	});
});
