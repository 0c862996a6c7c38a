import { readMac } from '../../../../../nodes/ThreeCx/jobs/phones/provisionPhone';
import type { PbxOptions, Row } from '../../../../pbx';
import { manyUsers, runJob } from '../runJob';

const desk = { Id: 1, Name: 'Desk', MacAddress: '001565000001', TemplateName: 'yealinkT4x.ph.xml', Settings: { CustomLogo: 'brand.png', Secret: 's' } };
const device = (changes: Row = {}): Row => ({ Id: 7, MAC: '001565AABBCC', Model: 'T46U', Vendor: 'Yealink', TemplateName: 'yealinkT4x.ph.xml', Assigned: false, AssignedUser: '', ...changes });
const setting = (devices: Row[] = [device()], phones: Row[] = [desk]): PbxOptions => ({
	users: manyUsers(3).map((user, index) => ({ ...user, Phones: index === 0 ? phones : [] })),
	rows: { DeviceInfos: devices },
});
const job = (macAddress: string, user = '200') => ({ resource: 'phone', operation: 'provisionPhone', macAddress, user: { __rl: true, mode: 'name', value: user } });
const PROVISION = '/DeviceInfos(7)/Pbx.Provision';

describe('MAC addresses', () => {
	it.each([
		['00:15:65:aa:bb:cc', '001565AABBCC'],
		['00-15-65-AA-BB-CC', '001565AABBCC'],
		['0015.65aa.bbcc', '001565AABBCC'],
		[' 001565 AABBCC ', '001565AABBCC'],
		['001565AABBC', undefined],
		['001565AABBCG', undefined],
		['', undefined],
	])('reads %s', (text, mac) => {
		expect(readMac(text)).toBe(mac);
	});
});

describe('Provision Phone', () => {
	it.each(['00:15:65:aa:bb:cc', '001565AABBCC'])('assigns %s to a user, keeps the other phones, and writes nothing the second time', async (mac) => {
		const { pbx, rows, writes, again } = await runJob(job(mac), setting());
		expect(writes).toEqual([{ method: 'POST', path: PROVISION, body: { userId: 200, reprovision: true } }]);
		expect(rows).toEqual([
			{
				changed: true,
				user: '200 User 200',
				phone: '001565AABBCC',
				before: [{ mac: '001565000001', name: 'Desk', template: 'yealinkT4x.ph.xml' }],
				after: [
					{ mac: '001565000001', name: 'Desk', template: 'yealinkT4x.ph.xml' },
					{ mac: '001565AABBCC', name: 'T46U', template: 'yealinkT4x.ph.xml' },
				],
				steps: ['Assigned phone 001565AABBCC to 200 User 200'],
			},
		]);
		expect((pbx.rows('Users')[0]?.Phones as Row[])[0]).toEqual(desk);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows[0]).toMatchObject({ changed: false, steps: [] });
	});

	it('finds a device that the PBX spells in another way', async () => {
		const { writes } = await runJob(job('001565aabbcc', 'User 201'), setting([device({ MAC: '00:15:65:aa:bb:cc' })]));
		expect(writes).toEqual([{ method: 'POST', path: PROVISION, body: { userId: 201, reprovision: true } }]);
	});

	it('counts a phone that the user already has as done, even if the PBX no longer detects it', async () => {
		const { rows, writes } = await runJob(job('00-15-65-00-00-01'), setting([]));
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: false, phone: '001565000001' });
	});

	it('assigns once where the response is lost', async () => {
		const { rows, writes } = await runJob(job('001565AABBCC'), { ...setting(), faults: [{ url: /Pbx\.Provision/, drop: 'after' }] });
		expect(writes).toHaveLength(1);
		expect(rows[0]).toMatchObject({ changed: true });
	});

	it('gives a phone to the first of two users who ask for it in one run', async () => {
		const parameters = { ...job('001565AABBCC'), user: { __rl: true, mode: 'name', value: '={{ $json.user }}' } };
		const { pbx, error } = await runJob(parameters, { ...setting(), items: [{ user: '201' }, { user: '202' }] });
		expect(error?.message).toBe('Phone 001565AABBCC is already assigned to 201');
		expect(pbx.rows('Users').map(({ Phones }) => (Phones as Row[]).length)).toEqual([1, 1, 0]);
	});

	it.each<[string, PbxOptions, string, string]>([
		['a phone of someone else', setting([device({ Assigned: true, AssignedUser: '202' })]), 'Phone 001565AABBCC is already assigned to 202', 'Remove the phone from there in the 3CX Admin Console first.'],
		['a phone that was not detected', setting([]), 'The PBX has detected no phone with the MAC address 001565AABBCC', 'Connect the phone to the network of the PBX or SBC and restart it, or add it to the user in the 3CX Admin Console.'],
	])('refuses %s', async (_name, options, message, description) => {
		const { error, writes } = await runJob(job('001565AABBCC'), options);
		expect(error?.message).toBe(message);
		expect(error?.description).toBe(`The job stopped at "Get Many Detected Devices". Nothing was changed before that. ${description}`);
		expect(writes).toEqual([]);
	});

	it('says where the phone is not there afterwards', async () => {
		const faults = [{ url: /Pbx\.Provision/, times: Infinity, answer: { status: 204 } }];
		const { error } = await runJob(job('001565AABBCC'), { ...setting(), faults });
		expect(error?.message).toBe("Phone 001565AABBCC isn't among the phones of 200 User 200 although it was provisioned");
		expect(error?.description).toContain('Check Phones in the 3CX Admin Console.');
	});

	it.each([
		['001565', `MAC Address isn't a valid address: "001565"`, 'Enter 12 hexadecimal digits, e.g. 00:15:65:AA:BB:CC. Nothing was sent to the PBX.'],
		['={{ $json.nothing }}', 'MAC Address is empty', 'Fill MAC Address.'],
	])('refuses "%s"', async (mac, message, description) => {
		const { error, sent } = await runJob(job(mac), setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sent).toEqual([]);
	});

	it('names who is not there', async () => {
		const { error } = await runJob(job('001565AABBCC', '299'), setting());
		expect(error?.message).toBe('No user has the extension number, name, or email address "299"');
	});

	it('names a refusal', async () => {
		const { error } = await runJob(job('001565AABBCC'), { ...setting(), faults: [{ url: /DeviceInfos/, answer: { status: 403 } }] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Get Many Detected Devices" (HTTP 403)');
		expect(error?.description).toContain('some data needs System Owner');
	});
});
