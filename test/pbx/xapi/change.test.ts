import type { EtagMode, Pbx } from '../index';
import { start as startSetting } from '../setUp';
import type { Call } from '../testClient';

const LOGO = "/PhoneLogos('old-2021.bmp')";
const JSON_BODY = { 'Content-Type': 'application/json' };

let pbx: Pbx;
let call: Call;

async function start(etags: EtagMode): Promise<void> {
	({ pbx, call } = await startSetting({ etags }));
}

afterEach(() => pbx.stop());

function remove(ifMatch?: string): Promise<number> {
	const headers: Record<string, string> = ifMatch === undefined ? {} : { 'If-Match': ifMatch };
	return call(LOGO, { method: 'DELETE', headers }).then(({ status }) => status);
}

async function etag(): Promise<string> {
	const { json } = await call("/PhoneLogos?$select=Filename&$filter=Filename%20eq%20'old-2021.bmp'");
	return String(json?.value[0]?.['@odata.etag']);
}

describe('ETags', () => {
	it('mode none: no ETag, and If-Match does not matter', async () => {
		await start('none');
		const { json } = await call('/PhoneLogos');
		expect(json?.value[0]).not.toHaveProperty('@odata.etag');
		expect(await remove('W/"nonsense"')).toBe(204);
	});

	it('mode optional: an If-Match must fit if there is one', async () => {
		await start('optional');
		const old = await etag();
		expect(old).toMatch(/^W\/"[^"]+"$/);
		pbx.touch('PhoneLogos', 'old-2021.bmp');
		expect(await remove(old)).toBe(412);
		expect(await remove('')).toBe(412);
		expect(await remove(`${old}, ${await etag()}`)).toBe(204);
		expect(await remove(old)).toBe(404);
	});

	it('mode optional: without If-Match, or with *, it proceeds', async () => {
		await start('optional');
		expect(await remove()).toBe(204);
		pbx.insert('PhoneLogos', { Filename: 'old-2021.bmp' });
		expect(await remove('*')).toBe(204);
	});

	it('mode demanded: no change without If-Match', async () => {
		await start('demanded');
		expect(await remove()).toBe(428);
		expect(await remove('W/"nonsense"')).toBe(412);
		expect(await remove(await etag())).toBe(204);
		const patch = { method: 'PATCH', headers: JSON_BODY, body: '{"Enabled":false}' };
		expect((await call('/Users(28)', patch)).status).toBe(428);
		const tag = String((await call('/Users(28)')).headers.etag);
		const fitting = { ...patch, headers: { ...JSON_BODY, 'If-Match': tag } };
		expect((await call('/Users(28)', fitting)).status).toBe(204);
		expect((await call('/Users(28)', fitting)).status).toBe(412);
	});
});

describe('creating and changing', () => {
	beforeEach(() => start('none'));

	function write(method: string, path: string, body: unknown) {
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return call(path, { method, headers: JSON_BODY, body: text });
	}

	it('creates a row and answers it', async () => {
		const { status, json } = await write('POST', '/Users', { Number: '103', DisplayName: 'Dan' });
		expect(status).toBe(201);
		expect(json).toMatchObject({ Id: 33, Number: '103', DisplayName: 'Dan' });
		expect(pbx.rows('Users')).toHaveLength(4);
	});

	it('names the property whose value is taken', async () => {
		const expected = {
			code: '',
			message: 'Number:\nWARNINGS.XAPI.ALREADY_IN_USE',
			details: [{ code: '', message: 'WARNINGS.XAPI.ALREADY_IN_USE', target: 'Number' }],
		};
		const created = await write('POST', '/Users', { Number: '100' });
		expect([created.status, created.json?.error]).toEqual([400, expected]);
	});

	it('says where the new row is', async () => {
		const { status, headers } = await write('POST', '/Playlists', { Name: "o'b/c" });
		expect([status, headers.location]).toEqual([201, `${pbx.baseUrl}/xapi/v1/Playlists('o''b%2Fc')`]);
		const user = await write('POST', '/Users', { Number: '177' });
		expect(user.headers.location).toBe(`${pbx.baseUrl}/xapi/v1/Users(33)`);
	});

	it.each([
		['Users', '103'],
		['Queues', '802'],
		['RingGroups', '802'],
		['Receptionists', '802'],
		['Groups', 'GRP0002'],
		['Parkings', 'SP11'],
	])('gives a new row of %s the number %s where none is named', async (set, number) => {
		const { status, json } = await write('POST', `/${set}`, {});
		expect([status, json?.Number]).toEqual([201, number]);
		expect(pbx.rows(set).at(-1)).toMatchObject({ Number: number });
	});

	it.each(['Fax', 'Groups', 'Parkings', 'Queues', 'Receptionists', 'RingGroups', 'ServicePrincipals', 'Users'])(
		'refuses another number in %s, and accepts the same',
		async (set) => {
			pbx.insert(set, { Id: 900, Number: '7900' });
			const { status, json } = await write('PATCH', `/${set}(900)`, { Number: '7901' });
			expect([status, json?.error.details[0]?.target]).toEqual([400, 'Number']);
			expect((await write('PATCH', `/${set}(900)`, { Number: '7900' })).status).toBe(204);
		},
	);

	it.each([
		['/Queues(40)', 'Queues', { Agents: [{ Number: '101', SkillGroup: '1' }] }],
		['/Users(28)', 'Users', { Groups: [{ GroupId: 1, Rights: { RoleName: 'managers' } }] }],
		['/OutboundRules(1)', 'OutboundRules', { Routes: [{ TrunkId: 60 }] }],
		['/Groups(2)', 'Groups', { Members: [{ Number: '100' }] }],
	])('replaces nested collections of %s as a whole', async (path, set, body) => {
		if (set === 'OutboundRules') pbx.insert(set, { Id: 1, Routes: [{ TrunkId: 1 }, { TrunkId: 2 }] });
		expect((await write('PATCH', path, body)).status).toBe(204);
		expect(pbx.rows(set).some((row) => Object.entries(body).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value)))).toBe(true);
	});

	it('changes only what the body names', async () => {
		const answer = await write('PATCH', '/Users(28)', { Id: 28, EmailAddress: null, Number: '100' });
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect(pbx.rows('Users')[0]).toMatchObject({ EmailAddress: null, DisplayName: 'Ada Byron' });
	});

	it.each([
		['broken JSON', '{"Number":'],
		['a list', []],
		['null', null],
		['an unknown property', { Nonsense: 1 }],
		['a wrong type', { Number: 104 }],
		['another key', { Id: 5 }],
	])('refuses %s', async (_name, body) => {
		expect((await write('PATCH', '/Users(28)', body)).status).toBe(400);
	});

	it('refuses a body that is not declared as JSON', async () => {
		const answer = await call('/Users', { method: 'POST', body: '{"Number":"104"}' });
		expect(answer.status).toBe(415);
	});
});
