import type { PbxOptions } from '../../../../pbx';
import { runJob } from '../runJob';

const setting: PbxOptions = {
	users: [
		{ Id: 28, Number: '100', DisplayName: 'Ada Byron', OutboundCallerID: '004930555100' },
		{ Id: 29, Number: '101', DisplayName: 'Grace Hopper', OutboundCallerID: '' },
	],
	rows: {
		Peers: [
			{ Id: 28, Number: '100', Name: 'Ada Byron', Type: 'Extension' },
			{ Id: 41, Number: '801', Name: 'Support', Type: 'RingGroup' },
		],
		DidNumbers: [
			{ Number: '+4930555100', TrunkId: 1, RoutingRule: { Id: 5, RuleName: 'Main number' } },
			{ Number: '+4930555999', TrunkId: 1 },
		],
		InboundRules: [
			{ Id: 5, RuleName: 'Main number', Condition: 'BasedOnDID', Data: '*555100' },
			{ Id: 6, RuleName: 'Other', Condition: 'BasedOnDID', Data: '*555999' },
			{ Id: 7, RuleName: 'Default', Condition: 'ForwardAll', Data: '' },
		],
		Contacts: [
			{ Id: 1, FirstName: 'Alan', LastName: 'Turing', PhoneNumber: '123', Mobile2: '030555100' },
			{ Id: 2, FirstName: '', LastName: '', CompanyName: 'Cobol Ltd', PhoneNumber: '0012025550123' },
		],
		BlackListNumbers: [
			{ Id: 'b1', CallerId: '+4930555*', Description: 'Robocalls' },
			{ Id: 'b2', CallerId: '0900*', Description: 'Premium' },
		],
	},
};

const job = (numberToFind: unknown, others: object = {}) => ({ resource: 'contact', operation: 'whoOwns', numberToFind, ...others });

describe('Find Number Owner', () => {
	it('finds a number wherever it is, in all its forms', async () => {
		const { rows, writes, error } = await runJob(job('+49 30 555-100', { countryCode: '49' }), setting);
		expect(error).toBeUndefined();
		expect(rows).toEqual([
			{ found: true, kind: 'did', name: 'Main number', number: '+4930555100', id: 5, notRead: [] },
			{ found: true, kind: 'inboundRule', name: 'Main number', number: '*555100', id: 5, notRead: [] },
			{ found: true, kind: 'contact', name: 'Alan Turing', number: '030555100', id: 1, notRead: [] },
			{ found: true, kind: 'outboundCallerId', name: '100 Ada Byron', number: '004930555100', id: 28, notRead: [] },
			{ found: true, kind: 'blacklist', name: 'Robocalls', number: '+4930555*', id: 'b1', notRead: [] },
		]);
		expect(writes).toEqual([]);
	});

	it.each([
		['100', 'extension', 'Ada Byron'],
		['801', 'ringGroup', 'Support'],
		['0012025550123', 'contact', 'Cobol Ltd'],
	])('finds %s as %s', async (number, kind, name) => {
		const { rows } = await runJob(job(number), setting);
		expect(rows).toMatchObject([{ found: true, kind, name, number }]);
	});

	it.each(['+49 (0)30 / 555-100', '(030) 555 100', '00493055 51 00', '+4930555100'])('finds a contact whose number is written %s', async (Business) => {
		const Contacts = [
			{ Id: 1, FirstName: 'Alan', PhoneNumber: '+49 30 999 100', Business },
			{ Id: 2, FirstName: 'Grace', PhoneNumber: 'x100', Business: null },
		];
		const { rows, sent } = await runJob(job('030555100', { countryCode: '49' }), { ...setting, rows: { ...setting.rows, Contacts } });
		expect(rows.filter(({ kind }) => kind === 'contact')).toMatchObject([{ id: 1, number: Business }]);
		expect(sent.find(({ path }) => path.startsWith('/Contacts?'))?.path).toContain("endswith(Business,'00')");
	});

	it('says in one item that nobody has it', async () => {
		const { rows } = await runJob(job('+43 1 999'), setting);
		expect(rows).toEqual([{ found: false, kind: null, name: null, number: '+431999', id: null, notRead: [] }]);
	});

	it('compares a number with a mask of many wildcards without trying all ways to match', async () => {
		const mask = { Id: 'b3', CallerId: `${'*1'.repeat(30)}*2`, Description: 'Typed by a cat' };
		const { rows } = await runJob(job('1'.repeat(60)), { ...setting, rows: { ...setting.rows, BlackListNumbers: [mask] } });
		expect(rows).toMatchObject([{ found: false }]);
	});

	it('names what it may not read, and puts out the rest', async () => {
		const faults = [/Contacts/, /BlackList/].map((url) => ({ url, answer: { status: 403 } }));
		const { rows } = await runJob(job('100'), { ...setting, faults });
		expect(rows).toMatchObject([{ kind: 'extension', notRead: ['Get Many Contacts', 'Get Many Blacklisted Numbers'] }]);
	});

	it('fails where it may read nothing, and where the PBX fails', async () => {
		const refused = await runJob(job('100'), { ...setting, faults: [{ url: /xapi/, times: 6, answer: { status: 403 } }] });
		expect(refused.error?.message).toContain('(HTTP 403)');
		const failed = await runJob(job('100'), { ...setting, faults: [{ url: /Contacts/, answer: { status: 400 } }] });
		expect(failed.error?.message).toContain('(HTTP 400)');
		expect(failed.rows).toEqual([]);
	});

	it.each(['anonymous', '0900*'])('refuses %s', async (text) => {
		const { error, sent } = await runJob(job(text), setting);
		expect(error?.message).toBe(`Number isn't a phone number: "${text}"`);
		expect(error?.description).toContain('Enter digits, with + in front if you want. Nothing was sent to the PBX.');
		expect(sent).toEqual([]);
	});
});
