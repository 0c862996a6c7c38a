import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CallWatch } from '../../../../nodes/ThreeCx/liveCalls/callWatch';
import { follow, socketOrRest } from '../../../../nodes/ThreeCx/liveCalls/sources/follow';
import { followByRest } from '../../../../nodes/ThreeCx/liveCalls/sources/restSource';
import type { Source } from '../../../../nodes/ThreeCx/liveCalls/sources/source';
import { followBySocket } from '../../../../nodes/ThreeCx/liveCalls/sources/socketSource';
import type { CallEvent } from '../../../../nodes/ThreeCx/liveCalls/tracker';
import { randomFrom } from '../../../random';
import { SimulatedPbx } from './simulatedPbx';
import { VirtualClock } from './virtualClock';

/** A listener on a simulated PBX, in virtual time. */
function listen(source: Source, seed = 1) {
	const random = randomFrom(seed);
	const clock = new VirtualClock(random);
	const pbx = new SimulatedPbx(clock, random);
	const stop = new AbortController();
	const events: CallEvent[] = [];
	const report = { lost: 0, longOutages: 0, back: 0 };
	const watch = new CallWatch(clock, (happened) => events.push(...happened), stop.signal);
	const running = follow(
		source,
		{ callControl: pbx, clock, signal: stop.signal, after: 'baseline', observe: watch.observe.bind(watch) },
		{ onLost: () => report.lost++, onLongOutage: () => report.longOutages++, onBack: () => report.back++ },
	);
	const names = () => events.map((event) => `${event.type} ${event.call.callId}`);
	return { random, clock, pbx, stop, watch, events, report, running, names };
}

const sources: [string, Source][] = [
	['socket', followBySocket],
	['REST', (session) => followByRest(session)],
];

describe.each(sources)('calls heard by %s', (_, source) => {
	it('are the same for the same script of calls', async () => {
		const { clock, pbx, names } = listen(source);
		await clock.advance(3_000);
		const answered = pbx.calls.ring('100');
		await clock.advance(4_000);
		pbx.calls.connect(answered);
		const missed = pbx.calls.ring('101');
		await clock.advance(4_000);
		pbx.calls.leave(missed);
		await clock.advance(10_000);
		pbx.calls.leave(answered);
		await clock.advance(10_000);
		expect(names()).toEqual(['ringing 1', 'answered 1', 'ringing 2', 'missed 2', 'ended 2', 'ended 1']);
	});

	it.each([
		['has a time after a short outage', 20_000, false],
		['has none after a long one', 600_000, true],
	])('that end while the PBX cannot be reached: the end %s', async (_, outage, isUnseen) => {
		const { clock, pbx, events } = listen(source);
		await clock.advance(3_000);
		const answered = pbx.calls.ring('100');
		pbx.calls.connect(answered);
		await clock.advance(4_000);
		pbx.goAway(false);
		pbx.calls.leave(answered);
		await clock.advance(outage);
		pbx.comeBack();
		await clock.advance(130_000);
		expect(events.at(-1)?.type).toBe('ended');
		expect(events.at(-1)?.call.isEndUnseen ?? false).toBe(isUnseen);
	});

	it('are not listened to any more when the trigger stops while it connects', async () => {
		const { clock, pbx, running, stop } = listen(source);
		await clock.advance(1);
		stop.abort();
		await clock.advance(5_000);
		await running;
		expect(pbx.asked).toBe(0);
		expect(clock.sleeping).toBe(0);
	});

	it('are each told once through 50 outages, over one connection', async () => {
		const { random, clock, pbx, names, running, stop } = listen(source, 7);
		const rangWhileUp: string[] = [];
		pbx.copies = 2;
		await clock.advance(3_000);
		for (let outage = 0; outage < 50; outage++) {
			const ringing = pbx.calls.ring(`10${outage % 3}`, { number: `+1555${outage}` });
			rangWhileUp.push(String(ringing.callid));
			await clock.advance(5_000);
			if (outage % 2 === 0) pbx.calls.connect(ringing);
			if (outage % 4 === 1) pbx.calls.leave(ringing);
			await clock.advance(outage % 5 === 0 ? 10 : 3_000);
			pbx.goAway(outage % 3 === 0);
			if (outage % 4 !== 1) clock.after(500, () => pbx.calls.leave(ringing));
			await clock.advance(1_000 + random() * 59_000);
			pbx.comeBack();
			// A silent connection is noticed after three heartbeats; then a wait of up to a minute begins.
			await clock.advance(130_000);
			expect(pbx.connections).toBeLessThanOrEqual(1);
		}
		for (const type of ['ringing', 'ended']) {
			const told = names().filter((name) => name.startsWith(type));
			expect(told).toEqual(rangWhileUp.map((call) => `${type} ${call}`));
		}
		expect(pbx.maxConnections).toBeLessThanOrEqual(1);
		stop.abort();
		await clock.advance(5_000);
		await running;
		expect(pbx.connections).toBe(0);
	});

	it('keep nothing of 1,000 reconnections and of calls that are over', async () => {
		const { clock, pbx, watch, running, stop, report } = listen(source);
		await clock.advance(3_000);
		let sleeping = 0;
		for (let round = 0; round < 1_000; round++) {
			pbx.goAway(false);
			await clock.advance(3_000);
			pbx.comeBack();
			pbx.calls.leave(pbx.calls.ring('100'));
			await clock.advance(65_000);
			if (round === 10) sleeping = clock.sleeping;
		}
		await clock.advance(60_000);
		expect(report.lost).toBeGreaterThanOrEqual(1_000);
		expect(watch.state.size).toBe(0);
		expect(clock.sleeping).toBeLessThanOrEqual(sleeping + 2);
		expect(getEventListeners(stop.signal, 'abort').length).toBeLessThan(10);
		stop.abort();
		await clock.advance(5_000);
		await running;
	});
});

