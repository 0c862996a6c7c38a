import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const to = (To: string, Number = '', External = '') => ({ To, Number, External });

const available = (Id: number, Name: string, CustomName: string | null = null): Row => ({
	Id,
	Name,
	CustomName,
	NoAnswerTimeout: 20,
	AvailableRoute: {
		NoAnswerAllCalls: true,
		NoAnswerInternal: to('VoiceMail', '100'),
		NoAnswerExternal: to('VoiceMail', '100'),
		BusyAllCalls: true,
		BusyInternal: to('VoiceMail', '100'),
		BusyExternal: to('VoiceMail', '100'),
		NotRegisteredAllCalls: true,
		NotRegisteredInternal: to('None'),
		NotRegisteredExternal: to('None'),
	},
	AwayRoute: null,
});
const away = (Id: number, Name: string, CustomName: string | null = null): Row => ({
	Id,
	Name,
	CustomName,
	CustomMessage: 'Back soon',
	AvailableRoute: null,
	AwayRoute: { AllHoursExternal: true, AllHoursInternal: true, External: to('VoiceMail', '100'), Internal: to('VoiceMail', '100') },
});

const profiles = [available(1, 'Available'), away(2, 'Away'), away(3, 'Out of office'), available(4, 'Custom 1', 'Home office'), away(5, 'Custom 2')];
const ada = { Id: 28, Number: '100', DisplayName: 'Ada Byron', EmailAddress: 'ada@example.com', CurrentProfileName: 'Available', ForwardingProfiles: profiles };
const setting: PbxOptions = {
	users: [ada],
	rows: {
		Peers: [
			{ Id: 31, Number: '101', Name: "Brian O'Neill", Type: 'Extension' },
			{ Id: 40, Number: '800', Name: 'Sales', Type: 'Queue' },
			{ Id: 60, Number: '10000', Name: 'Trunk', Type: 'ExternalLine' },
		],
	},
};

const job = (operation: string, parameters: object) => ({
	resource: 'user',
	operation,
	user: { __rl: true, mode: 'name', value: '100' },
	...parameters,
});

const leftOut = {
	url: /\/Users\(28\)/,
	answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"Id":28,"CurrentProfileName":"Away"}' },
};

describe('Set User Status', () => {
	it('has no previous status to name for a user who never had one', async () => {
		const users = setting.users?.map((user) => ({ ...user, CurrentProfileName: null }));
		const { rows } = await runJob(job('setStatus', { status: 'Away' }), { ...setting, users });
		expect(rows[0]?.steps).toEqual(['Changed the status of 100 Ada Byron to Away']);
	});

	it('writes the status only, and nothing the second time', async () => {
		const { rows, writes, again } = await runJob(job('setStatus', { status: 'Away' }), setting);
		expect(writes).toEqual([{ method: 'PATCH', path: '/Users(28)', body: { Id: 28, CurrentProfileName: 'Away' } }]);
		expect(rows).toEqual([
			{
				changed: true,
				user: '100 Ada Byron',
				before: { CurrentProfileName: 'Available' },
				after: { CurrentProfileName: 'Away' },
				steps: ['Changed the status of 100 Ada Byron from Available to Away'],
			},
		]);
		expect((await again()).writes).toEqual([]);
	});

	it('understands what the user calls a status', async () => {
		const { writes } = await runJob(job('setStatus', { user: 'ada@example.com', status: '={{ "home office" }}' }), setting);
		expect(writes[0]?.body).toEqual({ Id: 28, CurrentProfileName: 'Custom 1' });
	});

	it('refuses a status that the user does not have, naming those it has', async () => {
		const { error, writes } = await runJob(job('setStatus', { status: '={{ "Lunch" }}' }), setting);
		expect(error?.message).toBe('100 Ada Byron has no status "Lunch"');
		expect(error?.description).toBe(
			'The job stopped at "Get User". Nothing was changed before that. It has Available, Away, Out of office, Custom 1 (Home office), Custom 2. Check Status.',
		);
		expect(writes).toEqual([]);
	});

	it('says where the PBX keeps another status', async () => {
		const faults = [{ method: 'PATCH', times: 2, answer: { status: 204 } }];
		const { error } = await runJob(job('setStatus', { status: 'Away' }), { ...setting, faults });
		expect(error?.message).toBe('The status of 100 Ada Byron is Available although it was set');
		expect(error?.description).toContain('Office hours or the user may have changed it in the meantime. Run the node again.');
	});

	it('refuses where the PBX leaves the statuses out', async () => {
		const { error } = await runJob(job('setStatus', { status: 'Away' }), { ...setting, faults: [leftOut] });
		expect(error?.message).toBe('The PBX didn\'t return the statuses of 100 Ada Byron');
		expect(error?.description).toContain('The API client may not be allowed to see them.');
	});
});

