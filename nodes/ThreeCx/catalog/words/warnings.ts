/** What an operation warns of, and the requests it is said of. Requests, because names and values read better elsewhere. */
interface Warning {
	/** Shown above the parameters. Names what is lost or interrupted. */
	text: string;
	requests: readonly string[];
}

/** Warnings before operations that reach further than a person may expect. Short: the editor loads all. */
const warnings: readonly Warning[] = [
	{
		text: 'Deletes every entry of this log for good.',
		requests: ['POST /ActivityLog/Pbx.PurgeLogs', 'POST /EventLogs/Pbx.PurgeEventLog'],
	},
	{ text: 'Deletes all logs of the PBX for good.', requests: ['POST /PurgeAllLogs'] },
	{ text: 'Deletes the call history for good.', requests: ['POST /PurgeCalls'] },
	{ text: 'Deletes the chat history for good.', requests: ['POST /PurgeChats'] },
	{
		text: 'Deletes all recordings in this storage for good.',
		requests: ['POST /Recordings/Pbx.PurgeArchive', 'POST /Recordings/Pbx.PurgeLocal'],
	},
	{
		text: 'Deletes every voicemail of every user for good.',
		requests: ['POST /VoicemailSettings/Pbx.DeleteAllUserVoicemails'],
	},
	{ text: 'Deletes fax files from the PBX for good.', requests: ['POST /FaxServerSettings/Pbx.CleanUpFax'] },
	{ text: 'Deletes the backups stored on the PBX for good.', requests: ['POST /Backups/Pbx.PurgeLocalBackups'] },
	{
		text: 'A restore replaces all data and settings with those of the backup, and interrupts all calls.',
		requests: ['POST /Backups({FileName})/Pbx.Restore', 'POST /Backups/Pbx.SetRestoreSettings'],
	},
	{
		text: 'Deletes all listed records for good.',
		requests: [
			'POST /AISettings/Pbx.BatchDeleteFiles',
			'POST /BlackListNumbers/Pbx.BulkNumbersDelete',
			'POST /Contacts/Pbx.DeleteContactsById',
			'POST /Fax/Pbx.BulkFaxDelete',
			'POST /InboundRules/Pbx.BulkInboundRulesDelete',
			'POST /Recordings/Pbx.BulkRecordingsDelete',
			'POST /WebsiteLinks/Pbx.BulkLinksDelete',
		],
	},
	{ text: 'Deletes all listed users and their extensions for good.', requests: ['POST /Users/Pbx.BatchDelete'] },
	{ text: 'Deletes the greeting of every listed user for good.', requests: ['POST /Users/Pbx.MultiDeleteGreeting'] },
	{
		text: 'Deletes all contacts of this type for good.',
		requests: [
			'POST /Contacts/Pbx.DeleteContactsByType',
			'POST /Contacts/Pbx.DeleteDepartmentContactsByType',
			'POST /Contacts/Pbx.DeletePersonalContactsByType',
		],
	},
	{ text: 'Deletes all contacts from the CRM for good.', requests: ['POST /CrmIntegration/Pbx.DeleteCrmContacts'] },
	{
		text: 'Deletes the company with its users and settings for good.',
		requests: ['POST /Groups/Pbx.DeleteCompanyById', 'POST /Groups/Pbx.DeleteCompanyByNumber'],
	},
	{ text: 'Deletes the vector store with its files for good.', requests: ['POST /AISettings/Pbx.DeleteVectorStore'] },
	{
		text: 'Deletes outbound rules for good. A call that no rule fits can\'t leave the PBX.',
		requests: ['POST /OutboundRules/Pbx.Purge'],
	},
	{ text: 'Resets the statistics of the queue to zero.', requests: ['POST /Queues({Id})/Pbx.ResetQueueStatistics'] },
	{ text: 'Ends the call for everyone in it.', requests: ['POST /ActiveCalls({Id})/Pbx.DropCall'] },
	{
		text: 'Interrupts what these services do, such as calls. A service that is stopped or disabled stays off.',
		requests: ['POST /Services/Pbx.Disable', 'POST /Services/Pbx.Restart', 'POST /Services/Pbx.Stop'],
	},
	{
		text: 'Restarts the PBX or its services. All calls end, and the PBX is offline for minutes.',
		requests: ['POST /InstallUpdates', 'POST /Services/Pbx.RestartOperatingSystem', 'POST /UpgradeDebian'],
	},
	{ text: 'Stops the services of the PBX during the check. All calls end.', requests: ['POST /Firewall/Pbx.StartCheck'] },
	{
		text: 'Reports and call logs may be unavailable during the maintenance.',
		requests: ['POST /SystemStatus/Pbx.StartDBMaintenance'],
	},
	{
		text: 'Changes how the whole PBX keeps departments and users.',
		requests: ['POST /SystemStatus/Pbx.SetMultiCompanyMode'],
	},
	{
		text: 'Restarts phones. Their calls end.',
		requests: [
			'POST /Firmwares({Id})/Pbx.PushFirmwareForPhones',
			'POST /SipDevices({Id})/Pbx.PushFirmware',
			'POST /Users/Pbx.InstallFirmware',
			'POST /Users/Pbx.RebootPhone',
			'POST /Users/Pbx.ReprovisionAllPhones',
			'POST /Users/Pbx.UpgradePhone',
		],
	},
	{
		text: 'Replaces passwords or PINs. Phones and apps that use the old ones are signed out.',
		requests: ['POST /Users({Id})/Pbx.Regenerate', 'POST /Users/Pbx.RegeneratePasswords'],
	},
	{
		text: 'Replaces the license key. A wrong key can turn off features and calls.',
		requests: ['POST /Groups/Pbx.ReplaceGroupLicenseKey', 'POST /LicenseStatus/Pbx.ReplaceLicenseKey'],
	},
	{
		text: 'Ends the access of all who use it. If that includes n8n, this credential stops working.',
		requests: [
			'DELETE /OAuthClients({Id})',
			'DELETE /ServicePrincipals({Id})',
			'POST /SecurityTokens({Id})/Pbx.RevokeToken',
			'POST /ServicePrincipals({Id})/Pbx.GenerateAppToken',
		],
	},
	{
		text: 'A mistake here can lock out administrators, phones, or n8n. Keep another way to reach the PBX.',
		requests: [
			'DELETE /Blocklist({Id})',
			'PATCH /AntiHackingSettings',
			'PATCH /Blocklist({Id})',
			'PATCH /ConsoleRestrictions',
			'PATCH /NetworkSettings',
			'PATCH /SecureSipSettings',
			'PATCH /ServicePrincipals({Id})',
			'POST /Blocklist/Pbx.BulkIpsDelete',
		],
	},
	{ text: 'Deletes the record that Path names for good.', requests: ['DELETE'] },
];

const textsByRequest = new Map(warnings.flatMap(({ text, requests }) => requests.map((request) => [request, text])));

/** Entities and functions that belong to whoever signed in: `/MyUser`, `/MyGroup/Members`, `/MyTokens`. */
const OF_SIGNED_IN_USER = /^\w+ \/My(User|Group|Tokens)\b/;

/** Shown for those while the node acts as an API client. */
export const SIGNED_IN_USER =
	'3CX refuses this with an API key (HTTP 403): it works only for a user who signed in. Use a 3CX OAuth2 API credential, ' +
	'or the resource without "My".';

/** Requests that warnings are given for. */
export const warnedRequests: readonly string[] = [...textsByRequest.keys()];

/** What to say above the parameters of the operation that sends a request, such as `POST /PurgeCalls`. */
export function warningOf(request: string): string | undefined {
	return OF_SIGNED_IN_USER.test(request) ? SIGNED_IN_USER : textsByRequest.get(request.trim());
}
