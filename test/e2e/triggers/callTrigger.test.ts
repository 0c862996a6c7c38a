import { startPbx, type Pbx } from '../../pbx';
import { createCredential } from '../credential';
import { describeCrmTrigger } from './crmTrigger';
import { wantedN8nVersion } from '../n8n/install';
import { startN8n, type N8nInstance } from '../n8n/instance';
import { until } from '../until';
import { examplesWith, packedTarball, readExample } from '../workflows';

const TRIGGER = 'n8n-nodes-threecx.threeCxCallTrigger';

let pbx: Pbx;
let n8n: N8nInstance;

beforeAll(async () => {
	pbx = await startPbx({ callControl: { extensions: ['100', '101'] } });
	n8n = await startN8n({ version: wantedN8nVersion(), tarball: packedTarball() });
});

afterAll(async () => {
	await (n8n as N8nInstance | undefined)?.stop();
	await pbx.stop();
});

/** The node listens: over a socket, or by asking for all calls again and again. */
const isListening = () =>
	pbx.callControl.sockets.open === 1 || pbx.requests.filter(({ url }) => url === '/callcontrol').length >= 3;

type Told = ReturnType<typeof lasting>;
const byExtension = (a: Told, b: Told) => (`${String(a.extension)} ${String(a.event)}` < `${String(b.extension)} ${String(b.event)}` ? -1 : 1);

/** What an item says, without what differs each time a script is played: IDs and times. */
const lasting = ({ event, extension, direction, external, party, answered, answeredBy, extensions }: Record<string, unknown>) =>
	({ event, extension, direction, external, party, answered, answeredBy, extensions });

const ada = { number: '+15550101', name: 'Ada Byron', did: '' };
const alan = { number: '+15550102', name: 'Alan Turing', did: '' };
const inbound = { direction: 'inbound', external: true };

/** The items of the script below, however the node listens; what n8n starts in the same moment comes in either order. */
const HEARD = [
	{ event: 'ringing', extension: '100', ...inbound, party: ada, answered: false, answeredBy: null, extensions: ['100'] },
	{ event: 'answered', extension: '100', ...inbound, party: ada, answered: true, answeredBy: '100', extensions: ['100'] },
	{ event: 'ringing', extension: '101', ...inbound, party: alan, answered: false, answeredBy: null, extensions: ['101'] },
	{ event: 'ended', extension: '100', ...inbound, party: ada, answered: true, answeredBy: '100', extensions: ['100'] },
	{ event: 'missed', extension: '101', ...inbound, party: alan, answered: false, answeredBy: null, extensions: ['101'] },
	{ event: 'ended', extension: '101', ...inbound, party: alan, answered: false, answeredBy: null, extensions: ['101'] },
];

describe('3CX Call Trigger in a real n8n', () => {
	// With Ignore SSL Issues the node listens over HTTP, because Node's WebSocket can't leave certificates unchecked.
	it.each([
		['a socket', false],
		['HTTP requests', true],
	])('starts one execution for each event heard by %s, through a dead token, a drop, and kill -9 of n8n', async (_name, isByHttp) => {
		const { calls, sockets } = pbx.callControl;
		const openedBefore = sockets.opened;
		pbx.requests.length = 0;
		const workflow = await n8n.api.createWorkflow({
			name: 'Calls',
			nodes: [
				{
					id: 'b1f4a2e0-0001-4000-8000-000000000001',
					name: 'Calls',
					type: TRIGGER,
					typeVersion: 1,
					position: [0, 0],
					parameters: { events: ['ringing', 'answered', 'ended', 'missed'], direction: 'any' },
					credentials: { threeCxApi: await createCredential(n8n, pbx, { allowUnauthorizedCerts: isByHttp }) },
				},
				{ id: 'b1f4a2e0-0001-4000-8000-000000000002', name: 'Next', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
			],
			connections: { Calls: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		});
		await n8n.api.activateWorkflow(workflow);
		await until(n8n, isListening);
		const heard = async () => await n8n.api.triggered(workflow.id);

		const answered = calls.ring('100', ada);
		await until(n8n, async () => (await heard()).length === 1);
		calls.connect(answered);
		await until(n8n, async () => (await heard()).length === 2);

		pbx.killTokens();
		sockets.drop();
		pbx.requests.length = 0;
		await until(n8n, isListening);
		const missed = calls.ring('101', alan);
		await until(n8n, async () => (await heard()).length === 3);

		await n8n.restart('kill', async () => {
			await until(n8n, () => sockets.open === 0);
			pbx.requests.length = 0;
			calls.leave(answered);
		});
		await until(n8n, isListening);
		await until(n8n, async () => (await heard()).length === 4);
		calls.leave(missed);
		await until(n8n, async () => (await heard()).length === HEARD.length);
		const items = await heard();
		expect(items.map(lasting).sort(byExtension)).toEqual([...HEARD].sort(byExtension));
		expect(new Set(items.map(({ eventId }) => eventId)).size).toBe(HEARD.length);
		expect(sockets.opened - openedBefore).toBe(isByHttp ? 0 : 3);
		expect(sockets.maxOpen).toBeLessThanOrEqual(1);

		await n8n.api.deactivateWorkflow(workflow.id);
		await until(n8n, () => sockets.open === 0);
	});

	it.each(examplesWith('threeCxCallTrigger'))('runs the example %s to its end', async (file) => {
		const workflow = await n8n.api.createWorkflow(readExample(file, await createCredential(n8n, pbx)));
		pbx.requests.length = 0;
		await n8n.api.activateWorkflow(workflow);
		await until(n8n, isListening);
		const { calls } = pbx.callControl;
		const ringing = calls.ring('100', { number: '+15550166', name: 'Ada Byron' });
		// A call that is over before anybody looks at it is no call.
		await until(n8n, () => pbx.requests.some(({ url }) => url.startsWith('/callcontrol/100/participants/')));
		calls.leave(ringing);
		await until(n8n, async () => (await n8n.api.lastOutput(workflow.id)).length > 0);
		expect(JSON.stringify(await n8n.api.lastOutput(workflow.id))).toContain('+15550166');
		await n8n.api.deactivateWorkflow(workflow.id);
	});
});

// In the same n8n, because starting one takes longer than the tests.
describeCrmTrigger(() => n8n);
