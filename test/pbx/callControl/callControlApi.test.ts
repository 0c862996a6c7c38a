import { usePbx } from '../setUp';
import { signIn } from '../testClient';

describe('the Call Control API of the mock PBX', () => {
	const setting = usePbx('each', { callControl: { extensions: ['100', '800'] } });
	const call = async (path: string, method: string, given?: object) => {
		const send = await signIn(setting.pbx, {}, '/callcontrol');
		return await send(path, { method, ...(given ? { body: JSON.stringify(given) } : {}) });
	};
	const status = async (path: string) => (await call(path, 'GET')).status;
	const body = async (path: string) => (await call(path, 'GET')).json as unknown;
	const post = async (path: string, given: object = {}) => (await call(path, 'POST', given)).status;

	it('lists monitored numbers with devices and calls', async () => {
		setting.pbx.callControl.calls.ring('100');
		expect(await body('')).toMatchObject([
			{ dn: '100', type: 'Wextension', devices: [{ device_id: 'sip:100@127.0.0.1:5060' }], participants: [{ id: 1, callid: 1, status: 'Ringing' }] },
			{ dn: '800', type: 'Wqueue', participants: [] },
		]);
	});

	it('refuses what is not monitored and does not know what is gone', async () => {
		expect(await status('/999')).toBe(403);
		expect(await status('/100/participants/7')).toBe(404);
	});

	it('makes calls from a device and drops them', async () => {
		const device = encodeURIComponent('sip:100@127.0.0.1:5060');
		expect(await post(`/100/devices/${device}/makecall`, { destination: '+15550123' })).toBe(200);
		expect(await post('/100/devices/sip%3Ano/makecall', { destination: '1' })).toBe(404);
		expect(await body('/100/participants')).toMatchObject([{ status: 'Dialing', party_caller_id: '+15550123' }]);
		expect(await post('/100/participants/1/drop')).toBe(200);
		expect(await body('/100/participants')).toEqual([]);
	});

	it('diverts what rings and transfers what is connected, not the other way round', async () => {
		const ringing = setting.pbx.callControl.calls.ring('100');
		expect(await post('/100/participants/1/transferto', { destination: '101' })).toBe(422);
		setting.pbx.callControl.calls.connect(ringing);
		expect(await post('/100/participants/1/divert', { destination: '101' })).toBe(422);
		expect(await post('/100/participants/1/transferto', { destination: '101' })).toBe(200);
		expect(setting.pbx.callControl.calls.at('101')).toMatchObject([{ status: 'Ringing', callid: ringing.callid }]);
	});

	it('keeps what is attached', async () => {
		const ringing = setting.pbx.callControl.calls.ring('100');
		expect(await post('/100/participants/1/attach_party_data', { attacheddata: { order: '47' } })).toBe(200);
		expect(setting.pbx.callControl.calls.attached.get(ringing)).toEqual({ order: '47' });
	});
});
