import { isOngoing, recordingJson } from '../../callLog/recording';
import { asText } from '../../input/asText';
import type { ItemInput } from '../../input/itemInput';
import { readBoolean, readFileField } from '../../input/options';
import { readRowLimit } from '../../request/buildRequest';
import type { OutputItem } from '../../response/items';
import { clock } from '../../timing/clock';
import { isCanceled, isToolOfAgent } from '../../transport/connection';
import type { Row } from '../../transport/pages';
import { mapInOrder } from '../../transport/pool';
import { recordingAddresses } from '../callLog/readCalls';
import { JobRun } from '../common/jobRun';
import { findOne, findPeople } from '../common/lookUp';
import { optionalText, optionalTexts, readWholeNumber } from '../common/parameters';
import { readPeriod, type Span } from '../common/period';
import { formsOf, readCountryCode, readPhoneNumber } from '../numbers/numberForms';
import type { Job } from '../types';
import { addAudio } from './audio';
import { filterFor, isSelected, type Selection } from './selection';
import { requestTranscripts, withTranscripts } from './transcripts';

/** What a run is asked for. */
interface Wanted {
	span: Span;
	people: string[];
	department: string;
	externalNumbers?: Set<string>;
	limit: number;
	downloadsAudio: boolean;
	/** How long to wait for transcripts that are requested; undefined requests none. */
	waitMinutes?: number;
}

const WAIT = { displayName: 'Max Wait (Minutes)', fallback: 30, min: 0, max: 1440 };

/** @throws ParameterRefused for what can't be used. */
function readWanted(input: ItemInput): Wanted {
	const { read } = input;
	const externalNumber = optionalText(read, 'externalNumber', 'External Number');
	const countryCode = readCountryCode(read);
	const requestsTranscripts = readBoolean(read('requestTranscripts', false), 'Request Missing Transcripts', false);
	return {
		span: readPeriod(input),
		people: optionalTexts(read, 'people', 'Extensions'),
		department: optionalText(read, 'department', 'Department'),
		...(externalNumber === '' ? {} : { externalNumbers: new Set(formsOf(readPhoneNumber(externalNumber, 'External Number'), countryCode)) }),
		limit: readRowLimit(read),
		downloadsAudio: readBoolean(read('downloadAudio', true), 'Download Audio', true),
		...(requestsTranscripts ? { waitMinutes: readWholeNumber(read, 'waitMinutes', WAIT) } : {}),
	};
}

async function membersOf(run: JobRun, department: string): Promise<Set<string>> {
	const { id } = await findOne(run, 'department', department, 'Department');
	const members = await run.rows('GET /Groups({Id})/Members', { key: id, query: { $select: 'Id,Number' } });
	return new Set(members.map(({ Number: number }) => asText(number)));
}

async function selectionFor(run: JobRun, { span, people, department, externalNumbers }: Wanted): Promise<Selection> {
	const found = await findPeople(run, people, 'Extensions');
	return {
		span,
		...(people.length > 0 ? { extensions: new Set(found.map(({ number }) => number)) } : {}),
		...(department === '' ? {} : { members: await membersOf(run, department) }),
		externalNumbers,
	};
}

/** The recordings that are meant and complete, in the order of their IDs. */
async function readRecordings(run: JobRun, selection: Selection): Promise<Row[]> {
	const rows = await run.rows('GET /Recordings', { query: { $filter: filterFor(selection) } });
	return rows.filter((row) => isSelected(row, selection) && !isOngoing(row, clock.now()));
}

/** Puts out the recordings of a period with audio and transcript. Only reads, unless it is to request transcripts. */
export const fetchRecordings: Job = async (connection, input) => {
	const wanted = readWanted(input);
	const field = readFileField(input.read);
	const { context, lane } = connection;
	const run = new JobRun(connection);
	const rows = (await readRecordings(run, await selectionFor(run, wanted))).slice(0, wanted.limit);
	const { waitMinutes } = wanted;
	const recordings = waitMinutes === undefined ? withTranscripts(rows) : await requestTranscripts(run, rows, waitMinutes);
	const addressOf = recordingAddresses(run);
	const downloads = wanted.downloadsAudio && !isToolOfAgent(context);
	return await mapInOrder(
		recordings,
		() => lane.width,
		async ({ row, state }): Promise<OutputItem> => {
			const json = { ...recordingJson(row, addressOf), transcriptState: state };
			return downloads ? await addAudio(run, json, field) : { json };
		},
		() => isCanceled(context),
	);
};
