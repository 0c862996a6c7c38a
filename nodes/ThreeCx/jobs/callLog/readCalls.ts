import { callOf, callIdOf, legIdOf, type Call } from '../../callLog/call';
import { readWhole } from '../../callLog/readWhole';
import type { AddressOf } from '../../callLog/recording';
import { groupBy } from '../../collections/groupBy';
import { API_PATH } from '../../input/baseUrl';
import type { OutputJson } from '../../response/items';
import { isoTime, timeOf } from '../../response/values';
import { clock } from '../../timing/clock';
import { Slices } from '../../timing/slices';
import type { Row } from '../../transport/pages';
import { operationOf, requestFor } from '../common/apiCall';
import type { JobRun } from '../common/jobRun';
import { daysOf, type Span } from '../common/period';

const ARGUMENTS = [
	'periodFrom',
	'periodTo',
	'sourceType',
	'sourceFilter',
	'destinationType',
	'destinationFilter',
	'callsType',
	'callTimeFilterType',
	'callTimeFilterFrom',
	'callTimeFilterTo',
	'hidePcalls',
];
const CALL_LOG = `GET /ReportCallLogData/Pbx.GetCallLogData(${ARGUMENTS.map((name) => `${name}={${name}}`).join(',')})`;

/** All calls, also phones of agents that rang in vain. */
const EVERYTHING = {
	sourceType: 0,
	sourceFilter: '',
	destinationType: 0,
	destinationFilter: '',
	callsType: 0,
	callTimeFilterType: 0,
	callTimeFilterFrom: '0:00:0',
	callTimeFilterTo: '0:00:0',
	hidePcalls: false,
};

/**
 * A call is said to be of the time at which its first leg began, so the log is read over the time of a long call before
 * and after: else one that goes on over midnight would be cut in two.
 */
const LONGEST_CALL = 4 * 60 * 60 * 1000;

const DOWNLOAD = 'GET /Recordings/Pbx.DownloadRecording(recId={recId})';

/** The request for the audio of a recording. */
export const recordingRequest = (recId: number) => requestFor(operationOf(DOWNLOAD), { arguments: { recId } });

/** Where the audio of recordings is. */
export const recordingAddresses =
	({ connection }: JobRun): AddressOf =>
	(id) =>
		`${connection.settings.origin}${API_PATH}${recordingRequest(id).path}`;

const startOf = ({ StartTime }: Row) => timeOf(StartTime);

/** Whether something began in a span; what has no time is left to be seen. */
const beganIn = ({ from, to }: Span, start: number) => Number.isNaN(start) || (start >= from && start < to);

/** Rows of the log, each once, by their start: windows and pages may overlap by a row. */
function inOrder(rows: readonly Row[]): Row[] {
	const once = [...new Map(rows.map((row) => [legIdOf(row), row])).values()];
	return once.sort((one, other) => (startOf(one) || 0) - (startOf(other) || 0));
}

/**
 * Reads the call log of a span, day by day: the PBX makes the rows of all earlier pages for each page, and caps reports.
 *
 * @throws StepBrokenOff where any part can't be read in full.
 */
async function readLog(run: JobRun, span: Span, timeZone: string): Promise<Row[]> {
	const rows: Row[] = [];
	const refuse = () => {
		throw run.refusal(
			CALL_LOG,
			'The call log has more calls in two minutes than the PBX returns',
			'Raise the parameter REPORT_ROW_LIMIT of the PBX. Nothing was returned, because calls would be missing.',
		);
	};
	const read = async (from: number, to: number) =>
		await run.rows(CALL_LOG, { arguments: { ...EVERYTHING, periodFrom: isoTime(from), periodTo: isoTime(to) } });
	for (const day of daysOf(span, timeZone)) {
		for (const row of await readWhole(read, day.from, day.to, refuse)) rows.push(row);
	}
	return inOrder(rows);
}

/** What reading a leg takes, in steps of a few nanoseconds: a year has millions of them. */
export const STEPS_PER_LEG = 1_000;

async function group(rows: readonly Row[]): Promise<Call[]> {
	return await new Slices().map(groupBy(rows, callIdOf).values(), ({ length }) => length * STEPS_PER_LEG, callOf);
}

/**
 * Reads the calls that began in a span, whole and in order.
 *
 * @throws StepBrokenOff where any part of the log can't be read in full.
 */
export async function readCalls(run: JobRun, span: Span, timeZone: string): Promise<Call[]> {
	const to = span.to < clock.now() ? span.to + LONGEST_CALL : span.to;
	const rows = await readLog(run, { from: span.from - LONGEST_CALL, to }, timeZone);
	return (await group(rows)).filter(({ firstRow }) => beganIn(span, startOf(firstRow)));
}

/**
 * Reads the legs that began in a span, each with the call that it belongs to.
 *
 * @throws StepBrokenOff where any part of the log can't be read in full.
 */
export async function readLegs(run: JobRun, span: Span, timeZone: string): Promise<OutputJson[]> {
	const rows = (await readLog(run, span, timeZone)).filter((row) => beganIn(span, startOf(row)));
	const legsOf = (row: Row) => {
		const { callId, direction, legs } = callOf([row]);
		return legs.map((leg) => ({ callId, direction, ...leg, legId: legIdOf(row) }));
	};
	return (await new Slices().map(rows, () => STEPS_PER_LEG, legsOf)).flat();
}
