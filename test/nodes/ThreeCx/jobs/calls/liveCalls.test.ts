import type { Pbx } from '../../../../pbx';
import { runJob } from '../runJob';

const monitored = (value: string) => ({ monitored: { __rl: true, mode: 'name', value } });
const getMany = (value = '') => ({ resource: 'call', operation: 'getLiveCalls', ...monitored(value) });
const ringing = (pbx: Pbx) => {
	pbx.callControl.calls.ring('100', { number: '+12025550123', name: 'Grace' });
	pbx.callControl.calls.dial('101', { kind: 'Wextension', number: '102' });
};
const stopped = 'The job stopped at "Get Many Live Calls". Nothing was changed before that.';
const settings = 'In the 3CX Admin Console, go to Integrations > API and open the client.';

const incoming = {
	extension: '100',
	callId: '1',
	participantId: '1',
	status: 'ringing',
	direction: 'inbound',
	external: true,
	party: { number: '+12025550123', name: 'Grace', did: '' },
	deviceId: 'sip:100@127.0.0.1:5060',
	directControl: false,
};

describe('Get Many Live Calls', () => {
	it('reads the calls of all monitored extensions', async () => {
		const { rows, sent } = await runJob(getMany(), { before: ringing });
		expect(rows).toEqual([incoming, expect.objectContaining({ extension: '101', callId: '2', direction: 'outbound', external: false })]);
		expect(sent).toEqual([{ method: 'GET', path: '/callcontrol', body: undefined }]);
	});

	it('reads those of one extension', async () => {
		expect((await runJob(getMany('100'), { before: ringing })).rows).toEqual([incoming]);
		expect((await runJob(getMany('800'), { before: ringing })).rows).toEqual([]);
	});

	it.each([
		[
			'the switch is off',
			{ callControl: { access: 'refused' as const } },
			"The API client isn't allowed to use the Call Control API (HTTP 403)",
			`${settings} Select "3CX Call Control API Access" and the extensions to monitor. The license must include call control ` +
				'(Enterprise, 8 simultaneous calls or more).',
		],
		[
			'no extensions are selected',
			{ callControl: { extensions: [] } },
			'The API client monitors no extensions',
			`${settings} Under "3CX Call Control API Access", select the extensions whose calls n8n should see.`,
		],
		[
			'the PBX has no call control',
			{ faults: [{ url: /callcontrol/, answer: { status: 404 } }] },
			'The PBX has no Call Control API at this address (HTTP 404)',
			'Check Base URL in the 3CX API credential. Call control needs 3CX V20 or later and a license that includes it.',
		],
	])('says what to do where %s', async (_what, arrangement, message, remedy) => {
		const { error } = await runJob(getMany(), arrangement);
		expect(error?.message).toBe(message);
		expect(error?.description).toBe(`${stopped} ${remedy}`);
	});

	it('says what to select where the extension is not monitored', async () => {
		const { error } = await runJob(getMany('105'), { callControl: { extensions: ['100', '101'] } });
		expect(error?.message).toBe("The API client doesn't monitor extension 105");
		expect(error?.description).toBe(
			`${stopped} It monitors 100, 101. ${settings} Under "3CX Call Control API Access", select 105.`,
		);
	});
});

describe('Get Extension Devices', () => {
	it('reads what is registered', async () => {
		const devices = {
			'100': [
				{ dn: '100', device_id: 'sip:100@192.0.2.10:5060', user_agent: 'Yealink SIP-T54W' },
				{ dn: '100', device_id: 'sip:100@192.0.2.11:5061', user_agent: '3CX Mobile Client' },
			],
		};
		const { rows } = await runJob({ resource: 'call', operation: 'getDevices', ...monitored('100') }, { callControl: { devices } });
		expect(rows).toEqual([
			{ extension: '100', deviceId: 'sip:100@192.0.2.10:5060', userAgent: 'Yealink SIP-T54W' },
			{ extension: '100', deviceId: 'sip:100@192.0.2.11:5061', userAgent: '3CX Mobile Client' },
		]);
	});
});
