import type { IDataObject } from 'n8n-workflow';
import { judgePost, type CrmPost, type CrmSettings } from '../../../../nodes/ThreeCx/crm/judgePost';
import { CRM_SECRET } from '../../../engine/crmTrigger';
import { undocumentedCrm } from '../documentedFields';

const settings = { event: 'callReported', callTypes: new Set<string>(), includesRaw: false, secret: CRM_SECRET } as const;

const call = {
	event: 'callReported',
	callType: 'Inbound',
	direction: 'Inbound',
	number: '+15550101',
	name: 'Ada Byron',
	agent: '100',
	agentFirstName: 'Grace',
	agentLastName: 'Hopper',
	agentEmail: 'grace@example.com',
	queue: '800',
	duration: '00:05:12',
	startedAt: '2026-03-02T08:00:00Z',
	answeredAt: '2026-03-02T08:00:10Z',
	endedAt: '2026-03-02T08:05:22Z',
	entityId: '42',
	entityType: 'Contacts',
	recordingUrl: 'https://pbx.example.com/rec/1.wav',
	transcription: 'Good morning',
	summary: 'A greeting',
	sentiment: 'Positive',
};

const json = (body: unknown, others: Partial<CrmPost> = {}): CrmPost => ({
	authorization: `Bearer ${CRM_SECRET}`,
	contentType: 'application/json; charset=utf-8',
	size: 100,
	body,
	...others,
});

const judge = (post: CrmPost, others: Partial<CrmSettings> = {}) => judgePost(post, { ...settings, ...others });

/** The item of a call with some fields otherwise. */
function itemOf(changes: object = {}, others: Partial<CrmSettings> = {}): IDataObject {
	const verdict = judge(json({ ...call, ...changes }), others);
	if (!('item' in verdict)) throw new Error(JSON.stringify(verdict));
	expect(undocumentedCrm(verdict.item)).toEqual([]);
	return verdict.item as IDataObject;
}

