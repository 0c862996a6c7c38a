import type { INodeProperties } from 'n8n-workflow';
import { countryCode, department, maxWait, people, shownFor } from './shared';

const FETCH = 'fetchRecordings';

/** Parameters of the job on recordings. */
export const recordingProperties: INodeProperties[] = [
	people(FETCH),
	department(FETCH, { required: false }),
	{
		displayName: 'External Number',
		name: 'externalNumber',
		type: 'string',
		default: '',
		placeholder: 'e.g. +12025550123',
		...shownFor(FETCH),
		description: 'Only recordings of calls from, to, or through this number',
	},
	countryCode(FETCH),
	{
		displayName: 'Download Audio',
		name: 'downloadAudio',
		type: 'boolean',
		default: true,
		...shownFor(FETCH),
		description: 'Whether to add the audio file to each item. AI agents never get audio.',
	},
	{
		displayName: 'Request Missing Transcripts',
		name: 'requestTranscripts',
		type: 'boolean',
		default: false,
		...shownFor(FETCH),
		description: 'Whether to have 3CX transcribe recordings without a transcript, and wait. Your transcription service may charge for it.',
	},
	{ ...maxWait, displayOptions: { show: { operation: [FETCH], requestTranscripts: [true] } } },
];
