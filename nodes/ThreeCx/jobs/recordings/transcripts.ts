import { canNotBeTranscribed, isTranscribed, recordingIdOf } from '../../callLog/recording';
import { numberOrNull } from '../../response/values';
import { clock, waitUntil } from '../../timing/clock';
import { cancelSignal, type Connection } from '../../transport/connection';
import type { Row } from '../../transport/pages';
import type { JobRun } from '../common/jobRun';
import { inTurn } from '../common/turns';
import { mayHaveBeenDone } from '../common/uncertain';

const REQUEST = 'POST /Recordings/Pbx.TranscribeRecordings';
const MINUTE = 60_000;
const POLL_MS = 15_000;

/** Recordings named in one request. */
const IDS_PER_REQUEST = 100;
const IDS_PER_READING = 30;

/** What is known of the transcript of a recording. */
export type TranscriptState = 'available' | 'notRequested' | 'pending' | 'impossible';

/**
 * The codes of `TranscriptionResult` are documented nowhere. It came with the request for transcripts, and a recording for
 * which nothing was done has 0, so that another code without a transcript is one that the PBX is working on or gave up.
 */
const isBegun = ({ TranscriptionResult }: Row) => (numberOrNull(TranscriptionResult) ?? 0) !== 0;

/** @param isRequested whether this run has asked for it. */
export function transcriptState(row: Row, isRequested: boolean): TranscriptState {
	if (isTranscribed(row)) return 'available';
	if (isRequested || isBegun(row)) return 'pending';
	return canNotBeTranscribed(row) ? 'impossible' : 'notRequested';
}

/** What the items of an execution have asked for so far: an internal call belongs to two extensions. */
const requestedBy = new WeakMap<Connection, Set<number>>();

function requestedSoFar(connection: Connection): Set<number> {
	const known = requestedBy.get(connection) ?? new Set<number>();
	requestedBy.set(connection, known);
	return known;
}

/** A list in parts of a length. */
const partsOf = <T>(list: readonly T[], length: number): T[][] =>
	Array.from({ length: Math.ceil(list.length / length) }, (_, index) => list.slice(index * length, (index + 1) * length));

/** Asks for transcripts once: a lost response may have started the work, and asking again would cost it twice. */
async function request(run: JobRun, ids: readonly number[]): Promise<void> {
	const recordings = ids.length === 1 ? '1 recording' : `${ids.length} recordings`;
	await run.send(REQUEST, { body: { ids } }).then(
		() => {
			run.did(`Requested transcripts of ${recordings}`);
		},
		(failure: unknown) => {
			if (!mayHaveBeenDone(failure)) throw failure;
			run.note(`The response to the request for transcripts of ${recordings} was lost, so it wasn't repeated`);
		},
	);
}

async function readAgain(run: JobRun, ids: readonly number[]): Promise<Map<number, Row>> {
	const found = new Map<number, Row>();
	for (const part of partsOf(ids, IDS_PER_READING)) {
		const $filter = part.map((id) => `Id eq ${id}`).join(' or ');
		for (const row of await run.rows('GET /Recordings', { query: { $filter } })) found.set(recordingIdOf(row), row);
	}
	return found;
}

/** Reads recordings again and again until their transcripts are there or the time is over. A deleted one stays as it was. */
async function waitFor(run: JobRun, ids: readonly number[], end: number): Promise<Map<number, Row>> {
	const latest = new Map<number, Row>();
	const signal = cancelSignal(run.connection.context);
	let awaited = ids;
	while (awaited.length > 0 && clock.now() < end && signal?.aborted !== true) {
		await waitUntil(Math.min(end, clock.now() + POLL_MS), { signal });
		const found = await readAgain(run, awaited);
		for (const [id, row] of found) latest.set(id, row);
		awaited = [...found].filter(([, row]) => !isTranscribed(row)).map(([id]) => id);
	}
	return latest;
}

/** A recording, and what is known of its transcript. */
export interface WithTranscript {
	row: Row;
	state: TranscriptState;
}

/** Recordings as they are, without asking for anything. */
export const withTranscripts = (rows: readonly Row[]): WithTranscript[] => rows.map((row) => ({ row, state: transcriptState(row, false) }));

/**
 * Requests the transcripts that are missing, each once, and waits for them and for those that are under way already.
 *
 * @param waitMinutes how long to wait; with 0 not at all.
 * @returns the recordings in their order, those that were waited for as they were read last.
 * @throws StepBrokenOff where the PBX refuses the request.
 */
export async function requestTranscripts(run: JobRun, rows: readonly Row[], waitMinutes: number): Promise<WithTranscript[]> {
	const { connection } = run;
	const requested = requestedSoFar(connection);
	await inTurn(connection, 'transcripts', async () => {
		const missing = rows
			.filter((row) => transcriptState(row, requested.has(recordingIdOf(row))) === 'notRequested')
			.map(recordingIdOf);
		for (const ids of partsOf(missing, IDS_PER_REQUEST)) {
			await request(run, ids);
			for (const id of ids) requested.add(id);
		}
	});
	const isPending = (row: Row) => transcriptState(row, requested.has(recordingIdOf(row))) === 'pending';
	const latest = await waitFor(run, rows.filter(isPending).map(recordingIdOf), clock.now() + waitMinutes * MINUTE);
	return rows.map((read) => {
		const row = latest.get(recordingIdOf(read)) ?? read;
		return { row, state: transcriptState(row, requested.has(recordingIdOf(row))) };
	});
}
