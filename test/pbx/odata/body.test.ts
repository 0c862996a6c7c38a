import { parseFields } from '../../../nodes/ThreeCx/catalog/facts/fields';
import { checkProperties } from './body';
import { newestMark, Release } from '../data/release';
import { usePbx, write } from '../setUp';

const newest = new Release(newestMark);

const accepts = (field: string, value: unknown) => () => {
	checkProperties({ Field: value }, parseFields(`Field ${field}`), 'Test', newest);
};

describe('values of properties', () => {
	it.each([
		['string', ''],
		['string?', null],
		['int32', -2147483648],
		['int64', 4294967296],
		['uint8', 255],
		['decimal', 0.1],
		['double', 1e300],
		['boolean', false],
		['uuid', '01234567-89AB-cdef-0123-456789abcdef'],
		['dateTime', '2026-03-01T00:00:00.5+01:00'],
		['date', '2026-03-01'],
		['duration', 'PT8H30M'],
		['duration', '-P1DT0.5S'],
		['time', '08:30:00'],
		['DayOfWeek', 'Monday'],
		['UserTag[]', ['MS', 'AI']],
		['string[]', []],
		['Schedule', { Type: 'AllHours', Periods: [{ DayOfWeek: 'Monday', Start: '08:00:00', Stop: null }] }],
		['UserGroup[]*', [{ GroupId: 1, Rights: { RoleName: 'users' } }]],
		['Peer?*', null],
		['any', { x: [1] }],
	])('%s may be %j', (field, value) => {
		expect(accepts(field, value)).not.toThrow();
	});

	it.each([
		['string', 1],
		['string', null],
		['string', ['x']],
		['int32', '1'],
		['int32', 1.5],
		['int32', 2147483648],
		['uint8', 256],
		['uint8', -1],
		['decimal', '0.1'],
		['boolean', 'true'],
		['boolean', 1],
		['uuid', 'x'],
		['dateTime', '2026-03-01T00:00:00'],
		['dateTime', '2026-13-01T00:00:00Z'],
		['date', '2026-03-01T00:00:00Z'],
		['duration', '0:00:10'],
		['duration', 'P'],
		['time', '8'],
		['DayOfWeek', 'monday'],
		['DayOfWeek', 1],
		['string[]', 'x'],
		['string[]', null],
		['string[]', [null]],
		['string[]', [1]],
		['UserGroup[]*', null],
		['Schedule', 'x'],
		['Schedule', []],
		['Schedule', { Nonsense: 1 }],
		['Schedule', { Type: 'Nonsense' }],
		['Schedule', { Type: null }],
		['Schedule', { Periods: [{ Start: 8 }] }],
		['UserGroup[]*', [{ Rights: { Nonsense: 1 } }]],
	])('%s may not be %j', (field, value) => {
		expect(accepts(field, value)).toThrow(/^The property '\w+' (must be|does not exist)/);
	});
});

describe('bodies', () => {
	const setting = usePbx('each');

	it('replace nested collections as a whole, and leave alone what they do not name', async () => {
		const Phones = [{ Id: 9, MacAddress: '00:15:65:00:09:00' }];
		expect((await write(setting, 'PATCH', '/Users(28)', { Phones })).status).toBe(204);
		expect(setting.pbx.rows('Users')[0]).toMatchObject({ Phones, Number: '100' });
	});

	it('may hold annotations, which are not stored', async () => {
		const body = { '@odata.type': '#Pbx.User', 'Groups@odata.count': 1, Mobile: '555' };
		expect((await write(setting, 'PATCH', '/Users(28)', body)).status).toBe(204);
		expect(Object.keys(setting.pbx.rows('Users')[0] ?? {}).filter((name) => name.includes('@'))).toEqual([]);
	});

	it('change a singleton', async () => {
		expect((await write(setting, 'PATCH', '/AntiHackingSettings', { HackBarrierRed: 40 })).status).toBe(204);
		expect((await setting.call('/AntiHackingSettings?$select=HackBarrierRed')).json?.HackBarrierRed).toBe(40);
		const wrong = await write(setting, 'PATCH', '/AntiHackingSettings', { HackBarrierRed: '40' });
		expect(wrong.status).toBe(400);
		expect(wrong.json?.error.message).toBe("The property 'HackBarrierRed' must be of the type int32.");
	});

	it('need a key that the PBX does not give itself', async () => {
		const { status, json } = await write(setting, 'POST', '/Playlists', { Shuffle: true });
		expect([status, json?.error.details]).toEqual([
			400,
			[{ code: '', message: 'WARNINGS.XAPI.REQUIRED', target: 'Name' }],
		]);
	});
});
