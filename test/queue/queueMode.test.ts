import { createCredential } from '../e2e/credential';
import { LogoDeletions } from '../e2e/outages/logoDeletions';
import { lostOf, outages, outageSize, takeAway } from '../e2e/outages/outage';
import { until } from '../e2e/until';
import { manyLogos } from '../engine/logos';
import { startPbx, type Pbx, type PbxOptions, type RecordedRequest } from '../pbx';
import { missingPrograms } from './programs';
import { AT_ONCE_PER_WORKER, startQueueMode, WORKERS, type QueueMode } from './queueMode';

const EXECUTIONS = 200;
/** After so many deletions the token dies, again and again. */
const TOKEN_DIES_EVERY = 50;

/** Executions of which a worker that is killed has some. */
const OVER_A_KILL = 60;

const isDeletion = ({ method, status }: RecordedRequest) => method === 'DELETE' && status === 204;

(missingPrograms().length === 0 ? describe : describe.skip)('n8n in queue mode', () => {
	const logos = manyLogos(EXECUTIONS);
	const names = logos.map(({ Filename }) => Filename);
	let tokensDie = false;
	let deleted = 0;
	let pbx: Pbx;
	const options: PbxOptions = {
		logos: [],
		callControl: { extensions: ['100'] },
		onRequest: (request) => {
			if (tokensDie && isDeletion(request) && ++deleted % TOKEN_DIES_EVERY === 0) pbx.killTokens();
		},
	};
	let queue: QueueMode;
	let deletions: LogoDeletions;

	beforeAll(async () => {
		pbx = await startPbx(options);
		queue = await startQueueMode();
		deletions = await LogoDeletions.activate(queue.main, pbx, outageSize.options);
	}, 400_000);

	afterAll(async () => {
		await (queue as QueueMode | undefined)?.stop();
		await pbx.stop();
	}, 60_000);

	beforeEach(() => {
		const there = new Set(pbx.rows('PhoneLogos').map(({ Filename }) => Filename));
		for (const logo of logos) if (!there.has(logo.Filename)) pbx.insert('PhoneLogos', logo);
		pbx.requests.length = 0;
	});

	it(`loses none of ${EXECUTIONS} executions over ${WORKERS} workers while the token dies`, async () => {
		const tokensBefore = pbx.tokensIssued;
		tokensDie = true;
		await deletions.start(names);
		expect(await deletions.untilDone()).toBe(0);
		tokensDie = false;

		const effective = pbx.requests.filter(isDeletion);
		expect(new Set(effective.map(({ url }) => url)).size).toBe(EXECUTIONS);
		expect(effective).toHaveLength(EXECUTIONS);
		expect(pbx.rows('PhoneLogos')).toEqual([]);
		const tokens = pbx.tokensIssued - tokensBefore;
		console.info(`${effective.length} executions, ${tokens} tokens`);
		expect(tokens).toBeGreaterThanOrEqual(EXECUTIONS / TOKEN_DIES_EVERY - 1);
		expect(tokens).toBeLessThanOrEqual((EXECUTIONS / TOKEN_DIES_EVERY + 1) * WORKERS * 2);
	}, 300_000);

	it.each(outages)(
		`loses none of ${outageSize.executions} executions while the PBX %s for ${outageSize.seconds} seconds`,
		async (name, kind) => {
			const returning = takeAway(pbx, kind, outageSize.seconds, options);
			await deletions.start(names.slice(0, outageSize.executions));
			const returned = await returning;
			({ pbx } = returned);
			expect(await lostOf(returned, deletions, `${outageSize.executions} executions, ${name}`)).toBe(0);
			expect(pbx.rows('PhoneLogos')).toHaveLength(EXECUTIONS - outageSize.executions);
			// Each execution under way has one deletion in flight, and each worker may look for the PBX or ask for a token.
			expect(pbx.maxInFlight).toBeLessThanOrEqual(WORKERS * (AT_ONCE_PER_WORKER + 2));
		},
		600_000,
	);

	it('loses no more executions to a worker that is killed than it was working on, and a second run finds them gone', async () => {
		const names = logos.slice(0, OVER_A_KILL).map(({ Filename }) => Filename);
		pbx.addFault({ url: /PhoneLogos/, latencyMs: 300, times: Number.POSITIVE_INFINITY });
		await deletions.start(names);
		await until(queue.main, () => pbx.requests.filter(isDeletion).length >= AT_ONCE_PER_WORKER);
		await queue.replaceWorker();
		const lost = await deletions.untilDone();
		const left = pbx.rows('PhoneLogos').length - (EXECUTIONS - OVER_A_KILL);
		console.info(`A worker killed: ${lost} of ${OVER_A_KILL} executions ended as errors, of which ${lost - left} had deleted their logo`);
		expect(lost).toBeGreaterThan(0);
		expect(lost).toBeLessThanOrEqual(AT_ONCE_PER_WORKER);
		expect(left).toBeLessThanOrEqual(lost);

		const again = await LogoDeletions.activate(queue.main, pbx, { ...outageSize.options, missingIsFine: true });
		await again.start(names);
		expect(await again.untilDone()).toBe(0);
		expect(pbx.rows('PhoneLogos')).toHaveLength(EXECUTIONS - OVER_A_KILL);
		pbx.clearFaults();
	}, 600_000);

	/** An active workflow that starts with one of our triggers. */
	async function activate(type: string, parameters: object): Promise<{ id: string }> {
		const { api } = queue.main;
		const workflow = await api.createWorkflow({
			name: type,
			nodes: [
				{
					id: 'trigger', name: 'Trigger', type: `n8n-nodes-threecx.${type}`, typeVersion: 1, position: [0, 0],
					parameters: parameters as never, credentials: { threeCxApi: await createCredential(queue.main, pbx) },
				},
				{ id: 'next', name: 'Next', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { Trigger: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		});
		await api.activateWorkflow(workflow);
		return workflow;
	}

	it('starts a workflow once for every ended call, whoever runs it', async () => {
		const { api } = queue.main;
		const polls = () => pbx.requests.filter(({ url }) => url.includes('GetCallLogData')).length;
		const { id } = await activate('threeCxTrigger', { event: 'callEnded', pollTimes: { item: [{ mode: 'everyMinute' }] } });
		const started = async () => (await api.triggered(id)).map(({ eventId }) => String(eventId));
		await until(queue.main, () => polls() >= 1);

		const expected = Array.from({ length: 5 }, (_, index) => {
			const legs = [{ from: `00141555501${index}`, to: '100', talks: 55 }];
			return `call:${pbx.calls.add({ at: pbx.clock.callerNow(), legs }).mainCallHistoryId}`;
		});
		pbx.clock.advance({ minutes: 5 });
		await until(queue.main, async () => (await started()).length >= expected.length);
		const before = polls();
		await until(queue.main, () => polls() > before);
		expect((await started()).sort()).toEqual(expected.sort());
		await api.deactivateWorkflow(id);
	}, 600_000);

	// Several main processes need a license (n8n, commands/start.ts, ensureMultiMainLicensed). What is left of a change of
	// leader can run: the one main process ends, in one way or the other, and the next one takes over.
	it('starts a workflow once for every event of a live call, over one connection, whichever way the main process ends', async () => {
		const { api } = queue.main;
		const { calls, sockets } = pbx.callControl;
		const { id } = await activate('threeCxCallTrigger', { events: ['ringing', 'answered', 'ended', 'missed'], direction: 'any' });
		const heard = async () => (await api.triggered(id)).map(({ event }) => event);
		await until(queue.main, () => sockets.open === 1);
		const call = calls.ring('100');
		await until(queue.main, async () => (await heard()).length === 1);
		await queue.main.restart('kill', async () => {
			await until(queue.main, () => sockets.open === 0);
			calls.connect(call);
		});
		await until(queue.main, async () => (await heard()).length === 2);
		await queue.main.restart('stop', async () => {
			await until(queue.main, () => sockets.open === 0);
		});
		await until(queue.main, () => sockets.open === 1);
		calls.leave(call);
		await until(queue.main, async () => (await heard()).length === 3);
		expect(await heard()).toEqual(['ringing', 'answered', 'ended']);
		expect(sockets.maxOpen).toBe(1);
		await api.deactivateWorkflow(id);
		await until(queue.main, () => sockets.open === 0);
	}, 300_000);
});