describe('a reported call', () => {
	it('becomes an item', () => {
		expect(itemOf()).toEqual({
			event: 'callReported',
			eventId: expect.stringMatching(/^crm:[0-9a-f]{32}$/) as string,
			callType: 'inbound',
			direction: 'inbound',
			answered: true,
			party: { number: '+15550101', name: 'Ada Byron' },
			agent: { extension: '100', name: 'Grace Hopper', email: 'grace@example.com' },
			queue: '800',
			startedAt: '2026-03-02T08:00:00.000Z',
			answeredAt: '2026-03-02T08:00:10.000Z',
			endedAt: '2026-03-02T08:05:22.000Z',
			durationSeconds: 312,
			contact: { id: '42', type: 'Contacts' },
			recordingUrl: 'https://pbx.example.com/rec/1.wav',
			transcription: 'Good morning',
			summary: 'A greeting',
			sentiment: 'Positive',
		});
	});

	it.each([
		['Missed', { callType: 'missed', direction: 'inbound', answered: false, answeredAt: null }],
		['Outbound', { callType: 'outbound', direction: 'outbound', answered: true }],
		['Notanswered', { callType: 'notAnswered', direction: 'outbound', answered: false, answeredAt: null }],
		['NotAnswered', { callType: 'notAnswered', direction: 'outbound', answered: false, answeredAt: null }],
		['Transferred', { callType: 'Transferred', direction: 'inbound', answered: null }],
		['[CallType]', { callType: null, direction: 'inbound', answered: null }],
	])('of type %s', (callType, expected) => {
		expect(itemOf({ callType })).toMatchObject(expected);
	});

	// On the left what a PBX wrote, in the languages it may be set to; a time that names no zone is in UTC.
	it.each([
		['2026-03-29T01:30:00Z', '2026-03-29T01:30:00.000Z'],
		['2026-03-29T01:30:00', '2026-03-29T01:30:00.000Z'],
		['2026-03-29 01.30.00Z', '2026-03-29T01:30:00.000Z'],
		['2026-03-29T03:30:00+02:00', '2026-03-29T01:30:00.000Z'],
		['2026-03-28T20:00:00.123-0530', '2026-03-29T01:30:00.000Z'],
		['0001-01-01T00:00:00Z', null],
		['2026-13-41T01:30:00Z', null],
		['3/29/2026 1:30:00 AM', null],
		['[[CallStartTimeUTC].ToString("yyyy-MM-ddTHH:mm:ssZ")]', null],
		['', null],
	])('that started at %j', (startedAt, expected) => {
		expect(itemOf({ startedAt }).startedAt).toBe(expected);
	});

	it.each([['00:05:12', 312], ['1:02:03', 3723], ['1.02:03:04', 93_784], ['312', 312], [312, 312], ['12.5', 12.5], ['12,5', 12.5], ['', null], ['[Duration]', null], ['five', null]])(
		'that lasted %j',
		(duration, expected) => {
			expect(itemOf({ duration }).durationSeconds).toBe(expected);
		},
	);

	it('has null where 3CX sent nothing, and where this version of 3CX has no such variable', () => {
		const sparse = { event: 'callReported', callType: 'Missed', number: '+15550101', summary: '[Summary]', entityId: '[Contact::ContactID]', queue: ' ' };
		const verdict = judge(json(sparse));
		expect(verdict).toMatchObject({
			item: { party: { name: null }, agent: { extension: null, name: null, email: null }, queue: null, summary: null, transcription: null, contact: null, startedAt: null, durationSeconds: null },
		});
	});

	it.each(['Ünïcödé 日本 👋', 'O\'Hara & "Sons" <b>', '[not a variable]', '{{ $json.x }}', '__proto__', 'a\\b'])('keeps the name %j', (name) => {
		expect(itemOf({ name }).party).toEqual({ number: '+15550101', name });
	});

	it('has the same event ID whenever it comes again, and another for another call', () => {
		const { eventId } = itemOf();
		expect(itemOf({ name: 'Ada King', transcription: '', recordingUrl: '' }).eventId).toBe(eventId);
		const others = [{ number: '+15550102' }, { agent: '101' }, { callType: 'Missed' }, { startedAt: '2026-03-02T08:00:01Z' }, { endedAt: '2026-03-02T08:05:23Z' }];
		expect(new Set([eventId, ...others.map((change) => itemOf(change).eventId)]).size).toBe(others.length + 1);
	});

	it('adds what 3CX sent on request', () => {
		expect(itemOf({ duration: 312, summary: '[Summary]' }, { includesRaw: true }).raw).toEqual({ ...call, duration: '312', summary: '[Summary]' });
	});

	it('is read from a form, too', () => {
		const contentType = 'application/x-www-form-urlencoded';
		expect(judge(json({ ...call, name: ['Ada Byron', 'twice'] }, { contentType }))).toEqual({ item: itemOf() });
	});

	it('starts nothing if the workflow is for other types of calls', () => {
		const callTypes = new Set(['missed', 'notAnswered']);
		expect(judge(json(call), { callTypes })).toEqual({ ignored: 'The workflow is not for calls of this type' });
		expect(itemOf({ callType: 'Missed' }, { callTypes }).callType).toBe('missed');
	});
});

describe('another event', () => {
	it.each<[CrmSettings['event'], object, object]>([
		['callerLookup', { number: '+15550101', direction: 'Inbound' }, { lookupBy: 'number', number: '+15550101', email: null, direction: 'inbound' }],
		['callerLookup', { lookupBy: 'email', email: 'ada@example.com' }, { lookupBy: 'email', number: null, email: 'ada@example.com', direction: null }],
		['contactSearch', { searchText: 'byr' }, { searchText: 'byr' }],
		['contactCreate', { firstName: 'Ada', number: '+15550101' }, { firstName: 'Ada', lastName: null, number: '+15550101', email: null, company: null }],
		[
			'chatReported',
			{ email: 'ada@example.com', name: 'Ada', agent: '100', duration: '00:10:00', startedAt: '2026-03-02T08:00:00Z', endedAt: '2026-03-02T08:10:00Z', messages: 'Ada: Hi\nGrace: Hello' },
			{
				party: { number: null, email: 'ada@example.com', name: 'Ada' }, agent: { extension: '100', name: null, email: null }, queue: null, durationSeconds: 600,
				startedAt: '2026-03-02T08:00:00.000Z', endedAt: '2026-03-02T08:10:00.000Z', messages: 'Ada: Hi\nGrace: Hello', contact: null,
			},
		],
	])('%s becomes an item', (event, fields, expected) => {
		const verdict = judge(json({ event, ...fields }), { event });
		const eventId = expect.stringMatching(/^crm:/) as string;
		expect(verdict).toEqual({ item: { event, eventId, ...expected } });
		expect('item' in verdict && undocumentedCrm(verdict.item)).toEqual([]);
	});
});

