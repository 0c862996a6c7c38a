import { manyLogos } from '../../../../engine/setUp';
import type { Pbx } from '../../../../pbx';
import { deleteUnused, left, logo, run, small, user } from './logoJobs';

describe('Delete Unused Phone Logos where the PBX does not show all that refers to logos', () => {
	const logos = manyLogos(250);
	const users = logos.map(({ Filename }, index) => user(index + 1, Filename));
	const everything = { dryRun: false, maxDeletions: 1000 };

	it('deletes no logo in use though the lists have no stable order', async () => {
		const unused = [...logos, logo('unused.png')];
		const { pbx, rows } = await run(deleteUnused(everything), { logos: unused, users, unstableOrder: true });
		expect(rows.map(({ Filename, outcome }) => [Filename, outcome])).toEqual([['unused.png', 'deleted']]);
		expect(left(pbx)).toHaveLength(250);
	});

	it('deletes nothing where the PBX does not sort its lists either', async () => {
		const { pbx, error } = await run(deleteUnused(everything), { logos, users, unstableOrder: 'evenIfSorted' });
		expect(error?.message).toBe('The PBX returned a row twice, so others may be missing');
		expect(error?.description).toMatch(/^Nothing was deleted, because .* Run the node again when nobody changes it/s);
		expect(left(pbx)).toHaveLength(250);
	});

	it.each<[string, (pbx: Pbx) => void, RegExp]>([
		['another count on the second page', (pbx) => pbx.remove('Users', 1), /^The PBX counted 250 rows at first and 249 later$/],
		['a row twice', (pbx) => { pbx.insert('Users', user(0, null)); }, /^The PBX counted 250 rows at first and 251 later$/],
	])('deletes nothing on %s', async (_name, change, message) => {
		const { pbx, error } = await run(deleteUnused({ ...everything, options: { inFlight: 1 } }), { logos, users }, (running) => {
			running.addFault({ url: /\/Users.*skip=100/, run: change });
		});
		expect(error?.message).toMatch(message);
		expect(left(pbx)).toHaveLength(250);
	});

	it.each<[string, (pbx: Pbx) => void, string]>([
		['is gone at the second look', (pbx) => pbx.remove('Users', 2), 'user 2'],
		['is there at the second look only', (pbx) => { pbx.insert('Users', user(3, null)); }, 'user 3'],
	])('deletes nothing where a user %s', async (_name, change, example) => {
		const { pbx, error } = await run(
			deleteUnused(everything),
			{ ...small, users: [user(1, null), user(2, null)] },
			(running) => {
				running.addFault({ url: /\/Users/, after: 1, run: change });
			},
		);
		expect(error?.message).toBe(`The PBX returned different users or phone templates the second time (1 differ, e.g. ${example})`);
		expect(error?.description).toBe(
			'Nothing was deleted, because a user or template that is missing may use a logo. Run the node again when nobody adds or ' +
				'deletes users and templates.',
		);
		expect(left(pbx)).toHaveLength(5);
	});

	it('deletes nothing where a user comes without its key', async () => {
		const { pbx, error } = await run(deleteUnused(everything), small, (running) => {
			const headers = { 'content-type': 'application/json' };
			running.addFault({ url: /\/Users/, answer: { status: 200, headers, body: '{"value":[{"Number":"100","Phones":[]}]}' } });
		});
		expect(error?.message).toBe('The PBX returned a row without Id');
		expect(left(pbx)).toHaveLength(5);
	});

	it('reads users by themselves where their list leaves phones or settings out', async () => {
		const headers = { 'content-type': 'application/json' };
		const value = [{ Id: 1, Number: '101' }, { Id: 2, Number: '102', Phones: [{ Id: 2, Name: 'Yealink' }] }];
		const { pbx, rows } = await run(
			deleteUnused({ dryRun: false, options: { onlyNames: 'old-*' } }),
			{ ...small, users: [user(1, 'old-1.png'), user(2, null)] },
			(running) => {
				const answer = { status: 200, headers, body: JSON.stringify({ value }) };
				running.addFault({ url: /\/Users\?/, times: Number.POSITIVE_INFINITY, answer });
			},
		);
		expect(rows.filter(({ deleted }) => deleted).map(({ Filename }) => Filename)).toEqual(['old-2.png']);
		expect(left(pbx)).toContain('old-1.png');
		const alone = pbx.requests.map(({ url }) => decodeURIComponent(url)).filter((url) => url.includes('/Users('));
		expect(alone).toHaveLength(4);
		expect(alone).toContain(
			'/xapi/v1/Users(1)?$select=Id,Number,DisplayName&$expand=Phones($select=Id,Name,MacAddress,TemplateName,Settings)',
		);
	});

	it('works on a PBX that leaves out what is null', async () => {
		const templates = [{ Id: 'empty.ph.xml', IsCustom: true, Content: '' }, ...small.templates!];
		const { pbx } = await run(deleteUnused(everything), { ...small, templates, omitNulls: true });
		expect(left(pbx).sort()).toEqual(['in-template.png', 'used.png']);
	});
});
