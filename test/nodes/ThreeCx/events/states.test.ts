import { clock } from '../../../../nodes/ThreeCx/timing/clock';
import { queueSlaBreach } from '../../../../nodes/ThreeCx/events/logs/queueSlaBreach';
import { equipmentState } from '../../../../nodes/ThreeCx/events/states/equipmentState';
import { extensionStatus } from '../../../../nodes/ThreeCx/events/states/extensionStatus';
import { systemAlert } from '../../../../nodes/ThreeCx/events/states/systemAlert';
import type { EventType } from '../../../../nodes/ThreeCx/events/types';
import type { Row } from '../../../../nodes/ThreeCx/transport/pages';
import { DAY, HOUR, iso, MINUTE, N8n, SECOND, START, World } from './world';

const sleep = jest.spyOn(clock, 'sleep');

async function watching(event: EventType, tables: Record<string, Row[]>, parameters: Record<string, unknown> = {}) {
	const world = new World();
	const set = (path: string, ...rows: Row[]) => {
		world.clear(path);
		for (const row of rows) world.insert(path, row);
	};
	for (const [path, rows] of Object.entries(tables)) set(path, ...rows);
	const n8n = new N8n(world, event, parameters);
	await n8n.activate();
	return { world, n8n, set };
}

const user = (Id: number, more: Row = {}) => ({ Id, Number: String(100 + Id), DisplayName: `User ${Id}`, CurrentProfileName: 'Available', IsRegistered: true, QueueStatus: 'LoggedIn', ...more });

beforeEach(() => {
	sleep.mockReset().mockResolvedValue();
});

describe('Extension Status Changed', () => {
	it('tells what changed, before and after', async () => {
		const { n8n, set } = await watching(extensionStatus, { '/Users': [user(1), user(2)] });
		await n8n.poll();
		set('/Users', user(1), user(2, { CurrentProfileName: 'Away', QueueStatus: 'LoggedOut' }));
		await n8n.poll();
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json)).toEqual([
			{
				extension: { number: '102', name: 'User 2' },
				changed: ['profile', 'queueLoggedIn'],
				before: { profile: 'Available', queueLoggedIn: true, registered: true },
				after: { profile: 'Away', queueLoggedIn: false, registered: true },
			},
		]);
	});

	it('gives the same change the same eventId after n8n died, and another one when it happens again', async () => {
		const { n8n, set } = await watching(extensionStatus, { '/Users': [user(1)] });
		set('/Users', user(1, { IsRegistered: false }));
		await n8n.poll('diesBetween');
		await n8n.poll();
		set('/Users', user(1));
		await n8n.poll();
		set('/Users', user(1, { IsRegistered: false }));
		await n8n.poll();
		const [first, repeated, ...others] = n8n.eventIds;
		expect(repeated).toBe(first);
		expect(new Set([first, ...others]).size).toBe(3);
	});

	it('watches only what is chosen, for the extensions that are named', async () => {
		const parameters = { watch: ['registration'], filters: { extensions: '101' } };
		const { n8n, set } = await watching(extensionStatus, { '/Users': [user(1), user(2)] }, parameters);
		set('/Users', user(1, { CurrentProfileName: 'Away' }), user(2, { IsRegistered: false }));
		await n8n.poll();
		expect(n8n.occurrences).toEqual([]);
		set('/Users', user(1, { IsRegistered: false }), user(2));
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => json.after)).toEqual([{ registered: false }]);
	});

	it('tells nothing of extensions that are new or deleted, nor of a list that broke off', async () => {
		const { n8n, set } = await watching(extensionStatus, { '/Users': [user(1), user(2)] });
		set('/Users', user(2), user(3));
		await n8n.poll();
		await n8n.poll({ failsAfter: 1 });
		await n8n.poll();
		expect(n8n.occurrences).toEqual([]);
	});

	it('tells only a change that lasts, if wanted', async () => {
		const { n8n, set } = await watching(extensionStatus, { '/Users': [user(1), user(2)] }, { options: { confirmSeconds: 10 } });
		set('/Users', user(1, { IsRegistered: false }), user(2, { IsRegistered: false }));
		sleep.mockImplementation(() => {
			set('/Users', user(1), user(2, { IsRegistered: false }));
			return Promise.resolve();
		});
		await n8n.poll();
		expect(sleep).toHaveBeenCalledWith(10_000);
		expect(n8n.occurrences.map(({ json }) => json.extension)).toEqual([{ number: '102', name: 'User 2' }]);
	});

	it('shows how it is now to a test', async () => {
		const { n8n } = await watching(extensionStatus, { '/Users': [1, 2, 3, 4].map((id) => user(id)) });
		const shown = await n8n.watcher().latest(3);
		expect(shown.map(({ json }) => [json.before, json.changed])).toEqual([[null, []], [null, []], [null, []]]);
		expect(shown[0]?.json).toMatchObject({ extension: { number: '101' }, after: { profile: 'Available' } });
	});
});

