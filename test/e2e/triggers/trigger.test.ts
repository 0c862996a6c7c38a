import { startPbx, type Pbx } from '../../pbx';
import { createCredential } from '../credential';
import { wantedN8nVersion } from '../n8n/install';
import { startN8n, type N8nInstance } from '../n8n/instance';
import { until } from '../until';
import { packedTarball } from '../workflows';

const CALLER = '0014155550199';

let pbx: Pbx;
let n8n: N8nInstance;

beforeAll(async () => {
	pbx = await startPbx({ rows: { ActiveCalls: [] } });
	n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
});

afterAll(async () => {
	await (n8n as N8nInstance | undefined)?.stop();
	await pbx.stop();
});

/** Lets a call of a minute happen, and five minutes go by on the PBX. */
function callEnds(): string {
	const { mainCallHistoryId } = pbx.calls.add({ at: pbx.clock.callerNow(), legs: [{ from: CALLER, to: '100', talks: 55 }] });
	pbx.clock.advance({ minutes: 5 });
	return `call:${mainCallHistoryId}`;
}

const polls = () => pbx.requests.filter(({ url }) => url.includes('GetCallLogData')).length;

describe('3CX Trigger in a real n8n', () => {
	it('starts the workflow for every call once, though n8n is killed and the token dies in between', async () => {
		const workflow = await n8n.api.createWorkflow({
			name: 'Ended calls',
			nodes: [
				{
					id: 'trigger', name: '3CX Trigger', type: 'n8n-nodes-threecx.threeCxTrigger', typeVersion: 1, position: [0, 0],
					parameters: { event: 'callEnded', pollTimes: { item: [{ mode: 'everyMinute' }] } },
					credentials: { threeCxApi: await createCredential(n8n, pbx) },
				},
				{ id: 'next', name: 'Next', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { '3CX Trigger': { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		});
		const started = async () => (await n8n.api.triggered(workflow.id)).map(({ eventId }) => String(eventId));

		await n8n.api.activateWorkflow(workflow);
		// n8n activates in the background: the first poll asks for the time, puts nothing out, and n8n saves where it begins.
		await until(n8n, async () => (await n8n.api.staticData(workflow.id))['node:3CX Trigger'] !== undefined);
		const expected: string[] = [];
		// All that n8n has of the trigger is that it was activated.
		await n8n.restart('kill', async () => {
			expected.push(callEnds());
			await Promise.resolve();
		});
		await until(n8n, async () => (await started()).length === 1);
		// The next poll is a minute later, with a token that the PBX does not know any more.
		pbx.killTokens();
		expected.push(callEnds(), callEnds());
		await until(n8n, async () => (await started()).length === 3);
		const before = polls();
		await n8n.restart('kill', async () => {
			expected.push(callEnds());
			await Promise.resolve();
		});
		await until(n8n, async () => (await started()).length === 4);
		await until(n8n, () => polls() >= before + 2);
		expect((await started()).sort()).toEqual(expected.sort());
	}, 900_000);
});
