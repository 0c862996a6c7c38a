import { asText } from '../../input/asText';
import type { ReadParameter } from '../../input/itemInput';
import { clock, waitUntil } from '../../timing/clock';
import { cancelSignal, type Connection } from '../../transport/connection';
import type { Row } from '../../transport/pages';
import type { OutputItem } from '../../response/items';
import { JobRun } from '../common/jobRun';
import { outcomeOf } from '../common/outcome';
import { optionalText, optionalTexts, readWholeNumber, refuseParameter } from '../common/parameters';
import { inTurn } from '../common/turns';
import { mayHaveBeenDone } from '../common/uncertain';
import type { Job } from '../types';

const LIST = 'GET /Backups';
const START = 'POST /Backups/Pbx.Backup';
const MINUTE = 60_000;
const POLL_MS = 10_000;

/** What a backup can contain, by the properties of the API, with their labels. */
const CONTENTS: Readonly<Record<string, string>> = {
	CallHistory: 'Call History',
	FQDN: 'FQDN',
	License: 'License',
	PhoneProvisioning: 'Phone Provisioning',
	Prompts: 'Prompts',
	Recordings: 'Recordings',
	VoiceMails: 'Voicemails',
};

/** A backup on the PBX. */
interface Backup {
	FileName: string;
	Size: number;
	CreationTime: unknown;
}

const backupFrom = (row: Row): Backup => ({
	FileName: asText(row.FileName),
	Size: Number(row.Size ?? 0),
	CreationTime: row.CreationTime ?? null,
});

/** The name without folders and ending: 3CX adds `.zip` to the name of a backup. */
const stemOf = (fileName: string) => fileName.replace(/^.*[/\\]/, '').replace(/\.zip$/i, '').toLowerCase();

const isNamed = ({ FileName }: Backup, name: string) => stemOf(FileName) === stemOf(name);

/** `n8n-20261125-074700`, in UTC. */
const defaultName = () => `n8n-${new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;

/** @throws ParameterRefused for a name that can't be that of a file. */
function readName(read: ReadParameter): string | undefined {
	const name = optionalText(read, 'backupName', 'Backup Name');
	// eslint-disable-next-line no-control-regex -- control characters are what must not be in it
	if (/[\\/:*?"<>|\u0000-\u001f]/.test(name)) refuseParameter(String.raw`Backup Name can't contain \ / : * ? " < > or |`, 'Change Backup Name.');
	return name === '' ? undefined : name;
}

/** @throws ParameterRefused for what no backup contains, and for nothing. */
function readContents(read: ReadParameter): Record<string, boolean> {
	const chosen = optionalTexts(read, 'backupContents', 'Contents').map((text) => {
		const wanted = text.toLowerCase();
		const member = Object.entries(CONTENTS).find(([value, label]) => value.toLowerCase() === wanted || label.toLowerCase() === wanted);
		return member?.[0] ?? refuseParameter(`Contents can't be "${text}"`, `Choose from its list: ${Object.values(CONTENTS).join(', ')}.`);
	});
	if (chosen.length === 0) refuseParameter('Contents is empty', 'Choose at least one.');
	return Object.fromEntries(Object.keys(CONTENTS).map((value) => [value, chosen.includes(value)]));
}

const readBackups = async (run: JobRun) => (await run.rows(LIST)).map(backupFrom);

/** @throws StepBrokenOff where the PBX says that it can't create one at the moment. */
async function refuseIfBusy(run: JobRun): Promise<void> {
	const request = 'GET /Backups/Pbx.GetCanCreateBackup()';
	const { value } = await run.sendForRow(request);
	if (value !== false) return;
	throw run.refusal(
		request,
		"The PBX can't create a backup at the moment",
		'Another backup may be running, or the backup location may be full or out of reach. See Backup in the 3CX Admin Console.',
	);
}

/** @returns whether the response was lost, so that the backup may or may not be running. */
async function start(run: JobRun, name: string, Contents: Record<string, boolean>): Promise<boolean> {
	return await run.send(START, { body: { description: { Name: name, Contents } } }).then(
		() => {
			run.did(`Started backup ${name}`);
			return false;
		},
		(failure: unknown) => {
			if (!mayHaveBeenDone(failure)) throw failure;
			run.note('The response to the start was lost, so the list of backups was watched instead of starting another one');
			return true;
		},
	);
}

/**
 * Waits until the file is there and two readings in a row show the same size.
 *
 * @returns undefined where the wait ended before.
 */
async function waitForFile(run: JobRun, name: string, end: number): Promise<{ backup?: Backup; isComplete: boolean }> {
	let last: Backup | undefined;
	const signal = cancelSignal(run.connection.context);
	while (clock.now() < end && signal?.aborted !== true) {
		await waitUntil(Math.min(end, clock.now() + POLL_MS), { signal });
		const found = (await readBackups(run)).find((backup) => isNamed(backup, name));
		if (found && found.Size > 0 && found.Size === last?.Size) return { backup: found, isComplete: true };
		last = found;
	}
	return { backup: last, isComplete: false };
}

interface Wanted {
	name: string;
	contents: Record<string, boolean>;
	waitMinutes: number;
}

async function backUp(connection: Connection, { name, contents, waitMinutes }: Wanted): Promise<OutputItem[]> {
	const run = new JobRun(connection);
	const taken = (await readBackups(run)).find((backup) => isNamed(backup, name));
	if (taken) {
		throw run.refusal(LIST, `There is already a backup named ${taken.FileName}`, 'Change Backup Name, or leave it empty for a name with date and time.');
	}
	await refuseIfBusy(run);
	const isUncertain = await start(run, name, contents);
	const { backup, isComplete } = await waitForFile(run, name, clock.now() + waitMinutes * MINUTE);
	if (!backup || !isComplete) {
		const minutes = `${waitMinutes} ${waitMinutes === 1 ? 'minute' : 'minutes'}`;
		throw run.refusal(
			LIST,
			backup ? `Backup ${backup.FileName} is still growing after ${minutes}` : `Backup ${name} isn't there after ${minutes}`,
			isUncertain && !backup
				? 'The response to its start was lost, so it may not have started. Check Backup in the 3CX Admin Console before you run the node again.'
				: 'It may still be running. Check Backup in the 3CX Admin Console, or raise Max Wait (Minutes).',
		);
	}
	if (isUncertain) run.did(`Started backup ${name}`);
	run.note(`Backup ${backup.FileName} is complete, with ${backup.Size} bytes`);
	return outcomeOf(run, { about: { backup: backup.FileName }, before: null, after: backup });
}

/** Creates a backup and waits until its file is complete. Never starts two: a name that is taken is refused. */
export const runBackup: Job = async (connection, { read }) => {
	const name = readName(read);
	const contents = readContents(read);
	const waitMinutes = readWholeNumber(read, 'waitMinutes', { displayName: 'Max Wait (Minutes)', fallback: 30, min: 1, max: 1440 });
	return await inTurn(connection, 'backups', async () => await backUp(connection, { name: name ?? defaultName(), contents, waitMinutes }));
};
