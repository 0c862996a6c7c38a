import { formsOf, readNumber } from '../../../../../nodes/ThreeCx/jobs/numbers/numberForms';
import type { PbxOptions } from '../../../../pbx';
import { runJob } from '../runJob';

const entry = (Id: string, CallerId: string) => ({ Id, CallerId, Description: 'Robocalls' });
const setting = (...entries: ReturnType<typeof entry>[]): PbxOptions => ({ rows: { BlackListNumbers: entries } });
const job = (operation: string, numbers: unknown, others: object = {}) => ({ resource: 'blacklistedNumber', operation, numbers, ...others });

describe('forms of numbers', () => {
	it.each([
		['+49 (30) 1234-56', '+4930123456'],
		['+49 (0)30 1234-56', '+4930123456'],
		['0049 (0) 30 123456', '004930123456'],
		['(0)30 123456', '030123456'],
		['0900*', '0900*'],
		['anonymous', undefined],
		['+', undefined],
		['*', undefined],
		["1' or '1", undefined],
	])('reads %s', (text, number) => {
		expect(readNumber(text)).toBe(number);
	});

	it.each([
		['+4930123456', '', ['+4930123456']],
		['+4930123456', '49', ['+4930123456', '004930123456', '030123456']],
		['004930123456', '49', ['+4930123456', '004930123456', '030123456']],
		['030123456', '49', ['+4930123456', '004930123456', '030123456']],
		['+43123', '49', ['+43123', '0043123']],
		['2025550123', '1', ['+12025550123', '0012025550123', '2025550123']],
		['12025550123', '1', ['+12025550123', '0012025550123', '2025550123']],
		['123', '49', ['123']],
	])('of %s with country code "%s"', (number, countryCode, forms) => {
		expect(formsOf(number, countryCode)).toEqual(forms);
	});
});

describe('Block Numbers', () => {
	it('adds each number once, and nothing the second time', async () => {
		const { rows, writes, again } = await runJob(job('block', '+1 900 555 0100, 0900*, 0900*', { reason: 'Spam' }), setting(entry('b1', '0900*')));
		expect(writes).toEqual([{ method: 'POST', path: '/BlackListNumbers', body: { CallerId: '+19005550100', Description: 'Spam' } }]);
		expect(rows[0]).toMatchObject({
			changed: true,
			numbers: '+19005550100, 0900*',
			before: [{ CallerId: '0900*' }],
			steps: ['Blocked +19005550100'],
		});
		expect((await again()).writes).toEqual([]);
	});

	it('adds the forms of a country that are missing', async () => {
		const { writes } = await runJob(job('block', '+4930123456', { countryCode: '+49' }), setting(entry('b1', '030123456')));
		expect(writes.map(({ body }) => (body as { CallerId: string }).CallerId)).toEqual(['+4930123456', '004930123456']);
	});

	it('adds a number of several items once', async () => {
		const items = [{ number: '123' }, { number: '123' }, { number: '123' }];
		const { pbx, rows } = await runJob(job('block', '={{ $json.number }}'), { ...setting(), items });
		expect(pbx.rows('BlackListNumbers')).toHaveLength(1);
		expect(rows.map(({ changed }) => changed)).toEqual([true, false, false]);
	});

	it('adds once where the response is lost', async () => {
		const faults = [{ method: 'POST', drop: 'after' as const, url: /BlackListNumbers/ }];
		const { pbx, rows } = await runJob(job('block', '123'), { ...setting(), faults });
		expect(pbx.rows('BlackListNumbers')).toHaveLength(1);
		expect(rows[0]?.changed).toBe(true);
	});

	it('says where the number is not there afterwards', async () => {
		const headers = { 'content-type': 'application/json' };
		const faults = [{ method: 'POST', url: /BlackListNumbers/, answer: { status: 201, headers, body: '{}' } }];
		const { error } = await runJob(job('block', '123'), { ...setting(), faults });
		expect(error?.message).toBe("123 isn't on the blacklist although it was added");
		expect(error?.description).toContain('Check the blacklist in the 3CX Admin Console.');
	});

	it.each<[string, object, string, string]>([
		['no number', job('block', '={{ $json.nothing }}'), 'Numbers is empty', 'Enter at least one.'],
		['a word', job('block', '123, anonymous'), `Numbers has an entry that isn't a number: "anonymous"`, 'Enter digits, with + in front or * for any digits. Nothing was sent to the PBX.'],
		['a country code that is none', job('block', '123', { countryCode: 'DE' }), 'Country Code must be up to three digits', 'Enter e.g. 49 or +49, or leave it empty. Nothing was sent to the PBX.'],
	])('refuses %s', async (_name, parameters, message, description) => {
		const { error, sent } = await runJob(parameters, setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sent).toEqual([]);
	});
});

describe('Unblock Numbers', () => {
	const stored = setting(entry('b1', '123'), entry('b2', '123'), entry('b3', '456'));

	it('removes every entry of a number, and nothing else', async () => {
		const { pbx, rows, writes, again } = await runJob(job('unblock', '123, 789'), stored);
		expect(writes).toEqual([{ method: 'POST', path: '/BlackListNumbers/Pbx.BulkNumbersDelete', body: { ids: ['b1', 'b2'] } }]);
		expect(pbx.rows('BlackListNumbers').map(({ Id }) => Id)).toEqual(['b3']);
		expect(rows[0]).toMatchObject({ changed: true, before: [{ Id: 'b1' }, { Id: 'b2' }], after: [], steps: ['Unblocked 123'] });
		expect((await again()).writes).toEqual([]);
	});

	it('only reports in a dry run', async () => {
		const { rows, writes } = await runJob(job('unblock', '123', { dryRun: true }), stored);
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: false, dryRun: true, wouldChange: true, after: [] });
	});

	it('counts as done where the response is lost', async () => {
		const faults = [{ url: /BulkNumbersDelete/, drop: 'after' as const }];
		const { rows } = await runJob(job('unblock', '123'), { ...stored, faults });
		expect(rows[0]).toMatchObject({ changed: true, after: [] });
	});

	it('says what is still blocked', async () => {
		const faults = [{ url: /BulkNumbersDelete/, answer: { status: 204 } }];
		const { error } = await runJob(job('unblock', '456'), { ...stored, faults });
		expect(error?.message).toBe('456 is still on the blacklist');
		expect(error?.description).toContain('Run the node again.');
	});

	it('names a refusal', async () => {
		const faults = [{ url: /BulkNumbersDelete/, answer: { status: 403 } }];
		const { error } = await runJob(job('unblock', '456'), { ...stored, faults });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Delete Many Blacklisted Numbers" (HTTP 403)');
	});
});
