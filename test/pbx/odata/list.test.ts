import { sampleLogos } from '../index';
import { start, usePbx } from '../setUp';

function logos(count: number): { Filename: string; DisplayName: string }[] {
	return Array.from({ length: count }, (_item, index) => ({
		Filename: `${String(index).padStart(4, '0')}.png`,
		DisplayName: index % 2 ? 'Odd' : 'Even',
	}));
}

describe('lists', () => {
	const setting = usePbx('all');

	async function filenames(query: string): Promise<unknown[]> {
		const { json } = await setting.call(`/PhoneLogos?${query}`);
		return json?.value.map(({ Filename }) => Filename) ?? [];
	}

	it('holds the rows ordered by key, and the version header', async () => {
		const { status, json, headers } = await setting.call('/PhoneLogos');
		expect(status).toBe(200);
		expect(headers['x-3cx-version']).toBe('20.0.10.100');
		expect(json).toEqual({
			'@odata.context': `${setting.pbx.baseUrl}/xapi/v1/$metadata#PhoneLogos`,
			value: sampleLogos.toSorted((left, right) => (left.Filename < right.Filename ? -1 : 1)),
		});
	});

	it('counts after the filter and before the page', async () => {
		const { json } = await setting.call("/PhoneLogos?$filter=startswith(Filename,'old-')&$count=true&$top=2");
		expect(json?.['@odata.count']).toBe(7);
		expect(json?.value).toHaveLength(2);
	});

	it('reads encoded option names and values, and a plus as a space', async () => {
		const expected = ["old-o'brien & sons.png"];
		const literal = "'old-o''brien%20%26%20sons.png'";
		expect(await filenames(`%24filter=Filename%20eq%20${literal}`)).toEqual(expected);
		expect(await filenames(`$filter=Filename+eq+${literal}`)).toEqual(expected);
		expect(await filenames("$filter=Filename%20eq%20'old-a%2Bb%3Dc%3F.png'")).toEqual(['old-a+b=c?.png']);
	});

	it('searches, selects and orders', async () => {
		expect(await filenames('$search=ÉTÉ'.replace('ÉTÉ', encodeURIComponent('ÉTÉ')))).toHaveLength(1);
		expect(await filenames('$search=lobby&$orderby=Filename%20desc')).toEqual([
			'brand-2026-lobby.png',
			'brand-2024-lobby.png',
		]);
		expect((await filenames('$orderby=DisplayName%20asc,Filename%20desc')).slice(0, 2)).toEqual([
			'old-2021.bmp',
			'old-(copy) of old-2021.bmp',
		]);
		const { json } = await setting.call('/PhoneLogos?$select=DisplayName&$top=1');
		expect(json?.value).toEqual([{ DisplayName: 'Brand 2024, desk phones' }]);
	});

	it('shows navigation properties only when expanded', async () => {
		const plain = await setting.call('/Users(28)');
		expect(plain.json).not.toHaveProperty('Phones');
		const { json } = await setting.call('/Users?$select=Id,Number&$expand=Phones($select=MacAddress,Settings)&$top=1');
		expect(json?.value).toEqual([
			{
				Id: 28,
				Number: '100',
				Phones: [
					{
						MacAddress: '00:15:65:00:01:00',
						Settings: expect.objectContaining({ CustomLogo: 'brand-2026-desk.png' }),
					},
				],
			},
		]);
	});

	it('refuses $top above 100 in the words of live systems', async () => {
		const { status, json } = await setting.call('/PhoneLogos?$top=101');
		expect(status).toBe(400);
		expect(json?.error.message).toBe(
			"The query specified in the URI is not valid. The limit of '100' for Top query has been " +
				"exceeded. The value from the incoming request is '101'.",
		);
	});

	it.each([
		'$top=-1',
		'$top=x',
		'$skip=1.5',
		'$count=yes',
		'$select=Nonsense',
		'$orderby=Nonsense',
		'$orderby=Filename%20up',
		'$expand=Phones',
		'$nonsense=1',
		'$top=1&$top=2',
		'$top=1&%24top=2',
		'$filter=Filename%20eq%20%E9',
		'$filter=',
	])('refuses ?%s', async (query) => {
		const { status, json } = await setting.call(`/PhoneLogos?${query}`);
		expect(status).toBe(400);
		expect(json?.error.message).toEqual(expect.any(String));
	});

	it('expands within what is expanded, and a navigation property that leads to one row', async () => {
		const expand = 'Groups($select=Name;$expand=Rights($select=RoleName)),Phones($select=Id)';
		const { json } = await setting.call(`/Users(28)?$select=Id&$expand=${expand}`);
		const Groups = [{ Name: 'Sales', Rights: { RoleName: 'users' } }];
		expect(json).toEqual({ '@odata.context': expect.any(String), Id: 28, Groups, Phones: [{ Id: 1 }] });
		const plain = await setting.call('/Users(28)?$expand=Groups');
		expect(plain.json?.Groups).toEqual([{ GroupId: 2, Number: 'GRP0001', Name: 'Sales' }]);
		setting.pbx.insert('CallFlowApps', { Id: 1, Name: 'Survey' });
		const app = await setting.call('/CallFlowApps(1)?$select=Id&$expand=Trunk,Groups');
		expect(app.json).toMatchObject({ Trunk: null, Groups: [] });
	});

	it('serves what a navigation property leads to as a list of its own', async () => {
		const { json } = await setting.call("/Users(28)/ForwardingProfiles?$select=Name&$filter=Name%20eq%20'Away'&$count=true");
		expect(json).toEqual({
			'@odata.context': `${setting.pbx.baseUrl}/xapi/v1/$metadata#Users/ForwardingProfiles(Name)`,
			'@odata.count': 1,
			value: [{ Name: 'Away' }],
		});
		expect((await setting.call('/Users(28)/Greetings')).json?.value).toHaveLength(1);
		expect((await setting.call('/Users(99)/Greetings')).status).toBe(404);
		expect((await setting.call("/Users('28')/Greetings")).status).toBe(400);
		expect((await setting.call('/Users(28)/Phones')).status).toBe(404);
		expect((await setting.call('/Users(28)/Greetings', { method: 'POST' })).headers.allow).toBe('GET');
		expect((await setting.call('/Defs/TimeZones?$top=1')).json?.value).toHaveLength(1);
	});

	it.each([
		'$expand=Nonsense',
		'$expand=Phones($select=Nonsense)',
		'$expand=Phones($top=101)',
		'$expand=Phones($search=x)',
		"$expand=Phones($filter=Name%20eq%20'x)",
		'$expand=Groups($expand=Rights($top=1))',
		'$expand=Phones($select=Id;$select=Id)',
		'$expand=Groups($expand=Nonsense)',
		'$expand=Phones)',
		'$select=Phones',
		'$orderby=Hours',
		'$orderby=Phones',
	])(
		'refuses Users?%s',
		async (query) => {
			expect((await setting.call(`/Users?${query}`)).status).toBe(400);
		},
	);

	it('answers the singleton', async () => {
		const { status, json } = await setting.call('/Defs?$select=Id');
		expect(status).toBe(200);
		expect(json).toEqual({ '@odata.context': `${setting.pbx.baseUrl}/xapi/v1/$metadata#Defs(Id)`, Id: 0 });
		expect((await setting.call('/Defs?$top=1')).status).toBe(400);
	});
});

