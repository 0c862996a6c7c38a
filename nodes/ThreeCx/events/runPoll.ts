import { NodeOperationError, type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeError';
import { readBoolean, readOptions } from '../input/options';
import type { ReadParameter } from '../input/itemInput';
import { asText } from '../input/asText';
import { readCount } from '../request/buildRequest';
import type { OutputItem } from '../response/items';
import { DEFAULT_SEND_OPTIONS, EDITOR_SEND_OPTIONS, openConnection, secretsOf, type Connection } from '../transport/connection';
import { clock } from '../timing/clock';
import { findEvent } from './index';
import { pollOnce, readStored, scopeHash, unlessRunning } from './poll';
import { PbxSource } from './source';
import type { EventType, Occurrence, Watcher } from './types';

/** Where the state is kept in the static data of the node. */
const STATE = 'threeCx';

/** How many things a test in the editor shows. */
const SHOWN = 3;

/** Contexts that have polled before: n8n uses one for all polls of an activation. */
const seen = new WeakSet<object>();

/** The share of the time that n8n gives a poll after which no further step begins: the last one and its files take time too. */
const TIME_FOR_STEPS = 0.5;

/** Tells when a poll should come to its end. Older versions of n8n set it none. */
function timeKeeper(context: IPollFunctions): () => boolean {
	const budget = typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : Number.POSITIVE_INFINITY;
	const end = clock.now() + budget * TIME_FOR_STEPS;
	return () => clock.now() >= end;
}

/** What is needed to poll. */
interface Session {
	event: EventType;
	watcher: Watcher;
	connection: Connection;
	includesRaw: boolean;
	isTimeOver: () => boolean;
}

async function toItem({ event, watcher, includesRaw }: Session, occurrence: Occurrence): Promise<INodeExecutionData> {
	const { eventId, json, raw } = occurrence;
	const item: OutputItem = { json: { event: event.value, eventId, ...json, ...(includesRaw ? { raw } : {}) } };
	const { binary, json: complete } = (await watcher.complete?.(occurrence, item)) ?? item;
	return { json: complete as IDataObject, ...(binary ? { binary } : {}) };
}

/** One after another: each may bring a file. */
async function toItems(session: Session, occurrences: readonly Occurrence[]): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const occurrence of occurrences) items.push(await toItem(session, occurrence));
	return items;
}

/** The newest things that are there, for a test in the editor. What is watched stays as it is. */
async function showLatest(context: IPollFunctions, session: Session): Promise<INodeExecutionData[][]> {
	const occurrences = await session.watcher.latest(SHOWN);
	if (occurrences.length > 0) return [await toItems(session, occurrences)];
	const { message, description } = session.event.nothingYet;
	throw new NodeOperationError(context.getNode(), message, { description });
}

/** Puts out what is new, and remembers it with the very result: nothing is remembered of a poll that fails. */
async function putOutNew(context: IPollFunctions, session: Session): Promise<INodeExecutionData[][] | null> {
	const { connection, event, watcher } = session;
	const { origin, clientId } = connection.settings;
	const nodeId = context.getNode().id;
	const scope = scopeHash({ nodeId, event: event.value, selection: watcher.selection, origin, clientId });
	const key = [context.getWorkflow().id, nodeId, scope].join('/');
	const found = await unlessRunning(key, async () => {
		const data = context.getWorkflowStaticData('node');
		const { occurrences, stored } = await pollOnce(watcher, scope, readStored(data[STATE], scope), session.isTimeOver);
		const items = await toItems(session, occurrences);
		data[STATE] = JSON.parse(JSON.stringify(stored)) as IDataObject;
		return items;
	});
	return found && found.length > 0 ? [found] : null;
}

/**
 * Whether a failure is left to the next poll. When n8n starts while the PBX is away, the first poll fails; thrown, that
 * would leave the workflow without trigger until somebody activates it again.
 */
function waitsForNextPoll(context: IPollFunctions, isFirst: boolean): boolean {
	return isFirst && ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/**
 * One poll of the trigger node.
 *
 * @throws NodeApiError or NodeOperationError, as the action node does.
 */
export async function runPoll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isFirst = !seen.has(context);
	seen.add(context);
	const node = context.getNode();
	const read: ReadParameter = (name, fallback) => context.getNodeParameter(name, fallback);
	const isTimeOver = timeKeeper(context);
	let connection: Connection | undefined;
	let source: PbxSource | undefined;
	try {
		const event = findEvent(asText(read('event', '')));
		if (!event) {
			throw new NodeOperationError(node, 'This version of the 3CX Trigger node doesn\'t have this event', {
				description: 'Choose Event from its list.',
			});
		}
		const options = readOptions(read);
		const seconds = readCount((_, fallback) => options.timeout ?? fallback, 'timeout', DEFAULT_SEND_OPTIONS.timeout / 1000, {
			displayName: 'Timeout',
			remedy: 'Correct Timeout in Options.',
		});
		// A restart of the PBX is no failure of a poll. Who activates or tests is waiting, though.
		const isAwaited = isFirst || context.getMode() === 'manual';
		const { waitForPbx } = isAwaited ? EDITOR_SEND_OPTIONS : DEFAULT_SEND_OPTIONS;
		connection = await openConnection(context, { ...DEFAULT_SEND_OPTIONS, waitForPbx, timeout: seconds * 1000 });
		source = new PbxSource(connection);
		const includesRaw = readBoolean(options.includeRaw, 'Include Raw Data', false);
		const session: Session = { event, watcher: event.watch(read, source), connection, includesRaw, isTimeOver };
		return context.getMode() === 'manual' ? await showLatest(context, session) : await putOutNew(context, session);
	} catch (error) {
		const subject = source?.subject ?? { host: 'the PBX', noun: 'event', operationName: '3CX Trigger' };
		const nodeError = toNodeError(error, { node, subject, secrets: connection ? secretsOf(connection) : [] });
		if (!waitsForNextPoll(context, isFirst)) throw nodeError;
		context.logger.warn(`3CX Trigger "${node.name}" will poll again later: ${nodeError.message}`);
		return null;
	}
}
