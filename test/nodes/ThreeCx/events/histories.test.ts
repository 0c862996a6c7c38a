import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callEnded } from '../../../../nodes/ThreeCx/events/calls/callEnded';
import { newEventLogEntry } from '../../../../nodes/ThreeCx/events/logs/newEventLogEntry';
import { newRecording } from '../../../../nodes/ThreeCx/events/recordings/newRecording';
import type { Occurrence } from '../../../../nodes/ThreeCx/events/types';
import { CALL_LOG, callRows, HOUR, iso, MINUTE, N8n, SECOND, START, World, type Fate, type LegPlan } from './world';

/** How polls of a history end: mostly well. */
const fates: fc.Arbitrary<Fate> = fc.oneof(
	{ weight: 6, arbitrary: fc.constant<Fate>('well') },
	{ weight: 3, arbitrary: fc.constant<Fate>('forgets') },
	{ weight: 1, arbitrary: fc.record({ failsAfter: fc.nat(4) }) },
	{ weight: 1, arbitrary: fc.constantFrom<Fate>('diesBefore', 'diesBetween', 'diesAfter') },
);

/** Polls at any gap: a minute as a rule, less where they are triggered by a restart, hours where n8n was off. */
const polls = fc.array(
	fc.record({
		gap: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 20, max: 90 }) }, { weight: 1, arbitrary: fc.integer({ min: 90, max: 20_000 }) }).map((seconds) => seconds * SECOND),
		fate: fates,
		isHasty: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 25 },
);

const leg: fc.Arbitrary<LegPlan> = fc.record({
	ringing: fc.integer({ min: 0, max: 60_000 }),
	talking: fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 3 * HOUR })),
	answered: fc.boolean(),
	delay: fc.integer({ min: 0, max: 20_000 }),
});

/** Calls whose legs follow each other, up to 3.5 hours long in all; some begin before the workflow is activated. */
const calls = fc.array(
	fc.record({ at: fc.integer({ min: -3 * HOUR, max: 6 * HOUR }), legs: fc.array(leg, { minLength: 1, maxLength: 4 }) }),
	{ maxLength: 30 },
);

interface PlannedCall {
	id: string;
	start: number;
	end: number;
	legIds: string[];
	rows: ReturnType<typeof callRows>;
}

function plan(at: number, legs: readonly LegPlan[], index: number): PlannedCall {
	let after = 0;
	const planned = legs.flatMap((one) => {
		const next = { ...one, after };
		const end = after + (one.ringing ?? 0) + (one.talking ?? 0);
		if (end > 3.5 * HOUR) return [];
		after = end;
		return [next];
	});
	const id = `call-${index}`;
	const start = START + at;
	const rows = callRows(id, start, planned.length > 0 ? planned : [{ after: 0 }]);
	return { id, start, end: Math.max(...rows.map(({ row }) => endOf(row))), legIds: rows.map(({ row }) => String(row.CdrId)), rows };
}

const seconds = (text: unknown) => Number(/^PT([\d.]+)S$/.exec(String(text))?.[1]);
const endOf = (row: Record<string, unknown>) =>
	Date.parse(String(row.StartTime)) + Math.round((seconds(row.RingingDuration) + seconds(row.TalkingDuration)) * 1000);

const legIdsOf = ({ json }: Occurrence) => (json.legs as { legId: string }[]).map(({ legId }) => legId);

/**
 * Every call that ended while watched came out once, complete in the end; none that was over before. With Node's assertions:
 * jest's take a quarter of the time of ten thousand calls.
 */
function checkCalls(planned: readonly PlannedCall[], n8n: N8n): void {
	const byCall = new Map<string, Occurrence[]>();
	for (const occurrence of n8n.occurrences) {
		const id = String(occurrence.json.callId);
		byCall.set(id, [...(byCall.get(id) ?? []), occurrence]);
	}
	for (const { id, end, legIds } of planned) {
		const found = byCall.get(id) ?? [];
		if (end < START) {
			assert.deepEqual(found, []);
			continue;
		}
		const first = found.filter(({ json }) => json.isUpdate === false);
		assert.ok(n8n.inDoubt.has(`call:${id}`) ? first.length > 0 : first.length === 1, `${id} came ${first.length} times`);
		assert.deepEqual(legIdsOf(found.at(-1)!), legIds);
		const updates = found.filter(({ json, eventId }) => json.isUpdate === true && !n8n.inDoubt.has(eventId));
		assert.equal(new Set(updates.map(({ eventId }) => eventId)).size, updates.length);
	}
}

