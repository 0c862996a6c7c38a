import { useVirtualClock } from '../../../../virtualClock';
import type { Fault, Pbx, Row } from '../../../../pbx';
import { runJob } from '../runJob';

useVirtualClock();

const old = { FileName: 'Nightly.zip', CreationTime: '2026-01-01T00:00:00Z', Size: 5000, DownloadLink: '/backups/Nightly.zip' };
const setting = { rows: { Backups: [old] } };
const job = (others: object = {}) => ({ resource: 'backup', operation: 'runAndWait', backupName: 'weekly', ...others });

/** What happens before each reading of the list but the first one, in order. */
const atReadings = (...happenings: ((pbx: Pbx) => void)[]): Fault[] => happenings.map((run) => ({ method: 'GET', url: /\/Backups(\?|$)/, after: 1, run }));
const resize = (Size: number) => (pbx: Pbx) => {
	const row = pbx.rows('Backups').find(({ FileName }) => FileName === 'weekly.zip');
	pbx.remove('Backups', 'weekly.zip');
	pbx.insert('Backups', { ...row, FileName: 'weekly.zip', Size });
};
const nothing = (pbx: Pbx) => {
	pbx.remove('Backups', 'weekly.zip');
};
const START = '/Backups/Pbx.Backup';
const lists = (sent: { method: string; path: string }[]) => sent.filter(({ path }) => /^\/Backups(\?|$)/.test(path)).length;

describe('Run Backup and Wait', () => {
	it('starts one backup with what it should contain, and waits until the file is there', async () => {
		const { rows, writes, sent } = await runJob(job({ backupContents: ['License', 'Voicemails'] }), setting);
		expect(writes).toEqual([
			{
				method: 'POST',
				path: START,
				body: {
					description: {
						Name: 'weekly',
						Contents: {
							CallHistory: false,
							FQDN: false,
							License: true,
							PhoneProvisioning: false,
							Prompts: false,
							Recordings: false,
							VoiceMails: true,
						},
					},
				},
			},
		]);
		expect(rows).toEqual([
			{
				changed: true,
				backup: 'weekly.zip',
				before: null,
				after: { FileName: 'weekly.zip', Size: 1_048_576, CreationTime: expect.any(String) },
				steps: ['Started backup weekly', 'Backup weekly.zip is complete, with 1048576 bytes'],
			},
		]);
		expect(lists(sent)).toBe(3);
	});

	it('contains all but recordings, if nothing else is chosen', async () => {
		const { writes } = await runJob(job(), setting);
		expect((writes[0]?.body as { description: Row }).description.Contents).toEqual({
			CallHistory: true,
			FQDN: true,
			License: true,
			PhoneProvisioning: true,
			Prompts: true,
			Recordings: false,
			VoiceMails: true,
		});
	});

	it('waits while the file is missing, empty, or still growing', async () => {
		const faults = atReadings(nothing, resize(0), resize(0), resize(10), resize(20));
		const { rows, sent, error } = await runJob(job(), { ...setting, faults });
		expect(error).toBeUndefined();
		expect(rows[0]).toMatchObject({ changed: true, after: { Size: 20 } });
		expect(lists(sent)).toBe(7);
	});

	it('gives each backup without a name one of its own', async () => {
		const { pbx, rows } = await runJob(job({ backupName: '' }), { ...setting, items: [{}, {}] });
		const names = rows.map(({ backup }) => backup);
		expect(names).toEqual([expect.stringMatching(/^n8n-\d{8}-\d{6}\.zip$/), expect.stringMatching(/^n8n-\d{8}-\d{6}\.zip$/)]);
		expect(new Set(names).size).toBe(2);
		expect(pbx.rows('Backups')).toHaveLength(3);
	});

	it.each(['nightly', 'Nightly.zip'])('refuses the name %s, which is taken, before it starts anything', async (backupName) => {
		const { error, writes } = await runJob(job({ backupName }), setting);
		expect(error?.message).toBe('There is already a backup named Nightly.zip');
		expect(error?.description).toBe('The job stopped at "Get Many Backups". Nothing was changed before that. Change Backup Name, or leave it empty for a name with date and time.');
		expect(writes).toEqual([]);
	});

	it('starts no second backup at a second run', async () => {
		const { again } = await runJob(job(), setting);
		const second = await again();
		expect(second.writes).toEqual([]);
		expect(second.error?.message).toBe('There is already a backup named weekly.zip');
	});

	it('refuses where the PBX is busy', async () => {
		const results = { 'GET /Backups/Pbx.GetCanCreateBackup()': false };
		const { error, writes } = await runJob(job(), { ...setting, results });
		expect(error?.message).toBe("The PBX can't create a backup at the moment");
		expect(error?.description).toContain('Another backup may be running, or the backup location may be full or out of reach.');
		expect(writes).toEqual([]);
	});

	it('looks for the backup where the response is lost, and starts no other', async () => {
		const { rows, writes } = await runJob(job(), { ...setting, faults: [{ url: /Pbx\.Backup/, drop: 'after' }] });
		expect(writes).toHaveLength(1);
		expect(rows[0]).toMatchObject({
			changed: true,
			backup: 'weekly.zip',
			steps: ['The response to the start was lost, so the list of backups was watched instead of starting another one', 'Started backup weekly', expect.any(String)],
		});
	});

	it('says where a backup may not have started', async () => {
		const { error, writes } = await runJob(job({ waitMinutes: 1 }), { ...setting, faults: [{ url: /Pbx\.Backup/, drop: 'before' }] });
		expect(writes).toHaveLength(1);
		expect(error?.message).toBe("Backup weekly isn't there after 1 minute");
		expect(error?.description).toContain('The response to its start was lost, so it may not have started. Check Backup in the 3CX Admin Console before you run the node again.');
	});

	it('ends the wait after the time given', async () => {
		const faults = atReadings(...Array.from({ length: 20 }, (_, index) => resize(index + 1)));
		const { error, sent } = await runJob(job({ waitMinutes: 2 }), { ...setting, faults });
		expect(error?.message).toBe('Backup weekly.zip is still growing after 2 minutes');
		expect(error?.description).toBe(
			'The job stopped at "Get Many Backups". Completed before that: Started backup weekly. ' +
				'It may still be running. Check Backup in the 3CX Admin Console, or raise Max Wait (Minutes).',
		);
		expect(lists(sent)).toBe(13);
	});

	it('names a refusal of the start', async () => {
		const { error } = await runJob(job(), { ...setting, faults: [{ url: /Pbx\.Backup/, answer: { status: 403 } }] });
		expect(error?.message).toBe('The API client isn\'t allowed to use "Create Backup" (HTTP 403)');
		expect(error?.description).toContain('some data needs System Owner');
	});

	it.each([
		[{ backupName: 'a/b' }, String.raw`Backup Name can't contain \ / : * ? " < > or |`, 'Change Backup Name. Nothing was sent to the PBX.'],
		[{ backupContents: [] }, 'Contents is empty', 'Choose at least one. Nothing was sent to the PBX.'],
		[{ backupContents: ['Videos'] }, 'Contents can\'t be "Videos"', 'Choose from its list: Call History, FQDN, License, Phone Provisioning, Prompts, Recordings, Voicemails. Nothing was sent to the PBX.'],
		[{ waitMinutes: 0 }, 'Max Wait (Minutes) must be a whole number from 1 to 1440', 'Change Max Wait (Minutes); 30 is usual. Nothing was sent to the PBX.'],
	])('refuses %j', async (parameters, message, description) => {
		const { error, sent } = await runJob(job(parameters), setting);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(sent).toEqual([]);
	});
});