describe('a post that is refused', () => {
	const refused = { status: 401, message: 'The secret is missing or wrong' };

	it.each([
		['no secret', undefined],
		['an empty one', ''],
		['nothing but Bearer', 'Bearer '],
		['another', 'Bearer nP8xq2Wv7Lk4RtY6mZ3d'],
		['the beginning of it', 'Bearer nP8xq2Wv7Lk4'],
		['more than it', `Bearer ${CRM_SECRET}x`],
		['another letter case', `Bearer ${CRM_SECRET.toLowerCase()}`],
		['it without Bearer', CRM_SECRET],
		['it as a password', `Basic ${Buffer.from(`n8n:${CRM_SECRET}`).toString('base64')}`],
		['a list', [`Bearer ${CRM_SECRET}`]],
		['a very long one', `Bearer ${'x'.repeat(100_000)}`],
	])('has %s', (_name, authorization) => {
		expect(judge(json(call, { authorization }))).toEqual(refused);
	});

	it('comes to a node whose own secret is empty or weak, whatever it has', () => {
		expect(judge(json(call, { authorization: 'Bearer ' }), { secret: '' })).toEqual(refused);
		expect(judge(json(call, { authorization: 'Bearer secret' }), { secret: 'secret' })).toEqual(refused);
	});

	it('says nothing about its content to who does not know the secret', () => {
		expect(judge(json('nonsense', { authorization: 'Bearer x', contentType: 'image/png', size: 10 ** 9 }))).toEqual(refused);
	});

	it.each<[string, Partial<CrmPost>, number, string]>([
		['is too large', { size: 1024 * 1024 + 1 }, 413, 'The post is larger than 1048576 bytes'],
		['has another type', { contentType: 'text/plain', body: 'call' }, 415, 'The Content-Type must be one of application/json, application/x-www-form-urlencoded'],
		['has no type', { contentType: undefined, body: {} }, 415, 'The Content-Type must be one of application/json, application/x-www-form-urlencoded'],
		['is a list', { body: [call] }, 400, 'The post must be a JSON object or a form'],
		['is a number', { body: 5 }, 400, 'The post must be a JSON object or a form'],
		['names no event', { body: { ...call, event: undefined } }, 400, 'The post doesn\'t say which event it is about: its field "event" must be "callReported"'],
		['is for another trigger', { body: { ...call, event: 'chatReported' } }, 400, 'The post is about "Chat Reported", but this address is for "Call Reported"'],
		['names an unknown event', { body: { ...call, event: 'toString' } }, 400, 'The post is about "toString", but this address is for "Call Reported"'],
		['has neither number nor agent', { body: { event: 'callReported', callType: 'Inbound', number: '[Number]' } }, 400, 'The post has none of these fields: number, agent'],
	])('%s', (_name, others, status, message) => {
		expect(judge(json(call, others))).toEqual({ status, message });
	});
});

it('never puts the secret out, though a caller may make 3CX write it into a post', () => {
	const item = itemOf({ name: `x ${CRM_SECRET} y`, summary: CRM_SECRET }, { includesRaw: true });
	expect(item.party).toEqual({ number: '+15550101', name: 'x *** y' });
	expect(JSON.stringify(item)).not.toContain(CRM_SECRET);
});
