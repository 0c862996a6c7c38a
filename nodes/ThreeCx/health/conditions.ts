import type { OutputJson } from '../response/items';
import { isoTime, numberOrNull, timeOf } from '../response/values';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Limits that a user sets. */
export interface Thresholds {
	backupHours: number;
	expiryDays: number;
	diskPercent: number;
}

/** Whether a condition holds, and what a person is told of it. */
export interface Finding {
	active: boolean;
	message: string;
	value: string | number | boolean | null;
}

/** 3CX writes zero dates (year 1) for what never ends and for what never happened. */
const FIRST_DATE = Date.UTC(2000);

/** A condition of the system that is watched. Undefined where the PBX does not say. */
type Condition = (status: OutputJson, now: number, thresholds: Thresholds, wasActive: boolean) => Finding | undefined;

/** Percent that a disk must fall below its limit before a new alert is possible, so that it does not come again and again. */
const DISK_MARGIN = 3;

/** A condition that the PBX itself states as true or false. */
const stated =
	(property: string, badValue: boolean, message: string): Condition =>
	(status) => {
		const value = status[property];
		return typeof value === 'boolean' ? { active: value === badValue, message, value } : undefined;
	};

/** Whether something expires within this many days, or has expired; undefined for what never ends. */
export function ending(date: unknown, what: string, now: number, expiryDays: number): Finding | undefined {
	const end = timeOf(date);
	if (Number.isNaN(end) || end < FIRST_DATE) return undefined;
	const days = Math.floor((end - now) / DAY);
	const message = days < 0 ? `${what} has expired` : `${what} expires in ${days} ${days === 1 ? 'day' : 'days'}`;
	return { active: days < expiryDays, message, value: isoTime(end) };
}

/** A condition that a date is near or past. */
const expiring =
	(property: string, what: string): Condition =>
	(status, now, { expiryDays }) =>
		ending(status[property], what, now, expiryDays);

/** Used space in percent: of the two sizes, or as the PBX gives it. */
function usedPercent({ FreeDiskSpace, TotalDiskSpace, DiskUsage }: OutputJson): number | undefined {
	const [free, total] = [numberOrNull(FreeDiskSpace), numberOrNull(TotalDiskSpace)];
	if (free !== null && total !== null && total > 0) return Math.round((1 - free / total) * 1000) / 10;
	const usage = numberOrNull(DiskUsage);
	return usage !== null && usage >= 0 && usage <= 100 ? usage : undefined;
}

const disk: Condition = (status, _now, { diskPercent }, wasActive) => {
	const percent = usedPercent(status);
	if (percent === undefined) return undefined;
	const limit = wasActive ? diskPercent - DISK_MARGIN : diskPercent;
	return { active: percent >= limit, message: `The disk is ${percent}% full`, value: percent };
};

/** 3CX reports no failed backup, so that none for some time is what can be known. */
const backup: Condition = (status, now, { backupHours }) => {
	if (status.BackupScheduled !== true) return undefined;
	const last = timeOf(status.LastBackupDateTime);
	if (Number.isNaN(last) || last < FIRST_DATE) return { active: true, message: 'Backups are scheduled, but there is none yet', value: null };
	const hours = Math.floor((now - last) / HOUR);
	return { active: hours >= backupHours, message: `The last backup is ${hours} hours old`, value: isoTime(last) };
};

/** Everything that can be watched. */
export const CONDITIONS = {
	backupOverdue: backup,
	diskAlmostFull: disk,
	licenseEnding: expiring('ExpirationDate', 'The license'),
	licenseInactive: stated('LicenseActive', false, "The license isn't active"),
	maintenanceEnding: expiring('MaintenanceExpiresAt', 'The maintenance'),
	recordingQuotaReached: stated('RecordingQuotaReached', true, 'The quota for recordings is reached'),
	recordingStopped: stated('RecordingStopped', true, 'The PBX has stopped recording'),
	servicesDown: stated('HasNotRunningServices', true, "Some services of the PBX aren't running"),
	systemExtensionsUnregistered: stated('HasUnregisteredSystemExtensions', true, "Some system extensions aren't registered"),
	voicemailQuotaReached: stated('VoicemailQuotaReached', true, 'The quota for voicemail is reached'),
	voicemailStopped: stated('VoicemailStopped', true, 'The PBX has stopped accepting voicemail'),
} satisfies Record<string, Condition>;

export type Alert = keyof typeof CONDITIONS;
