import type { ReadParameter } from '../../input/itemInput';
import { numberedWatcher } from '../engine/readNumbered';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import type { Source } from '../source';
import type { EventType, Watcher } from '../types';
import { canNotBeTranscribed, isTranscribed } from '../../callLog/recording';
import { recordingLog } from './recordingLog';

const HOUR = 60 * 60 * 1000;
const PATIENCE: NumberOption = { name: 'transcriptHours', displayName: 'Longest Wait for Transcript', fallback: 24, min: 0.1, max: 168 };

function watch(read: ReadParameter, source: Source): Watcher {
	const patience = readNumber(read, PATIENCE) * HOUR;
	const log = recordingLog(source, 'transcript', (row, age) => {
		if (isTranscribed(row)) return 'ready';
		return canNotBeTranscribed(row) || age >= patience ? 'skip' : 'wait';
	});
	return { selection: {}, room: 200, ...numberedWatcher(source, log) };
}

export const transcriptReady: EventType = {
	value: 'transcriptReady',
	name: 'Transcript Ready',
	description: '3CX has transcribed a recording. Includes the summary and sentiment if available.',
	requirement: 'The API client needs the role System Owner to read recordings. 3CX must be set up to transcribe calls.',
	parameters: [],
	options: [numberProperty(PATIENCE, 'Hours after the end of the recording to look for its transcript')],
	nothingYet: {
		message: 'No transcripts yet',
		description: 'Record a call, wait until 3CX has transcribed it, and test again.',
	},
	watch,
};
