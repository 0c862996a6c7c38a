import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../../../../engine';
import { manyLogos, setUp } from '../../../../engine/setUp';
import { runNode } from '../../../../engine/threeCx';
import type { Fault, Pbx, PbxOptions } from '../../../../pbx';

const getUnused = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'getUnused',
	...parameters,
});
const deleteUnused = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'phoneLogo',
	operation: 'deleteUnused',
	...parameters,
});

/** Runs an operation, for one item unless others are given; the rows it puts out and the error, if any. */
async function run(
	parameters: INodeParameters,
	options?: PbxOptions,
	prepare?: (pbx: Pbx) => void,
	more: { items?: IDataObject[]; onError?: 'continueRegularOutput' } = {},
) {
	const { pbx, engine, credential } = await setUp(options);
	prepare?.(pbx);
	const finished = await runNode(engine, { parameters, credential, ...more });
	const { error } = finished.data.resultData;
	return { pbx, rows: jsonOf(finished, '3CX'), error, written: JSON.stringify(finished) };
}

const user = (id: number, customLogo: string | null) => ({
	Id: id,
	Number: String(100 + id),
	DisplayName: `User ${id}`,
	Phones: [
		{
			Id: id,
			Name: 'Yealink T46U',
			MacAddress: `00:15:65:00:01:${id}`,
			TemplateName: 'yealinkT4x.ph.xml',
			Settings: { CustomLogo: customLogo, Secret: 'phone-secret' },
		},
	],
});
const logo = (Filename: string) => ({ Filename, DisplayName: null });
const names = (rows: Record<string, unknown>[]) => rows.map((row) => row.Filename);
const left = (pbx: Pbx) => names(pbx.rows('PhoneLogos'));

const small: PbxOptions = {
	logos: ['used.png', 'in-template.png', 'old-1.png', 'old-2.png', 'keep-me.png'].map(logo),
	users: [user(1, '/logos/USED.png'), user(2, null)],
	templates: [{ Id: 'custom.ph.xml', IsCustom: true, Content: '<logo>in-template.png</logo>' }],
};

describe('Get Unused Phone Logos', () => {
	it('returns the logos that nothing refers to', async () => {
		const { rows } = await run(getUnused(), small);
		expect(rows).toEqual(
			['keep-me.png', 'old-1.png', 'old-2.png'].map((name) => ({ ...logo(name), used: false, usedBy: [] })),
		);
	});

	it('returns all with where each is used, and no secret of a phone', async () => {
		const { rows, written } = await run(getUnused({ options: { includeUsed: true, onlyNames: 'used.png, in-*' } }), small);
		expect(rows).toEqual([
			{
				...logo('in-template.png'),
				used: true,
				usedBy: [{ type: 'template', template: 'custom.ph.xml' }],
			},
			{
				...logo('used.png'),
				used: true,
				usedBy: [
					{
						type: 'phone',
						extension: '101',
						user: 'User 1',
						model: 'Yealink T46U',
						macAddress: '00:15:65:00:01:1',
						template: 'yealinkT4x.ph.xml',
					},
				],
			},
		]);
		expect(written).not.toContain('phone-secret');
	});

	it('reads every page of users', async () => {
		const logos = manyLogos(450);
		const users = logos.slice(0, 449).map(({ Filename }, index) => user(index + 1, Filename));
		const { rows, pbx } = await run(getUnused(), { logos, users });
		expect(names(rows)).toEqual(['logo-0450.png']);
		expect(pbx.requests.filter(({ url }) => url.includes('/Users'))).toHaveLength(5);
	});

	it('reads a custom template by itself where the list leaves its content out', async () => {
		const list = { value: [{ Id: "lobby's.xml", Content: null }] };
		const headers = { 'content-type': 'application/json' };
		const templates = [{ Id: "lobby's.xml", IsCustom: true, Content: 'old-1.png' }];
		const { rows } = await run(getUnused({ options: { onlyNames: 'old-*' } }), { ...small, templates }, (running) => {
			running.addFault({
				url: /\/PhoneTemplates\?/,
				answer: { status: 200, headers, body: JSON.stringify(list) },
			});
		});
		expect(names(rows)).toEqual(['old-2.png']);
	});

	it('ignores the templates that 3CX ships', async () => {
		const templates = [{ Id: 'a', IsCustom: false, Content: 'old-1.png' }];
		const { rows } = await run(getUnused({ options: { onlyNames: 'old-1.png' } }), { ...small, templates });
		expect(names(rows)).toEqual(['old-1.png']);
	});
});

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

	describe('where the PBX does not show all that refers to logos', () => {
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
