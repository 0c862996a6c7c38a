import { readChoices } from '../../input/choices';
import type { ReadParameter } from '../../input/itemInput';
import { readBoolean, readOptions } from '../../input/options';
import type { Row } from '../../transport/pages';
import { statesWatcher } from '../engine/readStates';
import type { Snapshot, StatesState, Values } from '../engine/states';
import { numberProperty, readNumber, type NumberOption } from '../settings';
import type { Source } from '../source';
import type { EventType, Occurrence, Watcher } from '../types';
import { CONDITIONS, type Alert, type Finding } from '../../health/conditions';

const ALERTS: readonly [name: string, alert: Alert][] = [
	['Backup Overdue', 'backupOverdue'],
	['Disk Almost Full', 'diskAlmostFull'],
	['License About to Expire', 'licenseEnding'],
	['License Not Active', 'licenseInactive'],
	['Maintenance About to Expire', 'maintenanceEnding'],
	['Recording Quota Reached', 'recordingQuotaReached'],
	['Recording Stopped', 'recordingStopped'],
	['Services Down', 'servicesDown'],
	['System Extensions Not Registered', 'systemExtensionsUnregistered'],
	['Voicemail Quota Reached', 'voicemailQuotaReached'],
	['Voicemail Stopped', 'voicemailStopped'],
];
const VALUES = ALERTS.map(([, alert]) => alert) as [Alert, ...Alert[]];

const BACKUP: NumberOption = { name: 'backupHours', displayName: 'Backup Overdue After', fallback: 48, min: 1, max: 8760 };
const EXPIRY: NumberOption = { name: 'expiryDays', displayName: 'License Warning', fallback: 30, min: 1, max: 365 };
const DISK: NumberOption = { name: 'diskPercent', displayName: 'Disk Usage Limit', fallback: 90, min: 1, max: 100 };

function watch(read: ReadParameter, source: Source): Watcher {
	const watched = readChoices(read('alerts', VALUES), 'Alerts', VALUES, VALUES);
	const thresholds = { backupHours: readNumber(read, BACKUP), expiryDays: readNumber(read, EXPIRY), diskPercent: readNumber(read, DISK) };
	const alsoResolved = readBoolean(readOptions(read).alsoResolved, 'Also When Resolved', false);
	let status: Row = {};
	let findings = new Map<string, Finding>();

	const readStates = async (now: number, state?: StatesState): Promise<Snapshot> => {
		status = await source.record({ path: '/SystemStatus' });
		findings = new Map(
			watched.flatMap((alert) => {
				const finding = CONDITIONS[alert](status, now, thresholds, state?.things[alert]?.values.active === true);
				return finding ? [[alert, finding] as const] : [];
			}),
		);
		return new Map([...findings].map(([alert, { active }]): [string, Values] => [alert, { active }]));
	};
	const told = (alert: string, eventId: string, active: boolean): Occurrence => {
		const { message = '', value = null } = findings.get(alert) ?? {};
		const name = ALERTS.find(([, entry]) => entry === alert)?.[0] ?? alert;
		return {
			eventId: `alert:${eventId}`,
			json: { alert, name, active, message: active ? message : `Resolved: ${name}`, value, pbx: status.FQDN ?? null, version: status.Version ?? null },
			raw: withoutSecrets(status),
		};
	};
	return {
		selection: { watched, alsoResolved },
		room: 100,
		...statesWatcher(source, {
			read: readStates,
			confirmAfter: 0,
			occurrence: ({ key, id, after }) =>
				after.active === true || alsoResolved ? told(key, id, after.active === true) : undefined,
			shown: (key, { active }) => (active === true ? told(key, `${key}:now`, true) : undefined),
		}),
	};
}

/** The license key is of no use in a message and must not travel along. */
const withoutSecrets = (status: Row): Row => Object.fromEntries(Object.entries(status).filter(([name]) => name !== 'LicenseKey'));

export const systemAlert: EventType = {
	value: 'systemAlert',
	name: 'System Alert',
	description: 'The PBX needs attention: overdue backup, expiring license or maintenance, full disk or quota, stopped services',
	parameters: [
		{
			displayName: 'Alerts',
			name: 'alerts',
			type: 'multiOptions',
			options: ALERTS.map(([name, value]) => ({ name, value })),
			default: [...VALUES],
		},
	],
	options: [
		{
			displayName: 'Also When Resolved',
			name: 'alsoResolved',
			type: 'boolean',
			default: false,
			description: 'Whether to also start the workflow when an alert is resolved',
		},
		numberProperty(BACKUP, 'Hours without a backup. Applies only if the PBX has a backup schedule.'),
		numberProperty(DISK, 'Percent of the disk in use'),
		numberProperty(EXPIRY, 'Days before the license or maintenance expires'),
	],
	nothingYet: {
		message: 'There are no alerts right now',
		description: 'The PBX is fine. To see an example, set Disk Usage Limit to 1 in Options and test again.',
	},
	watch,
};
