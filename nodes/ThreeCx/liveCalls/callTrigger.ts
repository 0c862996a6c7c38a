import { createHash } from 'crypto';
import type { IDataObject, INodeExecutionData, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import type { Subject } from '../errors/subject';
import { toNodeError, type NodeError } from '../errors/nodeError';
import type { ReadParameter } from '../input/itemInput';
import { readBoolean, readOptions } from '../input/options';
import { secretsOf } from '../transport/connection';
import { readCallFilter, type CallFilter } from './callFilter';
import { itemOf, type CallItem } from './callItems';
import { CallWatch } from './callWatch';
import { systemClock, type Clock } from './sources/clock';
import { follow, socketOrRest } from './sources/follow';
import { nodeSocketOpener, PbxCallControl, type SocketOpener } from './pbxCallControl';
import { followByRest } from './sources/restSource';
import type { Source } from './sources/source';
import { fromStored, remembered, toStored, type StoredCalls } from './storedCalls';
import type { CallEvent, TrackerState } from './tracker';

/** n8n stores a deduplication key in a column of this many characters. */
const MAX_KEY_LENGTH = 255;

/** What a test brings in place of the real thing. */
export interface CallTriggerParts {
	clock?: Clock;
	openSocket?: SocketOpener;
}

const subjectOf = (host: string): Subject => ({ host, noun: 'call', operationName: 'Watch Calls', isRead: true });

/** Everything that one activation of the trigger keeps. */
class CallTrigger {
	private readonly filter: CallFilter;
	private readonly includesRaw: boolean;
	private readonly callControl: PbxCallControl;
	private readonly watch: CallWatch;
	private readonly stop = new AbortController();
	private readonly socketSource = socketOrRest();
	private readonly isManual: boolean;
	private readonly clock: Clock;
	private emitted: string[] = [];
	private scope?: string;
	/** Whether calls of an earlier run of n8n were taken up: then no look at the PBX is the very first one. */
	private isRestored = false;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly parts: Required<Pick<CallTriggerParts, 'clock'>> & CallTriggerParts,
	) {
		this.clock = parts.clock;
		const read: ReadParameter = (name, fallback) => context.getNodeParameter(name, fallback);
		this.filter = readCallFilter(read);
		this.includesRaw = readBoolean(readOptions(read).includeRaw, 'Include Raw Data', false);
		this.isManual = context.getMode() === 'manual';
		this.callControl = new PbxCallControl(context, parts.openSocket);
		this.watch = new CallWatch(
			this.clock,
			(events, state) => this.emitAll(events, state),
			this.stop.signal,
			this.callControl.isMachine,
		);
	}

	/** @throws NodeError that says what stands in the way of hearing calls. */
	async check(): Promise<void> {
		await this.callControl.check().catch((error: unknown) => {
			throw this.explain(error);
		});
	}

	start(): void {
		const { clock, context } = this;
		const { signal } = this.stop;
		const session = {
			callControl: this.callControl,
			clock,
			signal,
			after: 'baseline' as const,
			observe: this.watch.observe.bind(this.watch),
		};
		void follow(this.source, session, {
			onLost: (error, wait) => {
				context.logger.warn(`3CX Call Trigger: ${this.explain(error).message}; next try in ${Math.round(wait / 1000)} s`);
			},
			onBack: (outage) => context.logger.info(`3CX Call Trigger: connected again after ${Math.round(outage / 1000)} s`),
			onLongOutage: (error) => this.showOutage(error),
		});
	}

	end(): void {
		this.stop.abort();
	}

	/** Picks the way to hear of calls anew for each connection, because the credential may have changed. */
	private readonly source: Source = async (session) => {
		const { settings, fingerprint } = await this.callControl.reopen();
		this.restore(fingerprint);
		const isSocket = this.parts.openSocket !== undefined && !settings.allowUnauthorizedCerts;
		await (isSocket ? this.socketSource : followByRest)({ ...session, after: this.isRestored ? 'resumed' : session.after });
	};

	/** Takes up the calls of an earlier run of n8n, where there was one. */
	private restore(scope: string): void {
		if (this.scope !== undefined) return;
		this.scope = scope;
		if (this.isManual) return;
		const stored = fromStored(this.context.getWorkflowStaticData('node').liveCalls, scope, this.clock.now());
		if (!stored) return;
		this.emitted = stored.emitted;
		this.watch.restore(stored.state);
		this.isRestored = true;
	}

	private emitAll(events: readonly CallEvent[], state: TrackerState): void {
		const items = events.map((event) => itemOf(event, this.filter, this.includesRaw)).filter((item) => item !== undefined);
		if (items.length === 0) return;
		// Once for all items: after a gap there may be one for each of a thousand calls.
		const stored = toStored(this.scope ?? '', state, this.emitted);
		for (const item of items) if (!this.emitted.includes(item.eventId)) this.emit(item, stored);
	}

	/** n8n saves static data with every execution that begins, so it is written before. */
	private emit({ eventId, json }: CallItem, stored: StoredCalls): void {
		const { context } = this;
		this.emitted = remembered([...this.emitted, eventId]);
		const data: INodeExecutionData[][] = [[{ json: json as IDataObject }]];
		if (this.isManual) context.emit(data);
		else {
			context.getWorkflowStaticData('node').liveCalls = { ...stored, emitted: this.emitted };
			// Known since n8n 2; earlier versions ignore it.
			context.emit(data, undefined, undefined, this.deduplicationKey(eventId));
		}
	}

	private deduplicationKey(eventId: string): string {
		const key = `${this.context.getWorkflow().id}:${this.context.getNode().id}:${eventId}`;
		return key.length <= MAX_KEY_LENGTH ? key : createHash('sha256').update(key).digest('hex');
	}

	/** A failed run that people see, while the trigger stays as it is; n8n 1.x has no such thing and gets a log line. */
	private showOutage(error: unknown): void {
		const { context } = this;
		const explained = this.explain(error);
		if (typeof context.saveFailedExecution === 'function') context.saveFailedExecution(explained);
		else context.logger.error(`3CX Call Trigger: no connection for 5 minutes: ${explained.message}`);
	}

	private explain(error: unknown): NodeError {
		const connection = this.callControl.current;
		return toNodeError(error, {
			node: this.context.getNode(),
			subject: subjectOf(connection ? new URL(connection.settings.origin).host : 'the PBX'),
			secrets: connection ? secretsOf(connection) : [],
		});
	}
}