describe('paging', () => {
	it('caps pages at 100 rows, and $skip goes on from there', async () => {
		const { pbx, call } = await start({ logos: logos(250) });
		const first = (await call('/PhoneLogos')).json;
		expect(first?.value).toHaveLength(100);
		expect(first).not.toHaveProperty('@odata.nextLink');
		const last = (await call('/PhoneLogos?$top=100&$skip=200')).json;
		expect(last?.value).toHaveLength(50);
		expect((await call('/PhoneLogos?$skip=250')).json?.value).toEqual([]);
		await pbx.stop();
	});

	it('links to the next page until the last', async () => {
		const { pbx, call } = await start({ logos: logos(25), nextLinks: 'always', maxPageSize: 10 });
		const seen: unknown[] = [];
		let path: string | undefined = "/PhoneLogos?$filter=DisplayName%20eq%20'Even'&$top=5";
		for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
			const json: Record<string, unknown> | undefined = (await call(path)).json;
			seen.push(...(json?.value as unknown[]));
			const link: unknown = json?.['@odata.nextLink'];
			path = link === undefined ? undefined : String(link).replace(`${pbx.baseUrl}/xapi/v1`, '');
		}
		expect(seen).toEqual(pbx.rows('PhoneLogos').filter(({ DisplayName }) => DisplayName === 'Even'));
		expect(pbx.requests.filter(({ url }) => url.startsWith('/xapi/'))).toHaveLength(3);
		expect((await call('/PhoneLogos?$top=0')).json).not.toHaveProperty('@odata.nextLink');
		await pbx.stop();
	});
});

describe('a PBX without a stable order', () => {
	const names = async (setting: Awaited<ReturnType<typeof start>>, query: string) =>
		((await setting.call(`/PhoneLogos?${query}`)).json?.value ?? []).map(({ Filename }) => Filename);
	const sortedNames = logos(50).map(({ Filename }) => Filename);

	it('gives all rows in another order at each request, unless they are sorted', async () => {
		const setting = await start({ logos: logos(50), unstableOrder: true });
		try {
			const [first, second] = [await names(setting, ''), await names(setting, '')];
			expect(first).not.toEqual(second);
			expect(first.toSorted()).toEqual(sortedNames);
			expect(await names(setting, '$orderby=Filename')).toEqual(sortedNames);
		} finally {
			await setting.pbx.stop();
		}
	});

	it('may ignore the order that is asked for', async () => {
		const setting = await start({ logos: logos(50), unstableOrder: 'evenIfSorted' });
		try {
			expect(await names(setting, '$orderby=Filename')).not.toEqual(sortedNames);
		} finally {
			await setting.pbx.stop();
		}
	});
});

describe('a PBX that leaves out what is null', () => {
	it('does so in lists and single rows, at any depth', async () => {
		const users = [{ Id: 1, Number: '100', Mobile: null, Phones: [{ Id: 1, Settings: { CustomLogo: null } }] }];
		const setting = await start({ users, omitNulls: true });
		try {
			const query = '$select=Id,Mobile&$expand=Phones($select=Id,Settings)';
			const expected = { Id: 1, Phones: [{ Id: 1, Settings: {} }] };
			expect((await setting.call(`/Users?${query}`)).json?.value).toEqual([expected]);
			expect((await setting.call(`/Users(1)?${query}`)).json).toMatchObject(expected);
		} finally {
			await setting.pbx.stop();
		}
	});
});