describe('Trunk, SBC or Service Changed State', () => {
	const tables = {
		'/Trunks': [{ Id: 5, Number: '10000', IsOnline: true, Gateway: { Name: 'Provider' } }],
		'/Sbcs': [{ Name: 'branch', DisplayName: 'Branch', HasConnection: true }],
		'/Services': [{ Name: '3CXQueueManager', DisplayName: 'Queue Manager', Status: 'Running' }],
	};

	it('tells of all three', async () => {
		const { n8n, set } = await watching(equipmentState, tables);
		set('/Trunks', { Id: 5, Number: '10000', IsOnline: false, Gateway: { Name: 'Provider' } });
		set('/Sbcs', { Name: 'branch', DisplayName: 'Branch', HasConnection: false });
		set('/Services', { Name: '3CXQueueManager', DisplayName: 'Queue Manager', Status: 'Stopped' });
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => [json.kind, json.name, json.number, json.online, json.status]).sort()).toEqual([
			['sbc', 'Branch', null, false, 'Offline'],
			['service', 'Queue Manager', null, false, 'Stopped'],
			['trunk', 'Provider', '10000', false, 'Offline'],
		]);
	});

	it('reads again before it tells, so that a flap is none', async () => {
		const { n8n, set } = await watching(equipmentState, tables, { watch: ['trunks'] });
		set('/Trunks', { Id: 5, Number: '10000', IsOnline: false });
		sleep.mockImplementation(() => {
			set('/Trunks', { Id: 5, Number: '10000', IsOnline: true });
			return Promise.resolve();
		});
		await n8n.poll();
		expect(sleep).toHaveBeenCalledWith(15_000);
		expect(n8n.occurrences).toEqual([]);
	});
});

