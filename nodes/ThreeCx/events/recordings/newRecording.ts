import { missingAudio, readFailure, type Failure } from '../../errors/failure';
import { lastFailureOf } from '../../errors/triedInVain';
import type { ReadParameter } from '../../input/itemInput';
import { readBoolean, readFileField } from '../../input/options';
import type { OutputItem } from '../../response/items';
import { numberedWatcher } from '../engine/readNumbered';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import { recordingAddresses, recordingDownload, type Source } from '../source';
import { clock } from '../../timing/clock';
import type { EventType, Occurrence, Watcher } from '../types';
import { canNotBeTranscribed, isTranscribed } from '../../callLog/recording';
import { recordingLog } from './recordingLog';

const HOUR = 60 * 60 * 1000;
const PATIENCE: NumberOption = { name: 'transcriptHours', displayName: 'Longest Wait for Transcript', fallback: 2, min: 0.1, max: 24 };

/** Recordings for one execution; fewer where each brings a file. */
const ROOM = 200;
const ROOM_WITH_AUDIO = 20;

/** So often and for so long, polls fail where the audio can't be downloaded; then the recording comes without, so that others can. */
const MOST_TRIES = 3;
const AUDIO_PATIENCE = HOUR;

/** What became of the downloads of an audio file. */
interface Tries {
	firstFailed: number;
	count: number;
	/** The status of the last response. */
	status: number | undefined;
}

/** Downloads that failed, by address. A restart of n8n begins the hour anew. */
const failing = new Map<string, Tries>();

const MOST_FAILING = 1_000;

function noteFailure(address: string, { status }: Failure): void {
	const { firstFailed, count } = failing.get(address) ?? { firstFailed: clock.now(), count: 0 };
	if (failing.size >= MOST_FAILING) failing.clear();
	failing.set(address, { firstFailed, count: count + 1, status });
}

/** Why a recording comes without its audio, where its download has failed for too long; else undefined. */
function givenUp(address: string): string | undefined {
	const tries = failing.get(address);
	if (!tries || tries.count < MOST_TRIES || clock.now() - tries.firstFailed < AUDIO_PATIENCE) return undefined;
	return `The audio couldn't be downloaded for an hour (${tries.status === undefined ? 'no response' : `HTTP ${tries.status}`})`;
}

/** Adds the audio, or to the item why there is none. */
async function addAudio(source: Source, { json }: Occurrence, item: OutputItem, field: string): Promise<OutputItem> {
	const id = Number(json.recordingId);
	const address = recordingAddresses(source)(id);
	const without = (audioError: string) => ({ ...item, json: { ...item.json, audioError } });
	const reason = givenUp(address);
	// Not tried again: a try takes as long as the PBX is waited for, and then there is no time for the others.
	if (reason !== undefined) return without(reason);
	return await source.file(recordingDownload(id), { field, fallback: `recording-${id}` }).then(
		([file]) => {
			failing.delete(address);
			return file?.binary ? { ...item, binary: file.binary } : item;
		},
		(error: unknown) => {
			const failure = readFailure(lastFailureOf(error));
			const audioError = missingAudio(failure);
			if (audioError !== undefined) return without(audioError);
			// Without permission, no recording has audio: somebody has to see the polls fail.
			if (failure.status !== 401 && failure.status !== 403) noteFailure(address, failure);
			throw error;
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
