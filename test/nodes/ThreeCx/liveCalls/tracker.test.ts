import { nextEnd, SETTLE_MS, track, type CallEvent, type Observation, type TrackerState } from '../../../../nodes/ThreeCx/liveCalls/tracker';
import { participant } from './participants';

const seen = (given: Parameters<typeof participant>[0]): Observation => ({ kind: 'participant', participant: participant(given) });
const left = (id: number, extension = '100'): Observation => ({ kind: 'gone', participant: { extension, id: String(id) } });
const snapshot = (
	participants: Parameters<typeof participant>[0][],
	more: Partial<Observation & { kind: 'snapshot' }> = {},
): Observation => ({ kind: 'snapshot', participants: participants.map(participant), ...more });
const time: Observation = { kind: 'time' };

const nameOf = (event: CallEvent) =>
	`${event.type} ${'leg' in event ? event.leg.extension : event.call.legs.map(({ extension }) => extension).join('+')}`;

/** What happens when a tracker sees these, `[seconds, observation]` each. */
function follow(...steps: [number, Observation][]): { names: string[]; events: CallEvent[]; state: TrackerState } {
	let state: TrackerState = new Map();
	const events: CallEvent[] = [];
	for (const [seconds, observation] of steps) {
		const tracked = track(state, observation, seconds * 1000);
		state = tracked.state;
		events.push(...tracked.events);
	}
	return { names: events.map(nameOf), events, state };
}

describe('calls that a tracker follows', () => {
	it('ring, are answered and end two seconds after the last participant left', () => {
		const { events, names, state } = follow([0, seen({})], [5, seen({ status: 'Connected' })], [65, left(1)], [66, time], [67, time]);
		expect(names).toEqual(['ringing 100', 'answered 100', 'ended 100']);
		expect(events.at(-1)?.call).toMatchObject({ firstSeen: 0, leftAt: 65_000 });
		expect(state.size).toBe(0);
	});

	it.each<[string, [number, Observation][], string[]]>([
		['missed', [[0, seen({})], [20, left(1)], [22, time]], ['ringing 100', 'missed 100', 'ended 100']],
		[
			'a frame that comes twice',
			[[0, seen({})], [0, seen({})], [3, seen({ status: 'Connected' })], [3, seen({ status: 'Connected' })], [9, left(1)], [9, left(1)], [11, time]],
			['ringing 100', 'answered 100', 'ended 100'],
		],
		['connected before it was seen to ring', [[0, seen({ status: 'Connected' })], [9, left(1)], [11, time]], ['answered 100', 'ended 100']],
		['two devices of one extension ring once', [[0, seen({})], [0, seen({ id: 2 })], [4, left(2)], [5, seen({ status: 'Connected' })]], ['ringing 100', 'answered 100']],
		[
			'a ring group: one answers, nobody missed it',
			[
				[0, seen({ id: 1, extension: '100' })],
				[0, seen({ id: 2, extension: '101' })],
				[4, seen({ id: 2, extension: '101', status: 'Connected' })],
				[4, left(1, '100')],
				[30, left(2, '101')],
				[32, time],
			],
			['ringing 100', 'ringing 101', 'answered 101', 'ended 100+101'],
		],
		[
			'a transfer within the settle time is the same call',
			[[0, seen({})], [1, seen({ status: 'Connected' })], [10, left(1)], [11, seen({ id: 2, extension: '101' })], [12, seen({ id: 2, extension: '101', status: 'Connected' })], [20, left(2, '101')], [23, time]],
			['ringing 100', 'answered 100', 'ringing 101', 'answered 101', 'ended 100+101'],
		],
		['an outgoing call that nobody answers is not missed', [[0, seen({ status: 'Dialing' })], [9, left(1)], [11, time]], ['ringing 100', 'ended 100']],
		['a participant that leaves before it was read', [[0, left(7)], [5, time]], []],
	])('%s', (_, steps, expected) => {
		expect(follow(...steps).names).toEqual(expected);
	});

	it('tell who called whom', () => {
		const outgoing = follow([0, seen({ status: 'Dialing' })]).events[0];
		const clickToCall = follow([0, seen({ status: 'Ringing', originatedBy: '100' })]).events[0];
		const incoming = follow([0, seen({ internal: true, number: '101' })]).events[0];
		expect(outgoing).toMatchObject({ leg: { direction: 'outbound', isExternal: true } });
		expect(clickToCall).toMatchObject({ leg: { direction: 'outbound' } });
		expect(incoming).toMatchObject({ leg: { direction: 'inbound', isExternal: false, party: { number: '101' } } });
	});
});

