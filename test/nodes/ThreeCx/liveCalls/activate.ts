import { TriggerContext } from 'n8n-core';
import { Workflow, type IDataObject, type INodeParameters, type ITriggerFunctions, type ITriggerResponse, type WorkflowActivateMode } from 'n8n-workflow';
import { WebSocket } from 'ws';
import { ThreeCxApi } from '../../../../credentials/ThreeCxApi.credentials';
import { startCallTrigger } from '../../../../nodes/ThreeCx/liveCalls/callTrigger';
import type { Clock } from '../../../../nodes/ThreeCx/liveCalls/sources/clock';
import { systemClock } from '../../../../nodes/ThreeCx/liveCalls/sources/clock';
import type { SocketOpener } from '../../../../nodes/ThreeCx/liveCalls/pbxCallControl';
import type { CallSocket } from '../../../../nodes/ThreeCx/liveCalls/sources/source';
import { ThreeCxCallTrigger } from '../../../../nodes/ThreeCx/ThreeCxCallTrigger.node';
import { createEngine } from '../../../engine';
import { startTestPbx } from '../../../engine/setUp';
import { addCredential } from '../../../engine/threeCx';
import type { Pbx, PbxOptions } from '../../../pbx';
import { VirtualClock } from '../../../virtualClock';
import { undocumentedLive } from '../documentedFields';

const NODE = 'n8n-nodes-threecx.threeCxCallTrigger';

interface Emitted {
	json: IDataObject;
	key?: string;
}

/** Node 20 has no WebSocket of its own. */
const openWs: SocketOpener = (url, token) =>
	new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } }) as unknown as CallSocket;

/** A fast clock, and how many waits have not ended: without one, without a socket and without a request, nothing can happen. */
export function watchedClock() {
	const virtual = new VirtualClock();
	const clock = {
		...systemClock,
		now: () => virtual.time,
		sleeping: 0,
		sleep: async (wait: number, signal: AbortSignal) => {
			clock.sleeping++;
			await virtual.sleep(wait, signal);
			clock.sleeping--;
		},
	};
	return clock;
}

const stops: (() => Promise<void>)[] = [];
/** Every item of a test. */
const items: IDataObject[] = [];

afterEach(async () => {
	for (const stop of stops.splice(0)) await stop();
	expect(items.splice(0).flatMap(undocumentedLive)).toEqual([]);
});

/** Activates the trigger as n8n does, on a mock PBX. */
export async function activate(
	pbx: Pbx,
	{
		parameters = { events: ['ringing', 'answered', 'ended', 'missed'] },
		activation = 'activate',
		mode = 'trigger',
		staticData = {},
		socket = true,
		clock = watchedClock(),
	}: { parameters?: INodeParameters; activation?: WorkflowActivateMode; mode?: 'trigger' | 'manual'; staticData?: IDataObject; socket?: boolean; clock?: Clock } = {},
) {
	const engine = createEngine({ [NODE]: new ThreeCxCallTrigger() }, [new ThreeCxApi()]);
	const credential = addCredential(engine, { baseUrl: pbx.baseUrl });
	const node = {
		id: 'node1', name: 'Calls', type: NODE, typeVersion: 1, position: [0, 0] as [number, number], parameters,
		credentials: { threeCxApi: credential },
	};
	const workflow = new Workflow({ id: 'flow1', nodes: [node], connections: {}, active: true, nodeTypes: engine.nodeTypes, staticData });
	const emitted: Emitted[] = [];
	const failed: Error[] = [];
	const emit: ITriggerFunctions['emit'] = ([put], _response, _done, key) => {
		for (const { json } of put ?? []) {
			emitted.push({ json, key });
			items.push(json);
		}
	};
	const context = new TriggerContext(
		workflow, workflow.getNode('Calls') ?? node, engine.additionalData(), mode, activation, emit,
		() => { throw new Error('emitError was called'); },
		(error) => failed.push(error),
	);
	const start = async (): Promise<ITriggerResponse> =>
		await startCallTrigger(context, { clock, openSocket: socket ? openWs : undefined });
	const response = await start();
	const stop = async () => { await response.closeFunction?.(); };
	stops.push(stop);
	const names = () => emitted.map(({ json }) => `${json.event as string} ${json.extension as string}`);
	return { engine, credential, workflow, emitted, failed, names, stop, staticData: context.getWorkflowStaticData('node') };
}

export const startPbx = async (options: PbxOptions = {}) =>
	await startTestPbx({ callControl: { extensions: ['100', '101'] }, ...options });

export const isUp = (pbx: Pbx) => pbx.callControl.sockets.open === 1;
