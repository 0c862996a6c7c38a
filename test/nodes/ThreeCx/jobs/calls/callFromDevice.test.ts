import { runJob } from '../runJob';

const desk = { dn: '100', device_id: 'sip:100@192.0.2.10:5060', user_agent: 'Yealink SIP-T54W' };
const app = { dn: '100', device_id: 'sip:100@192.0.2.11:5061;ob', user_agent: '3CX Mobile Client' };
const callControl = { devices: { '100': [desk, app] } };

const job = (parameters: object = {}) => ({
	resource: 'call',
	operation: 'callFromDevice',
	caller: { __rl: true, mode: 'name', value: '100' },
	destination: '+12025550123',
	...parameters,
});
const device = (value: string) => ({ device: { __rl: true, mode: 'name', value } });

const stopped = (step: string) => `The job stopped at "${step}". Nothing was changed before that.`;
const makeCall = '/callcontrol/100/makecall';
const CALL = /makecall$/i;

describe('Make Call From Device', () => {
	it('rings all devices of the extension with call control', async () => {
		const { rows, writes } = await runJob(job(), { callControl });
		expect(writes).toEqual([{ method: 'POST', path: makeCall, body: { destination: '+12025550123' } }]);
		expect(rows).toEqual([
			{
				changed: true,
				extension: '100',
				destination: '+12025550123',
				before: null,
				after: expect.objectContaining({ extension: '100', callId: '1', participantId: '1', status: 'dialing', direction: 'outbound' }),
				steps: ['Called +12025550123 from extension 100'],
			},
		]);
	});

	it.each([['3cx mobile client'], [app.device_id]])('rings the device %s only', async (text) => {
		const { writes } = await runJob(job(device(text)), { callControl });
		expect(writes.map(({ path }) => path)).toEqual([`/callcontrol/100/devices/${app.device_id}/makecall`]);
	});

	it('refuses a device that is not registered, naming those that are', async () => {
		const { error, writes } = await runJob(job(device('Fanvil X4')), { callControl });
		expect(error?.message).toBe('Extension 100 has no device "Fanvil X4"');
		expect(error?.description).toBe(
			`${stopped('Get Many Live Calls')} Registered: Yealink SIP-T54W (${desk.device_id}), 3CX Mobile Client (${app.device_id}). ` +
				"Check Device: it's the exact name or the ID.",
		);
		expect(writes).toEqual([]);
	});

	it('refuses a name that two devices have', async () => {
		const twins = { devices: { '100': [desk, { ...app, user_agent: desk.user_agent }] } };
		const { error } = await runJob(job(device(desk.user_agent)), { callControl: twins });
		expect(error?.message).toBe('"Yealink SIP-T54W" matches 2 devices of extension 100');
	});

	it.each([
		['PhoneBusy', 'is busy (PhoneBusy)', 'Run the node again once the other call has ended.'],
		[
			'PhoneNotRegistered',
			"isn't registered (PhoneNotRegistered)",
			'Check that the phone or 3CX app is on and signed in. "Get Extension Devices" shows what is registered.',
		],
	])('says %s in words, though the answer has status 200', async (reason, words, remedy) => {
		const { error, writes } = await runJob(job(), { callControl: { ...callControl, unreachable: { '100': reason } } });
		expect(error?.message).toBe(`The call wasn't made: the phone of extension 100 ${words}`);
		expect(error?.description).toBe(`${stopped('Make Call From Device')} ${remedy}`);
		expect(writes).toHaveLength(1);
	});

	it('passes on a reason that it has no words for', async () => {
		const { error } = await runJob(job(), { callControl: { ...callControl, unreachable: { '100': 'Polling' } } });
		expect(error?.message).toBe("The call wasn't made: the PBX says Polling");
	});

	it('says that a device is gone', async () => {
		const faults = [{ url: CALL, answer: { status: 404 } }];
		const { error } = await runJob(job(device(desk.device_id)), { callControl, faults });
		expect(error?.message).toBe('The device is no longer registered (HTTP 404)');
		expect(error?.description).toContain('Leave Device empty to ring all of them.');
	});

	it.each([
		['refused as too much', { answer: { status: 429, headers: { 'Retry-After': '1' } } }],
		['met a PBX that is starting', { answer: { status: 503, headers: { 'Retry-After': '1' } } }],
		['broke before it arrived', { drop: 'before' as const }],
	])('never calls again after a request that %s', async (_what, fault) => {
		const { error, writes, pbx } = await runJob(job(), { callControl, faults: [{ url: CALL, ...fault }] });
		expect(error).toBeDefined();
		expect(writes).toHaveLength(1);
		expect(pbx.callControl.calls.at('100')).toEqual([]);
	});

	it('finds the call where the response was lost', async () => {
		const { rows, writes, pbx } = await runJob(job(), { callControl, faults: [{ url: CALL, drop: 'after' }] });
		expect(writes).toHaveLength(1);
		expect(pbx.callControl.calls.at('100')).toHaveLength(1);
		expect(rows).toMatchObject([
			{
				changed: true,
				after: { callId: '1' },
				steps: ['The response was lost; looking again showed that extension 100 began a call', 'Called +12025550123 from extension 100'],
			},
		]);
	});

	it('says that the call may have been made where none is found', async () => {
		const { error } = await runJob(job(), { callControl, faults: [{ url: CALL, drop: 'before' }] });
		expect(error?.description).toContain('The request may have taken effect. Check before running it again.');
	});

	it.each([
		['may not use call control', { access: 'refused' as const }, "The API client isn't allowed to use the Call Control API (HTTP 403)"],
		['monitors nothing', { extensions: [] }, 'The API client monitors no extensions'],
		['monitors others', { extensions: ['101'] }, "The API client doesn't monitor extension 100"],
	])('uses the Configuration API where the client %s', async (_what, access, because) => {
		const { rows, writes } = await runJob(job(), { callControl: access });
		expect(writes).toEqual([{ method: 'POST', path: '/Users/Pbx.MakeCall', body: { dn: '100', destination: '+12025550123' } }]);
		expect(rows).toMatchObject([
			{ changed: true, after: null, steps: [`Made with the Configuration API. ${because}.`, 'Called +12025550123 from extension 100'] },
		]);
	});

	describe('with the Configuration API', () => {
		const withoutCallControl = { callControl: { access: 'refused' as const } };

		it('names the device by its ID', async () => {
			const { writes } = await runJob(job(device(desk.device_id)), withoutCallControl);
			expect(writes[0]?.body).toEqual({ dn: '100', destination: '+12025550123', contact: desk.device_id });
		});

		it("can't look a device up by name", async () => {
			const { error, writes } = await runJob(job(device(desk.user_agent)), withoutCallControl);
			expect(error?.message).toBe(
				'Device "Yealink SIP-T54W" can\'t be looked up: The API client isn\'t allowed to use the Call Control API (HTTP 403)',
			);
			expect(error?.description).toMatch(/Select "3CX Call Control API Access" and the extensions to monitor.* Or leave Device empty\.$/);
			expect(writes).toEqual([]);
		});

		it('says in words what an answer with status 200 tells', async () => {
			const answer = { FinalStatus: 'Failed', Reason: 'PhoneNotRegistered', ReasonText: 'No phone' };
			const faults = [{ url: CALL, answer: { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(answer) } }];
			const { error } = await runJob(job(), { ...withoutCallControl, faults });
			expect(error?.message).toBe("The call wasn't made: the phone of extension 100 isn't registered (PhoneNotRegistered)");
		});

		it('never calls again', async () => {
			const faults = [{ url: CALL, answer: { status: 503, headers: { 'Retry-After': '1' } } }];
			const { error, writes } = await runJob(job(), { ...withoutCallControl, faults });
			expect(error).toBeDefined();
			expect(writes).toHaveLength(1);
		});

		it('says what to select where the client may use neither', async () => {
			const { error } = await runJob(job(), { ...withoutCallControl, faults: [{ url: CALL, answer: { status: 403 } }] });
			expect(error?.message).toBe("The API client isn't allowed to make calls with call control or the Configuration API (HTTP 403)");
			expect(error?.description).toBe(
				`${stopped('Make Call')} The API client isn't allowed to use the Call Control API (HTTP 403). In the 3CX Admin Console, go to ` +
					'Integrations > API and open the client. Select "3CX Call Control API Access" and the extensions to monitor. The license ' +
					'must include call control (Enterprise, 8 simultaneous calls or more).',
			);
		});
	});
});
