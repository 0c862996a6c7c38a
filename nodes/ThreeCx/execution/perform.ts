import { findByPath } from '../catalog/match';
import { pagingOf } from '../catalog/paging';
import { selectsSimplified } from '../catalog/simplified';
import type { Operation, OperationKind, OutputKind } from '../catalog/types';
import { asText } from '../input/asText';
import { withQueryApart } from '../request/apiPath';
import { readRowLimit } from '../request/buildRequest';
import { readSimplified } from '../request/queryOptions';
import type { ItemInput, RunInput } from '../input/itemInput';
import { readFileField } from '../input/options';
import type { PbxRequest } from '../request/pbxRequest';
import { deletedItem, jsonItems, successItem, type OutputItem, type OutputJson } from '../response/items';
import { asRow, collectionIn, reportedFailures, rowsIn, withOnly } from '../response/rows';
import { sendByAlternateKey } from './alternateKey';
import { download, fileItems, isFile, type FileNames } from '../transport/download';
import { AnswerRefused } from '../errors/answerRefused';
import { DoneUnread, unreadNote } from '../errors/doneUnread';
import { explainCode, isWebPage } from '../errors/failure';
import { resolveKey } from './lookUp';
import { deletedInSpiteOf, isMissingFine } from './delete';
import type { ExecutionHints } from './hints';
import { readFurtherPages } from '../transport/pages';
import { readWholeList } from '../transport/wholeList';
import type { Connection } from '../transport/connection';
import { readAnswer, send, sendForStream, type Answer } from '../transport/send';

/** Loaded when the first one runs: they are a third of the code, and n8n waits for all that is imported when it starts. */
const loadJobs = () => (require('../jobs') as typeof import('../jobs')).jobs;

/** One operation for one item. */
interface Task {
	connection: Connection;
	operation: Operation;
	request: PbxRequest;
	input: RunInput;
	hints: ExecutionHints;
}

type Performer = (task: Task) => Promise<OutputItem[]>;

/** An answer in which JSON was meant to be. */
function checked({ body, headers }: Answer, { connection }: Task): unknown {
	if (!isWebPage(asText(headers['content-type']), body)) return body;
	throw new AnswerRefused(
		`${new URL(connection.settings.origin).host} returned a web page instead of API data`,
		'The Base URL in the 3CX API credential probably points to something other than the PBX, or a proxy responded in its place.',
	);
}

const sendForRows: Performer = async (task) => {
	const { connection, request } = task;
	return jsonItems(rowsIn(checked(await send(connection, request), task), request));
};

/** A bulk action that has nothing to report has done everything. */
const sendForReport: Performer = async (task) => {
	const { connection, operation, request } = task;
	const rows = rowsIn(checked(await send(connection, request), task), request);
	const failures = reportedFailures(rows, operation);
	if (failures.length === 0) return jsonItems(rows.length === 0 ? [successItem(request)] : rows);
	const listed = failures.map(({ subject, reason }) => (subject === '' ? '' : `${subject}: `) + explainCode(reason));
	throw new AnswerRefused(
		`"${operation.name}" failed for some entries: ${listed.join('; ')}`,
		'All other entries were processed. Fix the ones listed and run the node again for those only.',
	);
};

/** Where nothing of the answer is needed, a good status is a success even if the rest can't be read. */
function doneInSpiteOf(error: unknown, request: PbxRequest): OutputJson {
	if (!(error instanceof DoneUnread)) throw error;
	return { ...successItem(request), note: unreadNote(error) };
}

/** For what the PBX does without saying more. */
async function sendForNothing(task: Task): Promise<OutputJson> {
	const { connection, request } = task;
	return await send(connection, request).then(
		(answer) => {
			checked(answer, task);
			return successItem(request);
		},
		(error: unknown) => doneInSpiteOf(error, request),
	);
}

function fileNames({ operation }: Operation, { read }: ItemInput): FileNames {
	return { field: readFileField(read), fallback: operation };
}

const readList: Performer = async ({ connection, operation, input, hints, ...task }) => {
	const paging = pagingOf(operation);
	const limit = readRowLimit(input.read);
	const request = withQueryApart(task.request);
	const hasPeriod = operation.arguments.some(({ type }) => type === 'dateTime');
	const { rows, counted } = await readWholeList(connection, request, paging, limit);
	hints.noteList({ operation, request, rows: rows.length, limit, counted, isReport: paging.isReport, hasPeriod });
	return rows.map((row) => ({ json: asRow(row) }));
};

