import { missingAudio, readFailure } from '../../errors/failure';
import type { ReadParameter } from '../../input/itemInput';
import { readBoolean, readFileField } from '../../input/options';
import type { OutputItem } from '../../response/items';
import { numberedWatcher } from '../engine/readNumbered';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import { recordingDownload, type Source } from '../source';
import type { EventType, Occurrence, Watcher } from '../types';
import { canNotBeTranscribed, isTranscribed } from '../../callLog/recording';
import { recordingLog } from './recordingLog';

const HOUR = 60 * 60 * 1000;
const PATIENCE: NumberOption = { name: 'transcriptHours', displayName: 'Longest Wait for Transcript', fallback: 2, min: 0.1, max: 24 };

/** Recordings for one execution; fewer where each brings a file. */
const ROOM = 200;
const ROOM_WITH_AUDIO = 20;

/** Adds the audio. Where the PBX does not have it any more, the item says so: it would never come. */
async function addAudio(source: Source, { json }: Occurrence, item: OutputItem, field: string): Promise<OutputItem> {
	const id = Number(json.recordingId);
	return await source.file(recordingDownload(id), { field, fallback: `recording-${id}` }).then(
		([file]) => (file?.binary ? { ...item, binary: file.binary } : item),
		(error: unknown) => {
			const audioError = missingAudio(readFailure(error));
			if (audioError === undefined) throw error;
			return { ...item, json: { ...item.json, audioError } };
		},
	);
}

function watch(read: ReadParameter, source: Source): Watcher {
	const waits = readBoolean(read('waitForTranscript', false), 'Wait for Transcript', false);
	const downloads = readBoolean(read('downloadAudio', false), 'Download Audio', false);
	const patience = readNumber(read, PATIENCE) * HOUR;
	const field = readFileField(read);
	const log = recordingLog(source, 'recording', (row, age) =>
		waits && !isTranscribed(row) && !canNotBeTranscribed(row) && age < patience ? 'wait' : 'ready',
	);
	return {
		selection: { waits },
		room: downloads ? ROOM_WITH_AUDIO : ROOM,
		...numberedWatcher(source, log),
		...(downloads ? { complete: async (occurrence, item) => await addAudio(source, occurrence, item, field) } : {}),
	};
}

export const newRecording: EventType = {
	value: 'newRecording',
	name: 'New Recording',
	description: 'A call was recorded. Can include its transcript and audio.',
	requirement: 'The API client needs the role System Owner to read recordings.',
	parameters: [
		{
			displayName: 'Wait for Transcript',
			name: 'waitForTranscript',
			type: 'boolean',
			default: false,
			description: 'Whether to wait until 3CX has transcribed the recording. If that takes too long, the transcript is empty.',
		},
		{
			displayName: 'Download Audio',
			name: 'downloadAudio',
			type: 'boolean',
			default: false,
			description: 'Whether to add the audio file to the item',
		},
	],
	options: [
		numberProperty(PATIENCE, 'Hours after the end of the recording to wait for its transcript'),
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		},
	],
	nothingYet: { message: 'No recordings yet', description: 'Record a call and test again.' },
	watch,
};
