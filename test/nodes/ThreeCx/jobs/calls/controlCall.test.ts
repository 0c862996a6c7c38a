import type { Pbx } from '../../../../pbx';
import { runJob } from '../runJob';

const CALL_ID = '1';
const WHO = 'call 1 at extension 100';

const job = (operation: string, parameters: object = {}) => ({
	resource: 'call',
	operation,
	monitored: { __rl: true, mode: 'name', value: '100' },
	callId: CALL_ID,
	...parameters,
});
const to101 = { destination: '101' };
const order = (action: string, body: object = {}, id = 1) => [{ method: 'POST', path: `/callcontrol/100/participants/${id}/${action}`, body }];

const ringing = (pbx: Pbx) => pbx.callControl.calls.ring('100', { number: '+12025550123', name: 'Grace' });
const connected = (pbx: Pbx) => pbx.callControl.calls.connect(ringing(pbx));
const controllable = (pbx: Pbx) => void pbx.callControl.calls.ring('100', { directControl: true });
const twice = (pbx: Pbx) => {
	const first = ringing(pbx);
	pbx.callControl.calls.ringToo(first, '100');
};
const at = (pbx: Pbx, extension: string) => pbx.callControl.calls.at(extension);
const stopped = (step: string) => `The job stopped at "${step}". Nothing was changed before that.`;
const ACTION = /participants\/\d+\/\w+$/;

describe('what can be done to a live call', () => {
	it('drops it, and nothing the second time', async () => {
		const { rows, writes, pbx, again } = await runJob(job('dropLiveCall'), { before: ringing });
		expect(writes).toEqual(order('drop'));
		expect(at(pbx, '100')).toEqual([]);
		expect(rows).toMatchObject([
			{ changed: true, extension: '100', callId: '1', before: { status: 'ringing', party: { name: 'Grace' } }, after: null, steps: [`Dropped ${WHO}`] },
		]);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows).toMatchObject([{ changed: false, before: null, after: null, steps: ["Extension 100 isn't in call 1"] }]);
	});

	it('answers it on a phone that 3CX can control, and nothing the second time', async () => {
		const { rows, writes, again } = await runJob(job('answerLiveCall'), { before: controllable });
		expect(writes).toEqual(order('answer'));
		expect(rows).toMatchObject([{ changed: true, before: { status: 'ringing' }, after: { status: 'connected' }, steps: [`Answered ${WHO}`] }]);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows).toMatchObject([{ changed: false, steps: ['Call 1 is already connected at extension 100'] }]);
	});

	it.each([
		['divertLiveCall', 'divert', ringing, `Diverted ${WHO} to 101`, null],
		['transferLiveCall', 'transferto', connected, `Transferred ${WHO} to 101`, null],
		['routeLiveCall', 'routeto', ringing, `Routed ${WHO} to 101`, { status: 'ringing' }],
	])('%s lets the destination ring', async (operation, action, before, step, after) => {
		const { rows, writes, pbx } = await runJob(job(operation, to101), { before });
		expect(writes).toEqual(order(action, to101));
		expect(at(pbx, '101')).toMatchObject([{ status: 'Ringing', callid: 1 }]);
		expect(rows).toMatchObject([{ changed: true, after, steps: [step] }]);
	});

	it.each([
		['participant', 'attach_participant_data'],
		['party', 'attach_party_data'],
	])('attaches data to the %s', async (attachTo, action) => {
		const parameters = { callData: 'orderId=4711\n\nnote = a=b ', attachTo };
		const { rows, writes, pbx } = await runJob(job('attachCallData', parameters), { before: ringing });
		const attacheddata = { orderId: '4711', note: 'a=b' };
		expect(writes).toEqual(order(action, { attacheddata }));
		expect(pbx.callControl.calls.attached.get(at(pbx, '100')[0]!)).toEqual(attacheddata);
		expect(rows).toMatchObject([{ changed: true, steps: [`Attached data to ${WHO}`] }]);
	});

	it('refuses data without a name, before anything is sent', async () => {
		const { error, sent } = await runJob(job('attachCallData', { callData: 'orderId=4711\nurgent' }), { before: ringing });
		expect(error?.message).toBe('Data has a line without a name: "urgent"');
		expect(error?.description).toBe('Write name=value in each line, e.g. orderId=4711. Nothing was sent to the PBX.');
		expect(sent).toEqual([]);
	});
});

describe('which call is meant', () => {
	it('refuses a call that is over', async () => {
		const { error, writes } = await runJob(job('divertLiveCall', to101));
		expect(error?.message).toBe("Extension 100 isn't in call 1");
		expect(error?.description).toBe(
			`${stopped('Get Many Live Calls')} The call has ended, or Call ID belongs to another call. "Get Many Live Calls" shows the calls that are going on.`,
		);
		expect(writes).toEqual([]);
	});

	it('asks which one, where the extension is in the call twice', async () => {
		const { error, writes } = await runJob(job('dropLiveCall'), { before: twice });
		expect(error?.message).toBe('Extension 100 is in call 1 more than once');
		expect(error?.description).toBe(`${stopped('Get Many Live Calls')} Enter one of these as Participant ID: 1, 2.`);
		expect(writes).toEqual([]);
		expect((await runJob(job('dropLiveCall', { participantId: '2' }), { before: twice })).writes).toEqual(order('drop', {}, 2));
	});

	it('says what to select where the extension is not monitored', async () => {
		const { error } = await runJob(job('dropLiveCall'), { callControl: { extensions: ['101'] } });
		expect(error?.message).toBe("The API client doesn't monitor extension 100");
	});
});