describe('Set User Forwarding', () => {
	const forward = (parameters: object) => job('setForwarding', { status: 'Away', ...parameters });
	const written = (body: unknown) => (body as { ForwardingProfiles: Row[] }).ForwardingProfiles;

	it('sends all statuses back and changes only the one it is about', async () => {
		const { rows, writes, again } = await runJob(forward({ forwardTo: 'internal', forwardNumber: '800' }), setting);
		expect(writes).toHaveLength(1);
		expect(written(writes[0]?.body)).toEqual(
			profiles.map((profile) =>
				profile.Name === 'Away'
					? { ...profile, AwayRoute: { AllHoursExternal: true, AllHoursInternal: true, External: to('Queue', '800'), Internal: to('Queue', '800') } }
					: profile,
			),
		);
		expect(rows).toEqual([
			{
				changed: true,
				user: '100 Ada Byron',
				status: 'Away',
				before: { External: 'VoiceMail', Internal: 'VoiceMail' },
				after: { External: 'Queue 800', Internal: 'Queue 800' },
				steps: ['Calls to 100 Ada Byron in status Away now go to Queue 800'],
			},
		]);
		expect((await again()).writes).toEqual([]);
	});

	it('forwards the calls of one side in one case', async () => {
		const parameters = forward({ status: 'Available', forwardTo: 'external', forwardNumber: '+1 (202) 555-0123', callers: 'external', condition: 'noAnswer' });
		const { writes, again } = await runJob(parameters, setting);
		expect(written(writes[0]?.body)[0]).toEqual({
			...profiles[0],
			AvailableRoute: {
				...(profiles[0]?.AvailableRoute as Row),
				NoAnswerAllCalls: false,
				NoAnswerExternal: to('External', '', '+12025550123'),
			},
		});
		expect((await again()).writes).toEqual([]);
	});

	it.each([
		['voicemail', to('VoiceMail', '100')],
		['endCall', to('None')],
	])('forwards to %s', async (forwardTo, destination) => {
		const users = [{ ...ada, ForwardingProfiles: [{ ...away(2, 'Away'), AwayRoute: { External: to('Extension', '101'), Internal: to('Extension', '101') } }] }];
		const { writes, again } = await runJob(forward({ forwardTo }), { ...setting, users });
		expect(written(writes[0]?.body)[0]?.AwayRoute).toEqual({ External: destination, Internal: destination });
		expect((await again()).writes).toEqual([]);
	});

	it('goes by the name of the status where the PBX gives both kinds of routes', async () => {
		const both = { ...available(1, 'Available'), AwayRoute: {} };
		const users = [{ ...ada, ForwardingProfiles: [both] }];
		const { rows } = await runJob(forward({ status: 'Available', forwardTo: 'internal', forwardNumber: '101', condition: 'busy' }), { ...setting, users });
		expect(rows[0]?.after).toEqual({ BusyExternal: 'Extension 101', BusyInternal: 'Extension 101' });
	});

	it.each([
		[{ forwardNumber: '555' }, 'The PBX has no internal number "555"', 'Nothing was changed before that. Check Forward Number. For a number outside the PBX choose External Number.'],
		[{ forwardNumber: '10000' }, "Calls can't be forwarded to 10000, which has the type ExternalLine", 'Check Forward Number. For a number outside the PBX choose External Number.'],
		[{ forwardNumber: '' }, 'Forward Number is empty', 'Fill Forward Number.'],
		[{ forwardNumber: 'Brian' }, 'Forward Number must be a number but is "Brian"', 'Enter an extension or phone number, e.g. 101 or +12025550123. Nothing was sent to the PBX.'],
		[{ forwardTo: '={{ "moon" }}' }, 'Forward To must be one of Internal Number, External Number, Voicemail, End Call', 'Choose from the list. Nothing was sent to the PBX.'],
		[{ callers: '={{ "x" }}', forwardNumber: '101' }, 'Callers must be one of All, External, Internal', 'Choose from the list.'],
		[{ condition: '={{ "x" }}', forwardNumber: '101' }, 'When must be one of Any, Busy, No Answer, Not Registered', 'Choose from the list.'],
	])('refuses %j', async (parameters, message, description) => {
		const { error, writes } = await runJob(forward(parameters), setting);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(writes).toEqual([]);
	});

	it('says where the PBX keeps another destination', async () => {
		const faults = [{ method: 'PATCH', times: 2, answer: { status: 204 } }];
		const { error } = await runJob(forward({ forwardTo: 'endCall' }), { ...setting, faults });
		expect(error?.message).toBe("The forwarding of 100 Ada Byron isn't what the node set");
		expect(error?.description).toContain('Someone else may be changing it, or the PBX keeps another destination.');
	});
});
