import type { PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const TAG = 'n8n:crm';
const ada = { FirstName: 'Ada', LastName: 'Byron', CompanyName: 'Engines', PhoneNumber: '+12025550101', Business: '', Other: '', Email: 'ada@example.com' };
const grace = { FirstName: 'Grace', LastName: 'Hopper', CompanyName: 'Cobol', PhoneNumber: '', Business: '+12025550102', Other: '', Email: '' };
const others: Row[] = [
	{ Id: 1, FirstName: 'Manual', LastName: 'Entry', PhoneNumber: '+12025550101', Tag: null },
	{ Id: 2, FirstName: 'Other', LastName: 'Sync', PhoneNumber: '+12025550102', Tag: 'n8n:crm2' },
];
const stored = (Id: number, contact: Row, changes: Row = {}): Row => ({ Id, ...contact, Tag: TAG, ...changes });
const many = (count: number) => Array.from({ length: count }, (_, index) => stored(100 + index, { ...ada, LastName: `No ${index}`, PhoneNumber: `+1303555${1000 + index}` }));
const setting = (...contacts: Row[]): PbxOptions => ({ rows: { Contacts: [...others, ...contacts] } });

const fields = {
	firstName: '={{ $json.FirstName }}',
	lastName: '={{ $json.LastName }}',
	company: '={{ $json.CompanyName }}',
	mobileNumber: '={{ $json.PhoneNumber }}',
	businessNumber: '={{ $json.Business }}',
	otherNumber: '={{ $json.Other }}',
	email: '={{ $json.Email }}',
};
const job = (parameters: object = {}) => ({ resource: 'contact', operation: 'syncContacts', syncName: 'crm', dryRun: false, ...fields, ...parameters });
const items = (...contacts: Row[]) => contacts as never[];

describe('Sync Contacts', () => {
	it('creates, updates, and deletes for all items together, and writes nothing the second time', async () => {
		const gone = stored(12, { ...ada, FirstName: 'Gone', PhoneNumber: '+12025550199' });
		const { pbx, rows, writes, again } = await runJob(job({ maxDeletedShare: 50 }), {
			...setting(stored(11, grace, { CompanyName: 'Navy' }), gone),
			items: items(ada, grace),
		});
		expect(writes).toEqual([
			{ method: 'POST', path: '/Contacts', body: { ...ada, Tag: TAG } },
			{ method: 'PATCH', path: '/Contacts(11)', body: { Id: 11, CompanyName: 'Cobol' } },
			{ method: 'DELETE', path: '/Contacts(12)', body: undefined },
		]);
		expect(rows).toEqual([
			{
				changed: true,
				tag: TAG,
				created: ['Ada Byron +12025550101'],
				updated: ['Grace Hopper +12025550102'],
				deleted: ['Gone Byron +12025550199'],
				unchanged: 0,
				before: { contacts: 2 },
				after: { contacts: 2 },
				steps: ['Created 1 contact', 'Updated 1 contact', 'Deleted 1 contact'],
			},
		]);
		expect(pbx.rows('Contacts').slice(0, 2)).toEqual(others);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.rows).toMatchObject([{ changed: false, created: [], updated: [], deleted: [], unchanged: 2, steps: [] }]);
	});

	it('never touches contacts without its tag, even if the PBX ignores the filter', async () => {
		const body = JSON.stringify({ '@odata.count': 3, value: [...others, stored(11, ada)] });
		const answer = { status: 200, headers: { 'content-type': 'application/json' }, body };
		const faults = [{ method: 'GET', url: /\/Contacts\?/, times: Infinity, answer }];
		const { writes, rows } = await runJob(job({ maxDeletedShare: 100 }), { ...setting(), faults, items: items(ada) });
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: false, before: { contacts: 1 } });
	});

	it('only reports in a dry run, which is on at first', async () => {
		const { rows, writes } = await runJob(job({ dryRun: undefined }), { ...setting(stored(11, ada)), items: items(grace) });
		expect(writes).toEqual([]);
		expect(rows[0]).toMatchObject({ changed: false, dryRun: true, wouldChange: true, created: ['Grace Hopper +12025550102'], deleted: ['Ada Byron +12025550101'] });
	});

	it('stops before any change where more than a share would be deleted', async () => {
		const { error, writes } = await runJob(job(), { ...setting(...many(10)), items: items(...many(7), grace) });
		expect(writes).toEqual([]);
		expect(error?.message).toBe('3 of 10 contacts would be deleted, more than Max Deletions (20%)');
		expect(error?.description).toBe(
			'The job stopped at "Get Many Contacts". Nothing was changed before that. All contacts must be in the input of a single run. ' +
				'Check whether some are missing there. Turn on Dry Run to see which ones, then raise Max Deletions.',
		);
		const allowed = await runJob(job(), { ...setting(...many(10)), items: items(...many(8)) });
		expect(allowed.rows[0]).toMatchObject({ changed: true, unchanged: 8, steps: ['Deleted 2 contacts'] });
	});

	it('keeps 250 contacts apart that it reads in pages', async () => {
		const { writes, rows } = await runJob(job(), { ...setting(...many(250)), items: items(...many(250)) });
		expect(writes).toEqual([]);
		expect(rows).toMatchObject([{ changed: false, unchanged: 250 }]);
	});

	it.each<[string, Row, Row]>([
		['a number written in another way', { PhoneNumber: '0012025550101' }, { PhoneNumber: '+1 (202) 555-0101' }],
		['fields that are null', { Business: null, Other: null }, {}],
	])('sees no difference in %s', async (_name, before, wanted) => {
		const { writes } = await runJob(job(), { ...setting(stored(11, ada, before)), items: items({ ...ada, ...wanted }) });
		expect(writes).toEqual([]);
	});

	it('recognizes a contact whose first number is new by another one', async () => {
		const before = stored(11, ada, { PhoneNumber: '', Business: '+12025550150' });
		const { writes } = await runJob(job(), { ...setting(before), items: items({ ...ada, Business: '+12025550150' }) });
		expect(writes).toEqual([{ method: 'PATCH', path: '/Contacts(11)', body: { Id: 11, PhoneNumber: '+12025550101' } }]);
	});

	it('keeps people apart who share a number, and takes repetitions once', async () => {
		const colleague = { ...ada, FirstName: 'Charles' };
		const { pbx, again } = await runJob(job(), { ...setting(), items: items(ada, colleague, ada) });
		const names = pbx.rows('Contacts').slice(2).map(({ FirstName }) => FirstName);
		expect(names.sort()).toEqual(['Ada', 'Charles']);
		expect((await again()).writes).toEqual([]);
	});

	it('leaves out items without a number', async () => {
		const { rows, writes } = await runJob(job(), { ...setting(), items: items({ ...ada, PhoneNumber: '' }, grace) });
		expect(writes).toHaveLength(1);
		expect(rows[0]?.steps).toEqual(['Skipped 1 contact without a number', 'Created 1 contact']);
	});

	it('does each sync of one run by itself', async () => {
		const rowsOf = [{ ...ada, sync: 'a' }, { ...grace, sync: 'b' }, { ...grace, sync: 'a' }];
		const { rows } = await runJob(job({ syncName: '={{ $json.sync }}' }), { ...setting(), items: items(...rowsOf) });
		expect(rows.map(({ tag, created }) => [tag, (created as string[]).length])).toEqual([
			['n8n:a', 2],
			['n8n:b', 1],
		]);
	});

	it('creates once where the response is lost', async () => {
		const faults = [{ method: 'POST', url: /Contacts/, drop: 'after' as const }];
		const { pbx, rows, again } = await runJob(job(), { ...setting(), faults, items: items(ada) });
		expect(pbx.rows('Contacts')).toHaveLength(3);
		expect(rows[0]).toMatchObject({ changed: true, steps: ['The response to a change was lost, so the contacts were read again', 'Created 1 contact'] });
		expect((await again()).writes).toEqual([]);
	});

	it('says what is left where a change had no effect, and does it at the next run', async () => {
		const faults = [{ method: 'POST', url: /Contacts/, drop: 'before' as const }];
		const { error, again } = await runJob(job(), { ...setting(), faults, items: items(ada) });
		expect(error?.message).toBe("1 contact isn't what the node set; the first one is Ada Byron +12025550101");
		expect(error?.description).toContain('Run the node again to complete the rest.');
		expect((await again()).rows[0]).toMatchObject({ changed: true });
	});

	it('counts a contact that is gone already as deleted', async () => {
		const run = (pbx: { remove: (set: string, key: unknown) => boolean }) => {
			pbx.remove('Contacts', 12);
		};
		const gone = stored(12, grace);
		const { rows } = await runJob(job({ maxDeletedShare: 50 }), { ...setting(stored(11, ada), gone), faults: [{ method: 'DELETE', run }], items: items(ada) });
		expect(rows[0]).toMatchObject({ changed: true, deleted: ['Grace Hopper +12025550102'], after: { contacts: 1 } });
	});

	it('says what was done before a step that fails', async () => {
		const faults = [{ method: 'PATCH', url: /Contacts/, answer: { status: 403 } }];
		const { error } = await runJob(job(), { ...setting(stored(11, grace, { Email: 'old@example.com' })), faults, items: items(ada, grace) });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Update Contact" (HTTP 403)');
		expect(error?.description).toContain('The job stopped at "Update Contact". Completed before that: Created 1 contact.');
	});

	it.each<[string, object, Row, string, string]>([
		['a word as number', {}, { PhoneNumber: 'n/a' }, `Mobile of item 2 isn't a phone number: "n/a"`, 'Enter digits, with + in front, or leave it empty. Nothing was sent to the PBX.'],
		['a sync without a name', { syncName: '={{ $json.nothing }}' }, {}, 'Sync Name is empty', 'Fill Sync Name.'],
		['a name that no tag takes', { syncName: "a'b" }, {}, 'Sync Name must be up to 40 letters, digits, spaces, dots, dashes, or underscores', 'Change Sync Name. Nothing was sent to the PBX.'],
		['numbers that are not mapped', { mobileNumber: '', businessNumber: '' }, {}, 'No item has a number in Mobile, Business, or Other', 'Map at least one of them. Contacts are recognized by their number. Nothing was sent to the PBX.'],
		['a share that is none', { maxDeletedShare: 101 }, {}, 'Max Deletions (%) must be a whole number from 0 to 100', 'Change Max Deletions (%); 20 is usual. Nothing was sent to the PBX.'],
	])('refuses %s', async (_name, parameters, changes, message, description) => {
		const { error, sent } = await runJob(job(parameters), { ...setting(), items: items(grace, { ...ada, ...changes }) });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sent).toEqual([]);
	});
});