describe('what the PBX refuses', () => {
	const gone = { url: ACTION, answer: { status: 404 } };

	it('says that the call ended after it was read', async () => {
		const { error } = await runJob(job('divertLiveCall', to101), { before: ringing, faults: [gone] });
		expect(error?.message).toBe('Call 1 has ended at extension 100 (HTTP 404)');
		expect(error?.description).toBe(
			`${stopped('Divert Live Call')} It was still active just before. "Get Many Live Calls" shows the calls that are going on.`,
		);
	});

	it('has nothing to drop in a call that ended after it was read', async () => {
		const { rows } = await runJob(job('dropLiveCall'), { before: ringing, faults: [gone] });
		expect(rows).toMatchObject([{ changed: false, before: { status: 'ringing' }, after: null, steps: ['Call 1 ended at extension 100 by itself'] }]);
	});

	it.each([
		[
			'answerLiveCall',
			ringing,
			"The call wasn't answered: it is ringing, or its phone can't be controlled (HTTP 422)",
			'Only phones that 3CX can control (uaCSTA) and route points can be told to answer, and only while they ring.',
		],
		[
			'divertLiveCall',
			connected,
			"The call wasn't diverted: it is connected, or its phone can't be controlled (HTTP 422)",
			'A call can be diverted only while it rings. For a connected call, use "Transfer Live Call".',
		],
		[
			'transferLiveCall',
			ringing,
			"The call wasn't transferred: it is ringing, or its phone can't be controlled (HTTP 422)",
			'A call can be transferred only once it is connected. While it rings, use "Divert Live Call".',
		],
	])('says why %s is not possible now', async (operation, before, message, remedy) => {
		const { error } = await runJob(job(operation, to101), { before });
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/^The job stopped at ".* Live Call"\. Nothing was changed before that\. /);
		expect(error?.description).toContain(remedy);
	});

	it('says that the destination is busy, though the answer has status 200', async () => {
		const { error } = await runJob(job('divertLiveCall', to101), { before: ringing, callControl: { unreachable: { '101': 'PhoneBusy' } } });
		expect(error?.message).toBe("The call wasn't diverted: destination 101 is busy (PhoneBusy)");
		expect(error?.description).toBe(`${stopped('Divert Live Call')} Run the node again once the other call has ended.`);
	});

	it('says what to select where the client may only look', async () => {
		const { error } = await runJob(job('dropLiveCall'), { before: ringing, faults: [{ url: ACTION, answer: { status: 403 } }] });
		expect(error?.message).toBe("The API client isn't allowed to control calls of extension 100 (HTTP 403)");
		expect(error?.description).toBe(
			`${stopped('Drop Live Call')} In the 3CX Admin Console, go to Integrations > API, open the client and select the extension under ` +
				'"3CX Call Control API Access".',
		);
	});

	it('does not take a response of something else for a result', async () => {
		const faults = [{ url: ACTION, answer: { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html></html>' } }];
		const { error } = await runJob(job('divertLiveCall', to101), { before: ringing, faults });
		expect(error?.message).toBe('The PBX returned something other than the result of a call');
		expect(error?.description).toContain('The request may have taken effect. Check before running it again');
	});
});

describe('a response that is lost', () => {
	it('does no harm to a call that was dropped', async () => {
		const { rows, writes } = await runJob(job('dropLiveCall'), { before: ringing, faults: [{ url: ACTION, drop: 'after' }] });
		expect(writes).toEqual(order('drop'));
		expect(rows).toMatchObject([
			{ changed: true, after: null, steps: ['The response was lost; reading back showed that it took effect', `Dropped ${WHO}`] },
		]);
	});

	it('does not divert a call twice', async () => {
		const { error, writes, pbx } = await runJob(job('divertLiveCall', to101), { before: ringing, faults: [{ url: ACTION, drop: 'after' }] });
		expect(writes).toEqual(order('divert', to101));
		expect(at(pbx, '101')).toHaveLength(1);
		expect(error?.description).toContain('The request may have taken effect. Check before running it again.');
	});

	it('is not asked for again by a PBX that refuses it for now', async () => {
		const faults = [{ url: ACTION, answer: { status: 503, headers: { 'Retry-After': '1' } } }];
		const { error, writes } = await runJob(job('dropLiveCall'), { before: ringing, faults });
		expect(writes).toHaveLength(1);
		expect(error?.message).toContain("couldn't reach the PBX behind it");
	});
});
