import { CONDITIONS, ending, type Alert, type Finding, type Thresholds } from '../../health/conditions';
import { isRecord } from '../../input/itemInput';
import { numberOrNull, textOrNull, timeOf } from '../../response/values';
import type { Row } from '../../transport/pages';

export type Severity = 'critical' | 'warning';

/** Something that is wrong with a PBX. */
export interface Problem {
	severity: Severity;
	/** What was looked at, e.g. `Trunks`. */
	part: string;
	what: string;
	/** What to do, as sentences. */
	remedy: string;
}

/** A problem before it is said what was looked at. */
export type ProblemFound = Omit<Problem, 'part'>;

/** A part of the PBX that is read by itself. */
export interface Part {
	name: string;
	/** As the catalog writes it. */
	request: string;
	isList: boolean;
	/** What is wrong, by the rows that were read; a record is a single row. */
	problemsIn: (rows: readonly Row[], now: number, thresholds: Thresholds) => ProblemFound[];
	/** Conditions to take from System Status where this part can't be read. */
	inPlace?: readonly Alert[];
}

const HOUR = 60 * 60 * 1000;
/** Percent in use from which a full disk is near. */
const DISK_CRITICAL = 97;

const license = ['licenseEnding', 'licenseInactive', 'maintenanceEnding'] as const;

const isPast = ({ value }: Finding, now: number) => timeOf(value) < now;

/** How bad each condition of the system is, and what to do about it. */
const alertTexts: Readonly<Record<Alert, { severity: (finding: Finding, now: number) => Severity; remedy: string }>> = {
	backupOverdue: { severity: () => 'warning', remedy: 'Check the backup schedule and its location under Backup in the 3CX Admin Console.' },
	diskAlmostFull: {
		severity: ({ value }) => (Number(value) >= DISK_CRITICAL ? 'critical' : 'warning'),
		remedy: 'Delete old recordings, backups, and logs, or add disk space.',
	},
	licenseEnding: { severity: (finding, now) => (isPast(finding, now) ? 'critical' : 'warning'), remedy: 'Renew the license.' },
	licenseInactive: { severity: () => 'critical', remedy: 'Check the license key and whether the PBX can reach the 3CX servers.' },
	maintenanceEnding: { severity: () => 'warning', remedy: 'Renew the maintenance: without it there are no updates.' },
	recordingQuotaReached: { severity: () => 'warning', remedy: 'Delete or archive old recordings, or raise the quota.' },
	recordingStopped: { severity: () => 'critical', remedy: 'Free up space for recordings. Until then, no calls are recorded.' },
	servicesDown: { severity: () => 'critical', remedy: 'Start the services on the dashboard of the 3CX Admin Console.' },
	systemExtensionsUnregistered: { severity: () => 'warning', remedy: 'Open the dashboard of the 3CX Admin Console and see which ones. Restart the services if they stay unregistered.' },
	voicemailQuotaReached: { severity: () => 'warning', remedy: 'Delete old voicemails, or raise the quota.' },
	voicemailStopped: { severity: () => 'critical', remedy: "Free up space for voicemail. Until then, callers can't leave messages." },
};

/** What System Status says of some conditions. */
export function systemProblems(alerts: readonly Alert[], status: Row, now: number, thresholds: Thresholds): ProblemFound[] {
	return alerts.flatMap((alert) => {
		const finding = CONDITIONS[alert](status, now, thresholds, false);
		if (finding?.active !== true) return [];
		const { severity, remedy } = alertTexts[alert];
		return [{ severity: severity(finding, now), what: finding.message, remedy }];
	});
}

/** What System Status alone tells. */
const systemOnly = [
	'diskAlmostFull',
	'recordingQuotaReached',
	'recordingStopped',
	'systemExtensionsUnregistered',
	'voicemailQuotaReached',
	'voicemailStopped',
] as const;

const healthChecks: readonly [property: string, what: string, remedy: string][] = [
	['Firewall', "The firewall check of the PBX hasn't passed", 'Run the firewall checker in the 3CX Admin Console.'],
	['Phones', 'The PBX reports problems with phones', 'Open Phones in the 3CX Admin Console.'],
	['Trunks', 'The PBX reports problems with trunks', 'Open Voice & Chat in the 3CX Admin Console.'],
];