/** @throws NodeOperationError for parameters that can't be used: waiting would not make them better. */
function createTrigger(...args: ConstructorParameters<typeof CallTrigger>): CallTrigger {
	try {
		return new CallTrigger(...args);
	} catch (error) {
		const [context] = args;
		throw toNodeError(error, { node: context.getNode(), subject: subjectOf('the PBX'), secrets: [] });
	}
}

/**
 * Starts to hear calls and goes on until n8n closes it. While n8n itself starts, nothing is asked of the PBX first: it
 * may be away, and n8n would leave the trigger off.
 *
 * @throws NodeError for parameters that can't be used; and where a person is there to read it (manual run, activation)
 * and the PBX won't tell of calls.
 *
 * Source: n8n, active-workflow-triggers.ts and workflow-trigger-activator.ts (a trigger that throws at the start of n8n
 * stays off; emitError can lead to several connections).
 */
export async function startCallTrigger(
	context: ITriggerFunctions,
	{ clock = systemClock, openSocket = nodeSocketOpener() }: CallTriggerParts = {},
): Promise<ITriggerResponse> {
	const trigger = createTrigger(context, { clock, openSocket });
	if (!['init', 'leadershipChange'].includes(context.getActivationMode())) await trigger.check();
	trigger.start();
	return {
		closeFunction: async () => {
			trigger.end();
		},
	};
}