describe('memory', () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc') as () => void;

	/** Bytes in use once all that is not needed anymore is gone. */
	const heapUsed = () => {
		collectGarbage();
		return process.memoryUsage().heapUsed;
	};

	it.each(sources)('stays flat over 100,000 events heard by %s', async (_, source) => {
		const { clock, pbx, watch, events, stop, running } = listen(source);
		await clock.advance(3_000);
		let heard = 0;
		let early = { heap: 0, sleeping: 0 };
		// A hundred calls at a time ring, are missed and end: three events each.
		for (let round = 1; round <= 334; round++) {
			const ringing = Array.from({ length: 100 }, (_unused, index) => pbx.calls.ring(`10${index % 3}`));
			await clock.advance(3_000);
			for (const call of ringing) pbx.calls.leave(call);
			await clock.advance(10_000);
			heard += events.splice(0).length;
			if (round === 34) early = { heap: heapUsed(), sleeping: clock.sleeping };
		}
		expect(heard).toBe(334 * 300);
		expect(watch.state.size).toBe(0);
		expect(clock.sleeping).toBeLessThanOrEqual(early.sleeping + 2);
		expect(getEventListeners(stop.signal, 'abort').length).toBeLessThan(10);
		// Thirty bytes kept of each event would be seen.
		expect(heapUsed() - early.heap).toBeLessThan(90_000 * 30);
		stop.abort();
		await clock.advance(5_000);
		await running;
	});
});

describe('random calls through random outages', () => {
	/** A call that lives through a quiet time: one that comes and goes within a latency can't be read, and is lost. */
	async function randomDay(seed: number, source: Source) {
		const day = listen(source, seed);
		const { random, clock, pbx } = day;
		const told: string[] = [];
		await clock.advance(3_000);
		for (let step = 0; step < 30; step++) {
			pbx.copies = 1 + Math.floor(random() * 3);
			const count = 1 + Math.floor(random() * 4);
			for (let index = 0; index < count; index++) {
				const start = random() * 2_000;
				const extension = `10${Math.floor(random() * 3)}`;
				const isDialed = random() < 0.3;
				clock.after(start, () => {
					const call = isDialed ? pbx.calls.dial(extension) : pbx.calls.ring(extension);
					told.push(String(call.callid));
					if (random() < 0.5) clock.after(4_000 + random() * 10_000, () => pbx.calls.connect(call));
					clock.after(4_000 + random() * 90_000, () => pbx.calls.leave(call));
				});
			}
			await clock.advance(7_000);
			if (random() < 0.3) {
				pbx.goAway(random() < 0.5);
				await clock.advance(1_000 + random() * 59_000);
				pbx.comeBack();
				await clock.advance(130_000);
			}
		}
		await clock.advance(300_000);
		day.stop.abort();
		await clock.advance(5_000);
		return { ...day, told };
	}

	it.each(sources)('are each told once, in order, by %s', async (_, source) => {
		for (let seed = 1; seed <= 25; seed++) {
			const { names, told, pbx } = await randomDay(seed, source);
			const all = names();
			expect(new Set(all).size).toBe(all.length);
			for (const call of told) {
				const own = all.filter((name) => name.endsWith(` ${call}`)).map((name) => name.split(' ')[0]);
				expect([seed, call, own.at(0), own.at(-1)]).toEqual([seed, call, 'ringing', 'ended']);
				if (own.includes('answered')) expect(own).not.toContain('missed');
			}
			expect(pbx.maxConnections).toBeLessThanOrEqual(1);
			expect(pbx.connections).toBe(0);
		}
	});
});

describe('a PBX that is away for long', () => {
	it('is reported once per outage, and once when it is back', async () => {
		const { clock, pbx, report, stop } = listen(followBySocket);
		await clock.advance(3_000);
		for (let outage = 1; outage <= 2; outage++) {
			pbx.goAway(false);
			await clock.advance(20 * 60_000);
			expect(report.longOutages).toBe(outage);
			pbx.comeBack();
			await clock.advance(120_000);
			expect(report.back).toBe(outage);
		}
		stop.abort();
	});

	it('is asked less and less often, at most once a minute in the end', async () => {
		const { clock, pbx, report, stop } = listen(followBySocket);
		pbx.goAway(false);
		await clock.advance(10 * 60_000);
		const before = report.lost;
		await clock.advance(10 * 60_000);
		expect(report.lost - before).toBeGreaterThanOrEqual(10);
		expect(report.lost - before).toBeLessThanOrEqual(20);
		stop.abort();
	});
});

describe('a PBX or proxy that opens no sockets', () => {
	it('is followed over HTTP after three tries, and asked for a socket again later', async () => {
		const { clock, pbx, names, stop, report } = listen(socketOrRest());
		pbx.opensSockets = false;
		await clock.advance(90_000);
		expect(pbx.asked).toBe(3);
		pbx.calls.ring('100');
		await clock.advance(5_000);
		expect(names()).toEqual(['ringing 1']);
		await clock.advance(11 * 60_000);
		expect(pbx.asked).toBeGreaterThan(3);
		expect(report.longOutages).toBe(0);
		stop.abort();
	});
});