function healthProblems([health = {}]: readonly Row[]): ProblemFound[] {
	const failed = healthChecks.filter(([property]) => health[property] === false);
	const outdated = numberOrNull(health.UnsupportedFirmwaresCount) ?? 0;
	return [
		...failed.map(([, what, remedy]) => ({ severity: 'warning' as const, what, remedy })),
		...(outdated > 0
			? [
					{
						severity: 'warning' as const,
						what: `${outdated} ${outdated === 1 ? 'phone has' : 'phones have'} firmware that 3CX doesn't support`,
						remedy: 'Update the firmware under Phones in the 3CX Admin Console.',
					},
				]
			: []),
	];
}

function serviceProblems(services: readonly Row[]): ProblemFound[] {
	return services.flatMap(({ DisplayName, Name, Status }) => {
		const status = textOrNull(Status);
		if (status === null || status === 'Running') return [];
		const name = textOrNull(DisplayName) ?? textOrNull(Name) ?? 'without a name';
		// On its way to running, or stopped by someone just now.
		const severity: Severity = status.endsWith('Pending') ? 'warning' : 'critical';
		return [{ severity, what: `Service ${name} isn't running (${status})`, remedy: 'Start it on the dashboard of the 3CX Admin Console.' }];
	});
}

function trunkName({ Number: number, Gateway }: Row): string {
	const name = isRecord(Gateway) ? textOrNull(Gateway.Name) : null;
	return [textOrNull(number), name].filter((text) => text !== null).join(' ');
}

function trunkProblems(trunks: readonly Row[], now: number, { expiryDays }: Thresholds): ProblemFound[] {
	return trunks.flatMap((trunk) => {
		const name = `Trunk ${trunkName(trunk)}`;
		const issue = textOrNull(trunk.ConfigurationIssue);
		const certificate = ending(trunk.CertificateExpirationDate, `The certificate of trunk ${trunkName(trunk)}`, now, expiryDays);
		return [
			...(trunk.IsOnline === false
				? [{ severity: 'critical' as const, what: `${name} is offline`, remedy: 'Check its registration, the provider, and the internet connection.' }]
				: []),
			...(issue === null ? [] : [{ severity: 'warning' as const, what: `${name}: ${issue}`, remedy: 'Correct the settings of the trunk.' }]),
			...(certificate?.active === true
				? [
						{
							severity: isPast(certificate, now) ? ('critical' as const) : ('warning' as const),
							what: certificate.message,
							remedy: 'Upload a new certificate to the trunk.',
						},
					]
				: []),
		];
	});
}

function backupProblems(backups: readonly Row[], now: number, { backupHours }: Thresholds): ProblemFound[] {
	const { remedy } = alertTexts.backupOverdue;
	const times = backups.map(({ CreationTime }) => timeOf(CreationTime)).filter((time) => !Number.isNaN(time));
	if (times.length === 0) return [{ severity: 'warning', what: 'There is no backup', remedy }];
	const hours = Math.floor((now - Math.max(...times)) / HOUR);
	return hours >= backupHours ? [{ severity: 'warning', what: `The last backup is ${hours} hours old`, remedy }] : [];
}

/** Everything that is looked at; System Status comes first. */
export const parts: readonly Part[] = [
	{
		name: 'System Status',
		request: 'GET /SystemStatus',
		isList: false,
		problemsIn: ([status = {}], now, thresholds) => systemProblems(systemOnly, status, now, thresholds),
	},
	{ name: 'Health Checks', request: 'GET /SystemStatus/Pbx.SystemHealthStatus()', isList: false, problemsIn: healthProblems },
	{ name: 'Services', request: 'GET /Services', isList: true, problemsIn: serviceProblems, inPlace: ['servicesDown'] },
	{ name: 'Trunks', request: 'GET /Trunks', isList: true, problemsIn: trunkProblems },
	{
		name: 'License',
		request: 'GET /LicenseStatus',
		isList: false,
		// It has the same properties as System Status.
		problemsIn: ([status = {}], now, thresholds) => systemProblems(license, status, now, thresholds),
		inPlace: license,
	},
	{ name: 'Backups', request: 'GET /Backups', isList: true, problemsIn: backupProblems, inPlace: ['backupOverdue'] },
];
