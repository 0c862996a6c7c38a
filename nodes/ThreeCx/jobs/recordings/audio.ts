import { missingAudio } from '../../errors/failure';
import { isRecord } from '../../input/itemInput';
import { asText } from '../../input/asText';
import type { OutputItem, OutputJson } from '../../response/items';
import type { JobRun } from '../common/jobRun';
import { failureOf } from '../common/uncertain';

/** Longest part of a file name that comes from the PBX. */
const LONGEST_PART = 40;

/** Letters, digits, + and -; what else there is, such as a slash or a colon, may mean something to a file system. */
const sanitized = (text: string) => text.replaceAll(/[^\p{L}\p{N}+-]+/gu, '-').slice(0, LONGEST_PART);

const numberIn = (party: unknown) => sanitized(isRecord(party) ? asText(party.number) : '') || 'unknown';

/**
 * The name of a recording's file, without extension: start in UTC, both numbers, and ID, so that names sort by time and no
 * two are the same. `2026-03-02T10-00-05_0014155550199_100_12`
 */
export function fileStemOf({ startedAt, from, to, recordingId }: OutputJson): string {
	const start = asText(startedAt).slice(0, 19).replaceAll(':', '-') || 'undated';
	return [start, numberIn(from), numberIn(to), asText(recordingId)].join('_');
}

/**
 * Adds the audio of a recording to its item, or in `audioError` why the PBX can't give it, for example because the file was
 * moved to an archive.
 *
 * @param field name of the binary field.
 * @throws StepBrokenOff where the failure is not about this one file.
 */
export async function addAudio(run: JobRun, json: OutputJson, field: string): Promise<OutputItem> {
	const request = 'GET /Recordings/Pbx.DownloadRecording(recId={recId})';
	const stem = fileStemOf(json);
	return await run.file(request, { arguments: { recId: json.recordingId } }, { field, fallback: stem, stem }).then(
		([file]) => {
			if (file?.binary) return { json: { ...json, fileName: file.json.fileName, audioError: null }, binary: file.binary };
			return { json: { ...json, fileName: null, audioError: 'The PBX returned something other than a file for this recording' } };
		},
		(failure: unknown) => {
			const audioError = missingAudio(failureOf(failure));
			if (audioError === undefined) throw failure;
			return { json: { ...json, fileName: null, audioError } };
		},
	);
}