describe('System Alert', () => {
	const fine = {
		FQDN: 'pbx.example.com',
		LicenseKey: 'AAAA-BBBB',
		BackupScheduled: true,
		LastBackupDateTime: iso(START - HOUR),
		ExpirationDate: iso(START + 300 * DAY),
		MaintenanceExpiresAt: iso(START + 300 * DAY),
		LicenseActive: true,
		TotalDiskSpace: 1000,
		FreeDiskSpace: 500,
		RecordingQuotaReached: false,
		HasNotRunningServices: false,
	};

	it.each<[string, Row, string]>([
		['backupOverdue', { LastBackupDateTime: iso(START - 49 * HOUR) }, 'The last backup is 49 hours old'],
		['backupOverdue', { LastBackupDateTime: null }, 'Backups are scheduled, but there is none yet'],
		['backupOverdue', { LastBackupDateTime: '0001-01-01T00:00:00Z' }, 'Backups are scheduled, but there is none yet'],
		['licenseEnding', { ExpirationDate: iso(START + 29.5 * DAY) }, 'The license expires in 29 days'],
		['licenseEnding', { ExpirationDate: iso(START - DAY) }, 'The license has expired'],
		['maintenanceEnding', { MaintenanceExpiresAt: iso(START + 1.5 * DAY) }, 'The maintenance expires in 1 day'],
		['licenseInactive', { LicenseActive: false }, "The license isn't active"],
		['diskAlmostFull', { FreeDiskSpace: 95 }, 'The disk is 90.5% full'],
		['recordingQuotaReached', { RecordingQuotaReached: true }, 'The quota for recordings is reached'],
		['servicesDown', { HasNotRunningServices: true }, "Some services of the PBX aren't running"],
	])('tells of %s with %j, once', async (alert, change, message) => {
		const { n8n, set } = await watching(systemAlert, { '/SystemStatus': [fine] });
		await n8n.poll();
		expect(n8n.occurrences).toEqual([]);
		set('/SystemStatus', { ...fine, ...change });
		await n8n.poll();
		await n8n.poll();
		expect(n8n.occurrences.map(({ json }) => [json.alert, json.active, json.message, json.pbx])).toEqual([[alert, true, message, 'pbx.example.com']]);
		expect(JSON.stringify(n8n.occurrences)).not.toContain('AAAA-BBBB');
	});

	it('tells when an alert is over only if wanted, and tells it again when it comes back', async () => {
		for (const alsoResolved of [false, true]) {
			const { n8n, set } = await watching(systemAlert, { '/SystemStatus': [fine] }, { options: { alsoResolved } });
			for (const FreeDiskSpace of [50, 500, 50]) {
				set('/SystemStatus', { ...fine, FreeDiskSpace });
				await n8n.poll();
			}
			expect(n8n.occurrences.map(({ json }) => [json.active, json.message])).toEqual([
				[true, 'The disk is 95% full'],
				...(alsoResolved ? [[false, 'Resolved: Disk Almost Full']] : []),
				[true, 'The disk is 95% full'],
			]);
			expect(new Set(n8n.eventIds).size).toBe(n8n.eventIds.length);
		}
	});

	it('does not tell again while a disk hovers around the limit', async () => {
		const { n8n, set } = await watching(systemAlert, { '/SystemStatus': [fine] });
		for (const FreeDiskSpace of [99, 101, 99, 110, 99]) {
			set('/SystemStatus', { ...fine, FreeDiskSpace });
			await n8n.poll();
		}
		expect(n8n.occurrences).toHaveLength(1);
	});

	it('leaves out what the PBX does not say', async () => {
		const { n8n, set } = await watching(systemAlert, { '/SystemStatus': [fine] });
		set('/SystemStatus', { FQDN: 'pbx.example.com', BackupScheduled: false, ExpirationDate: '0001-01-01T00:00:00Z', DiskUsage: 5_000_000 });
		await n8n.poll();
		expect(n8n.occurrences).toEqual([]);
	});

	it('shows what is wrong now to a test, and nothing where all is well', async () => {
		const { n8n, set } = await watching(systemAlert, { '/SystemStatus': [fine] });
		expect(await n8n.watcher().latest(3)).toEqual([]);
		set('/SystemStatus', { ...fine, LicenseActive: false });
		expect((await n8n.watcher().latest(3)).map(({ json }) => json.alert)).toEqual(['licenseInactive']);
	});
});

describe('Queue SLA Breach', () => {
	const path = '/ReportBreachesSla/Pbx.GetBreachesSlaData';

	it('tells each caller who waited too long once, also two of the same second', async () => {
		const { world, n8n } = await watching(queueSlaBreach, { '/Queues': [{ Number: '800' }] }, { waitSeconds: 90 });
		const breach = { Queue: 'Sales', QueueDnNumber: '800', CallerId: 'anonymous', CallTime: iso(START + MINUTE), WaitingTime: 'PT2M' };
		world.insert(path, { ...breach, CallTime: iso(START - HOUR) });
		world.insert(path, breach, START + 4 * MINUTE);
		world.insert(path, { ...breach }, START + 6 * MINUTE);
		for (let minute = 1; minute < 10; minute++) {
			world.clock = START + minute * MINUTE;
			await n8n.poll();
		}
		expect(n8n.executions.map((execution) => execution.length)).toEqual([1, 1]);
		expect(new Set(n8n.eventIds).size).toBe(2);
		expect(n8n.occurrences[0]?.json).toEqual({
			queue: { name: 'Sales', number: '800', kind: 'queue' },
			from: { name: null, number: 'anonymous', kind: 'unknown' },
			calledAt: iso(START + MINUTE),
			waitingSeconds: 120,
			longestWaitSeconds: 90,
		});
		expect(n8n.occurrences[0]?.raw).toEqual(breach);
	});

	it('asks for each queue by itself, with the interval as reports take it', async () => {
		const { world, n8n } = await watching(queueSlaBreach, { '/Queues': [{ Number: '800' }, { Number: '801' }] }, { waitSeconds: 3725 });
		world.clock += 10 * SECOND;
		await n8n.poll();
		const asked = world.reads.flatMap(({ arguments: args }) => (args?.queueDnStr ? [[args.queueDnStr, args.waitInterval]] : []));
		expect(asked).toEqual([['800', '1:02:05'], ['801', '1:02:05']]);
	});
});