/** A list of which Simplify could not select the properties beforehand. */
const readSimplifiedList: Performer = async (task) => {
	const items = await readList(task);
	const names = selectsSimplified(task.operation) ? [] : readSimplified(task.operation, task.input);
	return names.length === 0 ? items : items.map(({ json }) => ({ json: withOnly(names, json) }));
};

const performers: Record<OutputKind, Performer> = {
	pages: readSimplifiedList,
	rows: sendForRows,
	report: sendForReport,
	object: async (task) => {
		const { operation, request, connection } = task;
		const isAlternateKey = operation.kind === 'get' && operation.arguments.length > 0;
		if (!isAlternateKey) return await sendForRows(task);
		return jsonItems(rowsIn(checked(await sendByAlternateKey(connection, operation, request), task), request));
	},
	value: sendForRows,
	nothing: async (task) => jsonItems([await sendForNothing(task)]),
	file: async ({ connection, operation, request, input }) => {
		return await download(connection, request, fileNames(operation, input));
	},
};

/** A request whose path the user wrote goes the way of the operation it calls, where the catalog knows that. */
const performRequest: Performer = async (task) => {
	const { connection, request, input } = task;
	const { operation: known } = findByPath(request.method, request.path);
	const isPaged = /[?&](\$|%24)(top|skip)=/i.test(request.path) || '$top' in request.query || '$skip' in request.query;
	if (known?.output === 'report') return await sendForReport({ ...task, operation: known });
	if (known?.output === 'file') return await performers.file({ ...task, operation: known });
	if (known?.output === 'pages' && !isPaged) return await readList({ ...task, operation: known });
	if (request.method === 'DELETE' || request.method === 'PATCH') {
		return await sendForRows(task).catch((error: unknown) => jsonItems([doneInSpiteOf(error, request)]));
	}
	if (request.method !== 'GET') return await sendForRows(task);
	const answer = await sendForStream(connection, request);
	if (isFile(answer)) return await fileItems(connection, request, answer, fileNames(task.operation, input));
	const body = checked(await readAnswer(answer), task);
	if (isPaged || !collectionIn(body)) return jsonItems(rowsIn(body, request));
	return jsonItems((await readFurtherPages(connection, request, body, readRowLimit(input.read))).map(asRow));
};

/** What is carried out by kind, before it is looked at what comes back. */
const performersByKind: Partial<Record<OperationKind, Performer>> = {
	delete: async (task) => {
		const { connection, request, input } = task;
		const missingIsFine = isMissingFine(input.read);
		const deleted = await send(connection, request).then(
			(answer) => {
				checked(answer, task);
				return deletedItem(request);
			},
			(error: unknown) => deletedInSpiteOf(error, request, missingIsFine),
		);
		return jsonItems([deleted]);
	},
	job: async ({ connection, operation, request, input, hints }) => {
		const name = `${operation.resource}.${operation.operation}`;
		const job = loadJobs()[name];
		if (!job) throw new RangeError(`jobs/index.ts has no job "${name}"`);
		const items = await job(connection, input);
		const hasPeriod = asText(input.read('period', '')) !== '';
		if (items.length === 0 && hasPeriod) hints.noteList({ operation, request, rows: 0, limit: Number.POSITIVE_INFINITY, counted: 0, isReport: false, hasPeriod });
		return items;
	},
	rawRequest: performRequest,
};

/**
 * Carries out one operation for one item and returns what it puts out.
 *
 * @param found called with the final request once the key is resolved; used for error messages.
 */
export async function perform(task: Task, found: (request: PbxRequest) => void): Promise<OutputItem[]> {
	const { connection, operation } = task;
	const resolving = resolveKey(connection, operation, task.request).then((request) => ({ request }));
	const resolved: { request: PbxRequest } | { deleted: OutputJson } =
		operation.kind === 'delete'
			? await resolving.catch((error: unknown) => ({
					deleted: deletedInSpiteOf(error, task.request, isMissingFine(task.input.read)),
				}))
			: await resolving;
	if ('deleted' in resolved) return jsonItems([resolved.deleted]);
	const { request } = resolved;
	found(request);
	const performer = performersByKind[operation.kind] ?? performers[operation.output];
	return await performer({ ...task, request });
}
