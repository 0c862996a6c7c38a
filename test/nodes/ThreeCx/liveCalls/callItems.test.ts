import type { CallFilter } from '../../../../nodes/ThreeCx/liveCalls/callFilter';
import { itemOf } from '../../../../nodes/ThreeCx/liveCalls/callItems';
import { fromStored, toStored } from '../../../../nodes/ThreeCx/liveCalls/storedCalls';
import { readFrame } from '../../../../nodes/ThreeCx/liveCalls/sources/frames';
import { track, type CallEvent, type TrackerState } from '../../../../nodes/ThreeCx/liveCalls/tracker';
import { participant } from './participants';

const START = Date.UTC(2026, 10, 2, 8);
const everything: CallFilter = {
	events: new Set(['ringing', 'answered', 'ended', 'missed']),
	extensions: new Set(),
	direction: 'any',
	otherParty: 'any',
};

/** 100 calls 101 inside the PBX; 101 answers after 5 seconds and hangs up after 65. Both are monitored. */
function internalCall(): { events: CallEvent[]; state: TrackerState } {
	const caller = { id: 1, extension: '100', internal: true, number: '101' };
	const callee = { id: 2, extension: '101', internal: true, number: '100', originatedBy: '100' };
	const events: CallEvent[] = [];
	let state: TrackerState = new Map();
	const see = (seconds: number, observation: Parameters<typeof track>[1]) => {
		const tracked = track(state, observation, START + seconds * 1000);
		state = tracked.state;
		events.push(...tracked.events);
	};
	see(0, { kind: 'participant', participant: participant({ ...caller, status: 'Dialing' }) });
	see(0, { kind: 'participant', participant: participant(callee) });
	see(5, { kind: 'participant', participant: participant({ ...callee, status: 'Connected' }) });
	see(5, { kind: 'participant', participant: participant({ ...caller, status: 'Connected' }) });
	see(65, { kind: 'snapshot', participants: [] });
	see(67, { kind: 'time' });
	return { events, state };
}

const items = (filter: Partial<CallFilter>) =>
	internalCall().events.map((event) => itemOf(event, { ...everything, ...filter }, false)).filter((item) => item !== undefined);

describe('items of a call', () => {
	it('tell the call as a whole from the side of who answered', () => {
		const ended = items({ events: new Set(['ended']) });
		expect(ended).toHaveLength(1);
		expect(ended[0]?.json).toMatchObject({
			extension: '101', direction: 'inbound', external: false, answeredBy: '101', extensions: ['100', '101'],
			startedAt: '2026-11-02T08:00:00.000Z', answeredAt: '2026-11-02T08:00:05.000Z', endedAt: '2026-11-02T08:01:05.000Z',
			talkingSeconds: 60,
		});
	});

	it.each<[string, Partial<CallFilter>, string[]]>([
		['all', {}, ['ringing 100', 'ringing 101', 'answered 101', 'answered 100', 'ended 101']],
		['one extension', { extensions: new Set(['100']) }, ['ringing 100', 'answered 100', 'ended 100']],
		['outbound', { direction: 'outbound' }, ['ringing 100', 'answered 100', 'ended 100']],
		['external', { otherParty: 'external' }, []],
		['answered only', { events: new Set(['answered']), direction: 'inbound' }, ['answered 101']],
	])('are filtered: %s', (_, filter, expected) => {
		expect(items(filter).map(({ json }) => `${json.event as string} ${json.extension as string}`)).toEqual(expected);
	});

	it('have no end and no talking time where nobody saw the end', () => {
		const connected = track(new Map(), { kind: 'participant', participant: participant({ status: 'Connected' }) }, START).state;
		const looked = track(connected, { kind: 'snapshot', participants: [], after: 'resumed', isLate: true }, START + 3_600_000).state;
		const [ended] = track(looked, { kind: 'time' }, START + 3_602_000).events;
		expect(ended && itemOf(ended, everything, false)?.json).toMatchObject({
			event: 'ended', answered: true, answeredAt: new Date(START).toISOString(), endedAt: null, talkingSeconds: null,
		});
	});

	it('have IDs of their own', () => {
		const ids = items({}).map(({ eventId }) => eventId);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids[0]).toBe(`100/1/${START / 1000}/ringing`);
	});
});

describe('calls kept over a restart of n8n', () => {
	const ringing = () => track(new Map(), { kind: 'participant', participant: participant({}) }, START).state;

	it('come back as they were, without what 3CX sent', () => {
		const stored = JSON.parse(JSON.stringify(toStored('scope', ringing(), ['a', 'b']))) as unknown;
		const restored = fromStored(stored, 'scope', START + 1000);
		expect(restored?.emitted).toEqual(['a', 'b']);
		expect(restored?.state.get('1')).toMatchObject({ firstSeen: START, legs: [{ extension: '100', present: ['1'], raw: {} }] });
	});

	it('do not come back for other settings, after a day, or from what is damaged', () => {
		const stored = toStored('scope', ringing(), []);
		expect(fromStored(stored, 'other', START)).toBeUndefined();
		expect(fromStored(stored, 'scope', START + 25 * 3_600_000)?.state.size).toBe(0);
		expect(fromStored({ ...stored, calls: [null, 7, { callId: '1' }] }, 'scope', START)?.state.size).toBe(0);
		expect(fromStored(undefined, 'scope', START)).toBeUndefined();
	});

	it('remember the last 200 events', () => {
		const ids = Array.from({ length: 300 }, (_, index) => String(index));
		expect(toStored('scope', new Map(), ids).emitted).toEqual(ids.slice(100));
	});
});

describe('frames of the socket', () => {
	const frame = (event: object) => JSON.stringify({ sequence: 1, event });

	it.each<[string, unknown, object]>([
		['a change', frame({ event_type: 0, entity: '/callcontrol/100/participants/7', attached_data: null }), { kind: 'changed', name: { extension: '100', id: '7' } }],
		['a removal', frame({ event_type: 1, entity: '/callcontrol/100/participants/7', attached_data: null }), { kind: 'removed' }],
		['keys pressed', frame({ event_type: 2, entity: '/callcontrol/100/participants/7', attached_data: { dtmf_input: '1' } }), { kind: 'other' }],
		['a response', frame({ event_type: 4, entity: '', attached_data: { RequestID: '1' } }), { kind: 'other' }],
		['a device', frame({ event_type: 0, entity: '/callcontrol/100/devices/1', attached_data: null }), { kind: 'other' }],
		['an extension that is no text', frame({ event_type: 0, entity: '/callcontrol/%E0%A4/participants/7', attached_data: null }), { kind: 'other' }],
		['no JSON', 'hello', { kind: 'other' }],
		['no text', undefined, { kind: 'other' }],
	])('%s', (_, data, expected) => {
		expect(readFrame(data)).toMatchObject(expected);
	});

	it('may bring the participant along', () => {
		const attached = { id: 7, callid: 3, status: 'Ringing', dn: '100' };
		expect(readFrame(frame({ event_type: 0, entity: '/callcontrol/100/participants/7', attached_data: attached }))).toMatchObject({
			kind: 'changed', participant: { callId: '3', status: 'ringing' },
		});
	});
});
