import type { Fault, PbxOptions, Row } from '../../../../pbx';
import { runJob } from '../runJob';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY + DAY / 2).toISOString();

const status: Row = {
	BackupScheduled: true,
	DiskUsage: 40,
	ExpirationDate: inDays(200),
	FreeDiskSpace: 60,
	HasNotRunningServices: false,
	HasUnregisteredSystemExtensions: false,
	LastBackupDateTime: inDays(-1),
	LicenseActive: true,
	MaintenanceExpiresAt: inDays(200),
	RecordingQuotaReached: false,
	RecordingStopped: false,
	TotalDiskSpace: 100,
	VoicemailQuotaReached: false,
	VoicemailStopped: false,
};
const license = { LicenseActive: true, ExpirationDate: inDays(200), MaintenanceExpiresAt: inDays(200) };
const health = { Firewall: true, Phones: true, Trunks: true, UnsupportedFirmwaresCount: 0, CustomTemplatesCount: 3 };
const trunk: Row = { Id: 60, Number: '10000', IsOnline: true, Gateway: { Name: 'Acme' }, ConfigurationIssue: '' };
const service = { Name: '3CXTunnel', DisplayName: '3CX Tunnel', Status: 'Running' };
const backup = { FileName: 'nightly.zip', CreationTime: inDays(-1), Size: 5000, DownloadLink: '' };

interface Changes {
	status?: Row;
	license?: Row;
	health?: Row;
	trunk?: Row;
	service?: Row;
	backups?: Row[];
}

/** A PBX without problems, but for the changes. */
const setting = (changes: Changes = {}): PbxOptions => ({
	results: { 'GET /SystemStatus/Pbx.SystemHealthStatus()': { ...health, ...changes.health } },
	rows: {
		SystemStatus: [{ ...status, ...changes.status }],
		LicenseStatus: [{ ...license, ...changes.license }],
		Trunks: [{ ...trunk, ...changes.trunk }],
		Services: [{ ...service, ...changes.service }],
		Backups: changes.backups ?? [backup],
	},
});
const job = (others: object = {}) => ({ resource: 'systemStatus', operation: 'checkHealth', ...others });
const answer = (url: RegExp, code: number): Fault => ({ url, times: Infinity, answer: { status: code } });
const ALL = ['System Status', 'Health Checks', 'Services', 'Trunks', 'License', 'Backups'];