describe('random histories', () => {
	it('put out every ended call once, complete, whatever befalls polls and n8n', async () => {
		await fc.assert(
			fc.asyncProperty(calls, polls, async (given, history) => {
				const planned = given.map(({ at, legs }, index) => plan(at, legs, index));
				const world = new World();
				for (const { rows } of planned) for (const { row, visibleAt } of rows) world.insert(CALL_LOG, row, visibleAt);
				const n8n = new N8n(world, callEnded);
				await n8n.activate();
				for (const { gap, fate, isHasty } of history) {
					world.clock += gap;
					n8n.isHasty = isHasty;
					await n8n.poll(fate);
				}
				// In the end everything has settled and the PBX answers.
				n8n.isHasty = false;
				world.clock = Math.max(world.clock, START + 12 * HOUR);
				await n8n.poll();
				checkCalls(planned, n8n);
				world.clock += MINUTE;
				expect(await n8n.poll()).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});

	it('put out 10,000 calls of a busy week, each once', async () => {
		const total = 10_000;
		// A fixed stream of numbers, so that a failure is the same each time.
		let seed = 7;
		const random = () => {
			seed = (seed * 16_807) % 2_147_483_647;
			return seed / 2_147_483_647;
		};
		const planned = Array.from({ length: total }, (_, index) =>
			plan(
				Math.floor(random() * 5 * 24 * HOUR),
				Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
					ringing: Math.floor(random() * 30_000),
					talking: Math.floor(random() ** 6 * 2 * HOUR),
					delay: Math.floor(random() * 10_000),
				})),
				index,
			),
		);
		const world = new World();
		world.load(CALL_LOG, planned.flatMap(({ rows }) => rows));
		const n8n = new N8n(world, callEnded);
		await n8n.activate();
		const endings: Fate[] = ['well', 'forgets', 'well', 'diesBefore', 'well', 'diesAfter', { failsAfter: 1 }];
		let largest = 0;
		for (let round = 0; world.clock < START + 5.5 * 24 * HOUR; round++) {
			world.clock += Math.floor((random() < 0.02 ? 12 : 0.5) * HOUR * random()) + MINUTE;
			n8n.isHasty = random() < 0.3;
			await n8n.poll(endings[Math.floor(random() * endings.length)] ?? 'well');
			largest = Math.max(largest, n8n.stateSize);
		}
		n8n.isHasty = false;
		while ((await n8n.poll()).length > 0);
		checkCalls(planned, n8n);
		expect(n8n.executions.every((execution) => execution.length <= 500)).toBe(true);
		expect(largest).toBeLessThan(100_000);
	});

	it('put out every log entry once, also those that become visible out of order and after a purge', async () => {
		const entries = fc.array(
			fc.record({ after: fc.integer({ min: 1, max: 600 }), delay: fc.integer({ min: 0, max: 5 }), purge: fc.integer({ min: 0, max: 30 }) }),
			{ maxLength: 60 },
		);
		await fc.assert(
			fc.asyncProperty(entries, polls, async (given, history) => {
				const world = new World();
				const n8n = new N8n(world, newEventLogEntry);
				world.insert('/EventLogs', { Id: 7, TimeGenerated: iso(START - HOUR), Type: 'Info' }, 0);
				await n8n.activate();
				let time = START;
				let number = 7;
				const expected: string[] = [];
				const moments = [...history];
				for (const { after, delay, purge } of given) {
					time += after * SECOND;
					while (moments[0] && world.clock + moments[0].gap < time) {
						const { gap, fate } = moments.shift()!;
						world.clock += gap;
						await n8n.poll(fate);
					}
					world.clock = Math.max(world.clock, time);
					if (purge === 0) {
						// What a purge removes before it was read is gone for good.
						world.clock += 10 * SECOND;
						await n8n.poll();
						time = world.clock + SECOND;
						world.clear('/EventLogs');
						number = 0;
					}
					number++;
					expected.push(`${number}@${iso(time)}`);
					world.insert('/EventLogs', { Id: number, TimeGenerated: iso(time), Type: 'Info' }, time + delay * SECOND);
				}
				world.clock = Math.max(world.clock, time) + HOUR;
				await n8n.poll();
				const found = n8n.occurrences.map(({ json }) => `${Number(json.id)}@${String(json.time)}`);
				expect([...new Set(found)].sort()).toEqual([...new Set(expected)].sort());
				const repeated = n8n.eventIds.filter((id, index, all) => all.indexOf(id) !== index);
				expect(repeated.filter((id) => !n8n.inDoubt.has(id))).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});

	it('put out every recording once, with its transcript if that comes in time', async () => {
		const recordings = fc.array(
			fc.record({ at: fc.integer({ min: 1, max: 4 * 3600 }), lasts: fc.integer({ min: 1, max: 3000 }), transcript: fc.option(fc.integer({ min: 1, max: 3000 })) }),
			{ maxLength: 20 },
		);
		await fc.assert(
			fc.asyncProperty(recordings, polls, async (given, history) => {
				const world = new World();
				const n8n = new N8n(world, newRecording, { waitForTranscript: true });
				await n8n.activate();
				const sorted = given.sort((a, b) => a.at - b.at);
				const rowsAt = (clock: number) => {
					world.clear('/Recordings');
					for (const [index, { at, lasts, transcript }] of sorted.entries()) {
						const [start, end] = [START + at * SECOND, START + (at + lasts) * SECOND];
						const isThere = transcript !== null && clock >= end + transcript * SECOND;
						world.insert(
							'/Recordings',
							{ Id: index + 1, StartTime: iso(start), EndTime: clock >= end ? iso(end) : null, IsTranscribed: isThere, Transcription: isThere ? `Hello ${index + 1}` : null },
							start,
						);
					}
				};
				for (const { gap, fate } of history) {
					world.clock += gap;
					rowsAt(world.clock);
					await n8n.poll(fate);
				}
				for (const step of [1, 5 * HOUR]) {
					world.clock = Math.max(world.clock, START + 4 * HOUR) + step;
					rowsAt(world.clock);
					await n8n.poll();
				}
				const found = n8n.occurrences.map(({ json }) => Number(json.recordingId));
				expect([...new Set(found)].sort((a, b) => a - b)).toEqual(sorted.map((_, index) => index + 1));
				const repeated = n8n.eventIds.filter((id, index, all) => all.indexOf(id) !== index);
				expect(repeated.filter((id) => !n8n.inDoubt.has(id))).toEqual([]);
				for (const { json } of n8n.occurrences) {
					const { transcript } = sorted[Number(json.recordingId) - 1]!;
					expect(json.transcription === null || json.transcription === `Hello ${Number(json.recordingId)}`).toBe(true);
					if (transcript === null) expect(json.transcription).toBeNull();
				}
			}),
			{ numRuns: 100 },
		);
	});
});
