import { manyLogos } from '../../../../engine/setUp';
import type { Fault } from '../../../../pbx';
import { deleteUnused, left, logo, run, small, user } from './logoJobs';

describe('Delete Unused Phone Logos', () => {
	it('only reports unless Dry Run is turned off', async () => {
		const { pbx, rows } = await run(deleteUnused({ options: { keepNames: 'keep-*' } }), small);
		expect(rows.map(({ Filename, deleted, outcome }) => [Filename, deleted, outcome])).toEqual([
			['old-1.png', false, 'wouldDelete'],
			['old-2.png', false, 'wouldDelete'],
			['keep-me.png', false, 'kept'],
		]);
		expect(left(pbx)).toHaveLength(5);
	});

	it('deletes what is unused and named, and nothing else', async () => {
		const { pbx, rows } = await run(deleteUnused({ dryRun: false, options: { onlyNames: 'old-*, used.png' } }), small);
		expect(rows.map(({ Filename, deleted, outcome }) => [Filename, deleted, outcome])).toEqual([
			['old-1.png', true, 'deleted'],
			['old-2.png', true, 'deleted'],
			['keep-me.png', false, 'kept'],
		]);
		expect(left(pbx).sort()).toEqual(['in-template.png', 'keep-me.png', 'used.png']);
	});

	it('refuses to delete more than Max Deletions', async () => {
		const { pbx, error } = await run(deleteUnused({ dryRun: false, maxDeletions: 2 }), small);
		expect(error?.message).toBe('3 phone logos would be deleted, more than Max Deletions (2)');
		expect(error?.description).toContain('Nothing was deleted. Turn on Dry Run to see which');
		expect(left(pbx)).toHaveLength(5);
	});

	it('allows 25 unless told otherwise', async () => {
		const users = [user(1, null)];
		const { error } = await run(deleteUnused({ dryRun: false }), { logos: manyLogos(26), users });
		expect(error?.message).toBe('26 phone logos would be deleted, more than Max Deletions (25)');
		const { pbx } = await run(deleteUnused({ dryRun: false }), { logos: manyLogos(25), users });
		expect(left(pbx)).toEqual([]);
	});

	it.each<[string, Fault, RegExp]>([
		['403 for users', { url: /\/Users/, answer: { status: 403 } }, /^The API client isn't allowed to use "Get Many Users"/],
		['a cut connection for users', { url: /\/Users/, drop: 'before' }, /closed the connection before responding$/],
		[
			'403 on the second page of users',
			{ url: /\/Users.*skip/, answer: { status: 403 } },
			/^The API client isn't allowed to use "Get Many Users" \(HTTP 403\)/,
		],
		[
			'a page of users that is shorter than it should be',
			{ url: /\/Users.*skip/, answer: { status: 200, body: '{"@odata.count":150,"value":[]}' } },
			/^The PBX returned only 100 of 150 rows$/,
		],
		[
			'users without their phones',
			{ url: /\/Users/, answer: { status: 200, body: '{"value":[{"Id":1,"Number":"100"}]}' } },
			/^The PBX didn't return the phones of extension 100$/,
		],
		[
			'phones without their settings',
			{ url: /\/Users/, answer: { status: 200, body: '{"value":[{"Id":1,"Number":"100","Phones":[{"Id":1}]}],"Phones":[{"Id":1}]}' } },
			/^The PBX didn't return the settings of a phone of extension 100$/,
		],
		['no users at all', { url: /\/Users/, answer: { status: 200, body: '{"value":[]}' } }, /returned no users$/],
		[
			'500 for templates',
			{ url: /\/PhoneTemplates/, answer: { status: 500 } },
			/^The PBX couldn't complete "Get Many Phone Templates" \(HTTP 500\)$/,
		],
		[
			'templates without their content',
			{ url: /\/PhoneTemplates/, answer: { status: 200, body: '{"value":[{"Id":"a"}]}' } },
			/^The PBX didn't return the content of phone template "a"$/,
		],
		[
			'users that turn unreadable right before deleting',
			{ url: /\/Users/, after: 2, answer: { status: 403 } },
			/^The API client isn't allowed to use "Get Many Users" \(HTTP 403\)$/,
		],
	])('deletes nothing on %s', async (_name, fault, message) => {
		const users = Array.from({ length: 150 }, (_, index) => user(index + 1, null));
		const headers = { 'content-type': 'application/json' };
		const { pbx, error } = await run(deleteUnused({ dryRun: false, options: { waitForPbx: 0 } }), { ...small, users }, (running) => {
			running.addFault({ times: Number.POSITIVE_INFINITY, ...fault, ...(fault.answer ? { answer: { headers, ...fault.answer } } : {}) });
		});
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/^Nothing was deleted, because the node has to read everything/);
		expect(left(pbx)).toHaveLength(5);
		expect(pbx.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
	});

	it('reports logos that were used, deleted or changed meanwhile, and goes on', async () => {
		const logos = ['a-used.png', 'b-gone.png', 'c-changed.png', 'd-broken.png', 'e-fine.png'].map(logo);
		const { pbx, rows, error } = await run(
			deleteUnused({ dryRun: false }),
			{ logos, users: [user(1, null), user(2, null)], templates: [], etags: 'optional' },
			(running) => {
				running.addFault({
					url: /\/Users/,
					after: 1,
					run: () => {
						running.remove('Users', 2);
						running.insert('Users', user(2, 'a-used.png'));
					},
				});
				running.addFault({
					method: 'DELETE',
					run: () => {
						running.remove('PhoneLogos', 'b-gone.png');
						running.touch('PhoneLogos', 'c-changed.png');
					},
				});
				running.addFault({ method: 'DELETE', url: /d-broken/, answer: { status: 500 } });
			},
		);
		expect(error).toBeUndefined();
		expect(rows.map(({ Filename, outcome, deleted }) => [Filename, outcome, deleted])).toEqual([
			['a-used.png', 'usedMeanwhile', false],
			['b-gone.png', 'goneMeanwhile', false],
			['c-changed.png', 'changedMeanwhile', false],
			['d-broken.png', 'failed', false],
			['e-fine.png', 'deleted', true],
		]);
		expect(rows[0]?.usedBy).toMatchObject([{ extension: '102' }]);
		expect(rows[1]?.reason).toBe('The PBX has no phone logo "b-gone.png" (HTTP 404)');
		expect(rows[3]?.whatToDo).toContain('The request may have taken effect');
		expect(left(pbx).sort()).toEqual(['a-used.png', 'c-changed.png', 'd-broken.png']);
	});

	it('refuses Max Deletions of zero before anything is sent', async () => {
		const { pbx, error } = await run(deleteUnused({ maxDeletions: 0 }));
		expect(error?.message).toBe('Max Deletions must be a whole number of at least 1');
		expect(pbx.requests).toEqual([]);
	});

	it('counts the deletions of all items of a run', async () => {
		const logos = ['a-1.png', 'a-2.png', 'b-1.png', 'b-2.png'].map(logo);
		const { pbx, rows } = await run(
			deleteUnused({ dryRun: false, maxDeletions: 3, options: { onlyNames: '={{ $json.only }}' } }),
			{ logos, users: [user(1, null)], templates: [] },
			undefined,
			{ items: [{ only: 'a-*' }, { only: 'b-*' }], onError: 'continueRegularOutput' },
		);
		expect(left(pbx)).toEqual(['b-1.png', 'b-2.png']);
		expect(rows.at(-1)?.error).toBe('4 phone logos would be deleted, more than Max Deletions (3)');
		expect(rows.at(-1)?.message).toContain('Nothing was deleted for this item, because earlier ones count as well');
	});

	it.each(['onlyNames', 'keepNames'])('takes a list of names for %s', async (option) => {
		const parameters = deleteUnused({ dryRun: false, options: { [option]: '={{ $json.names }}' } });
		const { pbx } = await run(parameters, small, undefined, { items: [{ names: ['old-1.png', 'old-2.png'] }] });
		const expected = option === 'onlyNames' ? ['in-template.png', 'keep-me.png', 'used.png'] : ['in-template.png', 'old-1.png', 'old-2.png', 'used.png'];
		expect(left(pbx).sort()).toEqual(expected);
	});

	it.each([
		['onlyNames', 'Only Names'],
		['keepNames', 'Keep Names'],
	])('deletes nothing where %s yields nothing', async (option, label) => {
		for (const nothing of ['', ' , ', '={{ $json.nothing }}', '={{ null }}', '={{ [] }}', '={{ [""] }}']) {
			const { pbx, error } = await run(deleteUnused({ dryRun: false, options: { [option]: nothing } }), small);
			expect(error?.message).toBe(`${label} is empty`);
			expect(error?.description).toBe(
				`Enter at least one filename or pattern, or remove ${label} from the options. Where it is mapped, check that the ` +
					'expression yields a value for this item. Nothing was deleted.',
			);
			expect(pbx.requests).toEqual([]);
		}
		const { error } = await run(deleteUnused({ options: { [option]: '={{ ({ a: 1 }) }}' } }), small);
		expect(error?.message).toBe(`${label} must be text or a list of text values`);
	});

	it('reports a logo that cannot be asked for, and goes on', async () => {
		const { rows, error } = await run(
			deleteUnused({ dryRun: false }),
			{ ...small, users: [user(1, null)], templates: [] },
			(running) => {
				const value = [{ Filename: 'a.png', '@odata.etag': 'W/"\u00fc"' }, logo('old-1.png')];
				const headers = { 'content-type': 'application/json' };
				running.addFault({ url: /\/PhoneLogos\?/, answer: { status: 200, headers, body: JSON.stringify({ value }) } });
			},
		);
		expect(error).toBeUndefined();
		expect(rows.map(({ Filename, outcome }) => [Filename, outcome])).toEqual([
			['a.png', 'failed'],
			['old-1.png', 'deleted'],
		]);
		expect(rows[0]?.reason).toBe("If Match isn't an ETag");
	});

	it('works on one item after another', async () => {
		const options = { logos: manyLogos(40), users: [user(1, null)] };
		const items = ['logo-000*', 'logo-001*', 'logo-002*'].map((only) => ({ only }));
		const parameters = deleteUnused({ dryRun: false, maxDeletions: 1000, options: { onlyNames: '={{ $json.only }}', inFlight: 5 } });
		const { pbx } = await run(
			parameters,
			options,
			(running) => {
				running.addFault({ method: 'DELETE', gather: 5, latencyMs: 1, times: Number.POSITIVE_INFINITY });
			},
			{ items },
		);
		expect(left(pbx)).toHaveLength(40 - 29);
		expect(pbx.maxInFlight).toBe(5);
	});

	it('keeps the number of requests in flight bounded', async () => {
		const options = { logos: manyLogos(300), users: [user(1, null)] };
		const { pbx } = await run(deleteUnused({ dryRun: false, maxDeletions: 1000, options: { inFlight: 5 } }), options, (running) => {
			running.addFault({ method: 'DELETE', gather: 5, latencyMs: 1, times: Number.POSITIVE_INFINITY });
		});
		expect(left(pbx)).toEqual([]);
		expect(pbx.maxInFlight).toBe(5);
	});
});
