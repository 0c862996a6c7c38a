import { manyLogos } from '../../../../engine/setUp';
import { getUnused, logo, names, run, small, user } from './logoJobs';

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