describe('snapshots', () => {
	it('make up for lost frames in both directions', () => {
		const { names } = follow([0, snapshot([])], [45, snapshot([{ status: 'Connected' }])], [90, snapshot([])], [92, time]);
		expect(names).toEqual(['answered 100', 'ended 100']);
	});

	it('leave alone who was heard of while they were read', () => {
		const except = new Set(['100/1', '100/2']);
		const { names } = follow([0, seen({})], [1, snapshot([{ id: 2, call: 2 }], { except })], [9, time]);
		expect(names).toEqual(['ringing 100']);
	});

	it('at the very beginning are no news, except for what rings now', () => {
		const { names, events } = follow(
			[0, snapshot([{ status: 'Connected' }, { id: 2, call: 2, extension: '101' }], { after: 'baseline' })],
			[9, snapshot([])],
			[11, time],
		);
		expect(names).toEqual(['ringing 101', 'ended 100', 'missed 101', 'ended 101']);
		expect(events[1]?.call.legs[0]?.answeredAt).toBeNull();
	});

	it('after a gap tell what happened in it', () => {
		const { names } = follow(
			[0, seen({})],
			[0, seen({ id: 2, call: 2, extension: '101' })],
			[60, snapshot([{ status: 'Connected' }, { id: 3, call: 3, extension: '102' }], { after: 'resumed' })],
			[62, time],
		);
		expect(names).toEqual(['ringing 100', 'ringing 101', 'answered 100', 'ringing 102', 'missed 101', 'ended 101']);
	});

	it('after a restart of the PBX do not take a new call for the old one with its ID', () => {
		const { names, events } = follow(
			[0, seen({ call: 1, id: 1 })],
			[3, seen({ call: 1, id: 1, status: 'Connected' })],
			[60, snapshot([{ call: 1, id: 9, number: '+15550177' }], { after: 'resumed' })],
		);
		expect(names).toEqual(['ringing 100', 'answered 100', 'ended 100', 'ringing 100']);
		expect(events.at(-1)?.call.firstSeen).toBe(60_000);
	});

	it('after a long gap do not pass the time of looking off as the time when something happened', () => {
		const { names, events } = follow(
			[0, seen({})],
			[0, seen({ id: 2, call: 2, extension: '101', status: 'Connected' })],
			[0, seen({ id: 3, call: 3, extension: '102', status: 'Connected' })],
			[3600, snapshot([{ status: 'Connected' }, { call: 3, id: 9, extension: '102', number: '+15550177' }], { after: 'resumed', isLate: true })],
			[3602, time],
		);
		expect(names.slice(3)).toEqual(['ended 102', 'answered 100', 'ringing 102', 'ended 101']);
		const [endOfThird, answer, , endOfSecond] = events.slice(3);
		expect(endOfThird?.call.isEndUnseen).toBe(true);
		expect(endOfSecond?.call.isEndUnseen).toBe(true);
		expect(answer && 'leg' in answer && answer.leg.answeredAt).toBeNull();
	});

	it('after a long gap tell the time again of a call that somebody came back to', () => {
		const { events } = follow(
			[0, seen({ status: 'Connected' })],
			[3600, snapshot([], { after: 'resumed', isLate: true })],
			[3601, seen({ id: 2, extension: '101', status: 'Connected' })],
			[3700, left(2, '101')],
			[3702, time],
		);
		expect(events.at(-1)?.call).toMatchObject({ leftAt: 3_700_000 });
		expect(events.at(-1)?.call.isEndUnseen).toBeUndefined();
	});

	it('after a gap know a call again whose participant changed', () => {
		const { names } = follow(
			[0, seen({ call: 1, id: 1 })],
			[60, snapshot([{ call: 1, id: 2, status: 'Connected' }], { after: 'resumed' })],
		);
		expect(names).toEqual(['ringing 100', 'answered 100']);
	});
});

it('says when the next call ends', () => {
	const { state } = follow([0, seen({})], [0, seen({ id: 2, call: 2, extension: '101' })], [5, left(1)], [6, left(2, '101')]);
	expect(nextEnd(state)).toBe(5_000 + SETTLE_MS);
	expect(nextEnd(new Map())).toBeUndefined();
});