describe('Check Health', () => {
	it('says that all is well, and only reads', async () => {
		const { rows, writes, sent } = await runJob(job(), setting());
		expect(rows).toEqual([{ ok: true, problems: [], checked: ALL, notAllowed: [] }]);
		expect(writes).toEqual([]);
		expect(sent).toHaveLength(6);
	});

	it.each<[string, Changes, object]>([
		['a full disk', { status: { FreeDiskSpace: 9 } }, { severity: 'warning', part: 'System Status', what: 'The disk is 91% full', remedy: 'Delete old recordings, backups, and logs, or add disk space.' }],
		['a disk without space', { status: { FreeDiskSpace: 1 } }, { severity: 'critical', what: 'The disk is 99% full' }],
		['voicemail that is off', { status: { VoicemailStopped: true } }, { severity: 'critical', what: 'The PBX has stopped accepting voicemail' }],
		['a failed firewall check', { health: { Firewall: false } }, { severity: 'warning', part: 'Health Checks', what: "The firewall check of the PBX hasn't passed" }],
		['old firmware', { health: { UnsupportedFirmwaresCount: 1 } }, { what: "1 phone has firmware that 3CX doesn't support" }],
		['a stopped service', { service: { Status: 'Stopped' } }, { severity: 'critical', part: 'Services', what: "Service 3CX Tunnel isn't running (Stopped)", remedy: 'Start it on the dashboard of the 3CX Admin Console.' }],
		['a service that starts', { service: { Status: 'StartPending' } }, { severity: 'warning' }],
		['a trunk that is offline', { trunk: { IsOnline: false } }, { severity: 'critical', part: 'Trunks', what: 'Trunk 10000 Acme is offline' }],
		['a trunk with a wrong setting', { trunk: { ConfigurationIssue: 'No DID' } }, { severity: 'warning', what: 'Trunk 10000 Acme: No DID' }],
		['a certificate near its end', { trunk: { CertificateExpirationDate: inDays(3) } }, { severity: 'warning', what: 'The certificate of trunk 10000 Acme expires in 3 days' }],
		['a certificate past its end', { trunk: { CertificateExpirationDate: inDays(-3) } }, { severity: 'critical', what: 'The certificate of trunk 10000 Acme has expired' }],
		['a license near its end', { license: { ExpirationDate: inDays(5) } }, { severity: 'warning', part: 'License', what: 'The license expires in 5 days', remedy: 'Renew the license.' }],
		['a license past its end', { license: { ExpirationDate: inDays(-5) } }, { severity: 'critical', what: 'The license has expired' }],
		['an old backup', { backups: [backup, { ...backup, FileName: 'old.zip', CreationTime: inDays(-9) }].slice(1) }, { severity: 'warning', part: 'Backups', what: expect.stringMatching(/^The last backup is 20\d hours old$/) }],
		['no backup', { backups: [] }, { severity: 'warning', what: 'There is no backup' }],
	])('reports %s', async (_name, changes, problem) => {
		const { rows } = await runJob(job(), setting(changes));
		expect(rows[0]).toMatchObject({ ok: false, problems: [problem], checked: ALL });
	});

	it('puts what is critical first', async () => {
		const { rows } = await runJob(job(), setting({ status: { FreeDiskSpace: 9 }, service: { Status: 'Stopped' } }));
		expect(rows[0]).toMatchObject({ problems: [{ severity: 'critical' }, { severity: 'warning' }] });
	});

	it('keeps to the limits it is given', async () => {
		const changes = { status: { FreeDiskSpace: 15 }, license: { ExpirationDate: inDays(40) }, backups: [{ ...backup, CreationTime: inDays(-3) }] };
		const strict = await runJob(job({ backupDays: 1, diskFreePercent: 20, expiryDays: 60 }), setting(changes));
		expect(strict.rows[0]?.problems).toHaveLength(3);
		const lax = await runJob(job({ backupDays: 7, diskFreePercent: 5, expiryDays: 10 }), setting(changes));
		expect(lax.rows[0]?.ok).toBe(true);
	});

	it('names the parts that it may not read with the role that they need, and looks at all others', async () => {
		const faults = [answer(/Backups/, 403), answer(/Services/, 403)];
		const { rows, error } = await runJob(job(), { ...setting({ trunk: { IsOnline: false } }), faults });
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({
			ok: false,
			problems: [{ part: 'Trunks' }],
			checked: ['System Status', 'Health Checks', 'Trunks', 'License'],
			notAllowed: [
				{ part: 'Services', role: 'System Owner' },
				{ part: 'Backups', role: 'System Owner', remedy: 'In the 3CX Admin Console, under Integrations > API, give the API client the role System Owner.' },
			],
		});
	});

	it('uses what System Status knows of a part that it may not read', async () => {
		const faults = [answer(/Backups/, 403), answer(/Services/, 403), answer(/LicenseStatus/, 403)];
		const changes = { status: { HasNotRunningServices: true, LastBackupDateTime: inDays(-9), LicenseActive: false } };
		const { rows } = await runJob(job(), { ...setting(changes), faults });
		expect(rows[0]?.problems).toMatchObject([
			{ part: 'Services', what: "Some services of the PBX aren't running" },
			{ part: 'License', what: "The license isn't active" },
			{ part: 'Backups', what: expect.stringMatching(/^The last backup is 2\d\d hours old$/) },
		]);
	});

	it('counts a part that fails as a critical problem', async () => {
		const { rows } = await runJob(job({ options: { waitForPbx: 0 } }), { ...setting(), faults: [answer(/Trunks/, 500)] });
		expect(rows[0]).toMatchObject({ ok: false, problems: [{ severity: 'critical', part: 'Trunks', what: "Trunks couldn't be read (HTTP 500)" }], notAllowed: [] });
	});

	it('fails where nothing may be read', async () => {
		const { error } = await runJob(job(), { ...setting(), faults: [answer(/xapi/, 403)] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Get System Status" (HTTP 403)');
	});

	it('fails where the PBX is gone, instead of calling it healthy', async () => {
		const faults: Fault[] = [{ url: /Trunks/, times: Infinity, drop: 'before' }];
		const { error } = await runJob(job({ options: { waitForPbx: 0 } }), { ...setting(), faults });
		expect(error?.description).toContain('The job stopped at "Get Many Trunks". Nothing was changed before that.');
	});

	it('fails if critical, where asked to', async () => {
		const changes = { status: { FreeDiskSpace: 9 }, trunk: { IsOnline: false }, service: { Status: 'Stopped' } };
		const { error } = await runJob(job({ failIfCritical: true }), setting(changes));
		expect(error?.message).toBe("The PBX has 2 critical problems: Service 3CX Tunnel isn't running (Stopped); Trunk 10000 Acme is offline");
		expect(error?.description).toBe(
			'Start it on the dashboard of the 3CX Admin Console. Check its registration, the provider, and the internet connection. ' +
				'Turn off Fail If Critical to get the problems as output.',
		);
		const mild = await runJob(job({ failIfCritical: true }), setting({ status: { FreeDiskSpace: 9 } }));
		expect(mild.rows[0]).toMatchObject({ ok: false, problems: [{ severity: 'warning' }] });
	});

	it('never puts out the license key or passwords', async () => {
		const changes = { status: { LicenseKey: 'SECRET-1' }, license: { LicenseKey: 'SECRET-2' }, trunk: { AuthPassword: 'SECRET-3', IsOnline: false } };
		const { rows } = await runJob(job(), setting(changes));
		expect(JSON.stringify(rows)).not.toContain('SECRET');
	});

	it.each([
		['backupDays', 0, 'Max Backup Age (Days) must be a whole number from 1 to 365', 'Change Max Backup Age (Days); 2 is usual. Nothing was sent to the PBX.'],
		['diskFreePercent', 'half', 'Min Free Disk (%) must be a whole number from 1 to 99', 'Change Min Free Disk (%); 10 is usual. Nothing was sent to the PBX.'],
		['expiryDays', 1.5, 'Expiry Warning (Days) must be a whole number from 1 to 365', 'Change Expiry Warning (Days); 30 is usual. Nothing was sent to the PBX.'],
	])('refuses %s of %s', async (name, value, message, description) => {
		const { error, sent } = await runJob(job({ [name]: value }), setting());
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sent).toEqual([]);
	});
});
