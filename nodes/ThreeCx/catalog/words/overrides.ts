/** How the key of a resource appears where it is not the shared parameter "Record". These names are stored in workflows. */
export const keyParameters: Readonly<Record<string, { parameter: string; displayName: string }>> = {
	phoneLogo: { parameter: 'filename', displayName: 'Filename' },
};

/** Lists to pick a key from where the entity set itself cannot be listed: operation by resource. */
export const keyLists: Readonly<Record<string, string>> = {
	crmTemplate: 'getTemplates',
};

/**
 * What tells the rows of a type apart, where 3CX's document names them by no key and they have no `Id`, or one that may be
 * null. Types that are missing here have nothing of the kind.
 */
export const rowKeys: Readonly<Record<string, string>> = {
	ActivityLogEvent: 'Index',
	CallCostByExtensionGroup: 'SegId',
	CallHistoryView: 'SegmentId',
	CallLogData: 'CdrId',
	ChatMessagesHistoryView: 'MessageId',
	Country: 'Name',
	DNProperty: 'Name',
	DidNumber: 'Number',
	ExtensionStatistics: 'Dn',
	FailoverScriptFile: 'Filename',
	InboundCall: 'CdrId',
	OnBoardMcuRow: 'Guid',
	OnBoardMeeting: 'MeetingId',
	OutboundCall: 'CdrId',
	QueueAgent: 'Number',
	QueueManager: 'Number',
	QueuePerformanceTotals: 'QueueDn',
	ReportExtensionStatisticsByGroup: 'Dn',
	Rights: 'RoleName',
	RingGroupStatistics: 'RingGroupDn',
	ServiceInfo: 'Name',
	SystemExtensionStatus: 'Number',
	UserGroup: 'Id',
};

/**
 * What rows of a type are sorted by before their key, so that reports stay in the order of time, newest first. Empty where
 * the PBX's own order is kept: sorting the call log made one live system leave out the newest calls.
 */
export const listOrders: Readonly<Record<string, string>> = {
	AuditLog: 'Timestamp desc',
	CallCostByExtensionGroup: 'StartTime desc',
	CallLogData: '',
	InboundCall: 'StartTime desc',
	OutboundCall: 'StartTime desc',
};

/** Reports that take no more rows at a time than an entity set, by 3CX's name. */
export const smallReports: ReadonlySet<string> = new Set(['GetInboundRulesData']);

/** Arguments that identify the record; required although 3CX's document says nullable. */
export const namingArguments: ReadonlySet<string> = new Set(['Number', 'id']);

/** Operations to use in place of requests that 3CX removed, where there is one that does the same or more. */
export const successors: Readonly<Record<string, string>> = {
	'GET /Contacts/Pbx.ExportContacts()': 'contact.getAll',
	'GET /Fax/Pbx.GetByNumber(number={number})': 'faxExtension.getByNumber',
	'GET /Parkings/Pbx.GetByNumber(number={number})': 'sharedParking.getByNumber',
	'GET /Peers/Pbx.GetPeerByNumber(number={number})': 'peer.getByNumber',
	'GET /Queues/Pbx.GetByNumber(number={number})': 'queue.getByNumber',
	'GET /Receptionists/Pbx.GetByNumber(number={number})': 'digitalReceptionist.getByNumber',
	'GET /RingGroups/Pbx.GetByNumber(number={number})': 'ringGroup.getByNumber',
	'GET /Trunks/Pbx.GetTrunkByNumber(number={number})': 'trunk.getByNumber',
	'GET /Users/Pbx.GetByNumber(number={number})': 'user.getByNumber',
	'POST /Contacts/Pbx.AllContactsBulkDelete': 'contact.deleteByType',
	'POST /Contacts/Pbx.BatchContactsDelete': 'contact.deleteMany',
	'POST /Contacts/Pbx.CRMContactsBulkDelete': 'contact.deleteByType',
	'POST /Contacts/Pbx.GooglePersonalContactsBulkDelete': 'contact.deletePersonalContacts',
	'POST /Contacts/Pbx.Office365ContactsBulkDelete': 'contact.deleteByType',
	'POST /Contacts/Pbx.Office365PersonalContactsBulkDelete': 'contact.deletePersonalContacts',
	'POST /NotificationSettings/Pbx.TestEmail': 'emailSettings.sendTestEmail',
	'POST /Services/Pbx.RestartAll': 'pbxService.restart',
	'POST /Trunks/Pbx.GetProviderAvailablePhoneNumbers': 'trunk.getProviderPhoneNumbers',
};

/**
 * Further arguments that are never empty, by 3CX's name of the operation: live systems find nothing for an empty department (200 with no
 * rows), and no report for an empty queue (404), where others take empty for all.
 */
export const requiredArguments: Readonly<Record<string, readonly string[]>> = {
	DownloadAgentsInQueueStatistics: ['queueDnStr'],
	GetAgentsInQueueStatisticsData: ['queueDnStr'],
	DownloadCallCostByExtensionGroup: ['groupFilter'],
	GetCallCostByExtensionGroupData: ['groupFilter'],
	DownloadExtensionStatisticsByGroup: ['groupNumber'],
	GetExtensionStatisticsByGroupData: ['groupNumber'],
};

/**
 * Arguments that say in which time zone dates are meant. Where one is empty, it's the offset of the workflow's zone when
 * the period begins (`+02:00`): live systems take an offset in every report, and names of zones only in some.
 */
export const zoneArguments: ReadonlySet<string> = new Set(['clientTimeZone']);

/** What arguments of functions are unless the user says otherwise: all calls, no intervals, a first page. */
export const argumentDefaults: Readonly<Record<string, string | number | boolean>> = {
	after: '',
	callArea: 0,
	callClass: 0,
	callTimeFilterFrom: '0:00:0',
	callTimeFilterTo: '0:00:0',
	callTimeFilterType: 0,
	callsType: 0,
	chatType: 0,
	destinationType: 0,
	fromType: 0,
	groupingType: 0,
	limit: 100,
	participantType: 0,
	sourceType: 0,
	toType: 0,
	waitInterval: '0:00:0',
	answerInterval: '0:00:0',
};

/** What Simplify leaves, by type, where the rule of `simplified.ts` does not choose well. */
export const simplifiedOverrides: Readonly<Record<string, readonly string[]>> = {
	AbandonedChatsStatistics: ['ChatId', 'DateOfRequest', 'QueueNo', 'QueueDisplayName', 'ParticipantName', 'ParticipantNumber', 'ParticipantEmail', 'ParticipantMessage', 'ReasonForAbandoned'],
	AbandonedQueueCalls: ['CallHistoryId', 'CallTime', 'QueueDn', 'QueueDisplayName', 'CallerId', 'WaitTime', 'ExtensionDn', 'ExtensionDisplayName', 'PollingAttempts', 'IsLoggedIn'],
	AgentLoginHistory: ['Day', 'QueueNo', 'AgentNo', 'Agent', 'loggedInDt', 'LoggedOutDt', 'LoggedInInterval', 'TalkingInterval'],
	AgentsInQueueStatistics: ['Dn', 'DnDisplayName', 'Queue', 'QueueDisplayName', 'LoggedInTime', 'LostCount', 'AnsweredCount', 'AnsweredPercent', 'AnsweredPerHourCount', 'RingTime', 'AvgRingTime', 'TalkTime', 'AvgTalkTime'],
	CallCostByExtensionGroup: ['StartTime', 'GroupName', 'SrcDn', 'SrcDisplayName', 'DstDn', 'DstDnClass', 'CallType', 'IsAnswered', 'TalkingDur', 'BillingCost'],
	CallHistoryView: ['SegmentId', 'SegmentStartTime', 'SegmentEndTime', 'SrcDn', 'SrcDisplayName', 'SrcCallerNumber', 'DstDn', 'DstDisplayName', 'DstCallerNumber', 'CallTime', 'CallAnswered'],
	CallLogData: ['CdrId', 'StartTime', 'Direction', 'Status', 'SourceDn', 'SourceDisplayName', 'SourceCallerId', 'DestinationDn', 'DestinationCallerId', 'TalkingDuration'],
	ChatHistoryView: ['ConversationId', 'ChatName', 'TimeSent', 'FromNo', 'FromName', 'ParticipantPhone', 'Message', 'QueueNumber', 'IsExternal'],
	ChatMessagesHistoryView: ['MessageId', 'ConversationId', 'TimeSent', 'SenderParticipantNo', 'SenderParticipantName', 'Recipients', 'Message', 'QueueNumber', 'IsExternal'],
	Contact: ['Id', 'FirstName', 'LastName', 'CompanyName', 'ContactType', 'PhoneNumber', 'Mobile2', 'Business', 'Home', 'Email', 'Department'],
	Country: ['Name', 'CountryCode', 'Continent'],
	DeviceInfo: ['Id', 'MAC', 'Vendor', 'Model', 'FirmwareVersion', 'NetworkAddress', 'DetectedAt', 'Assigned', 'AssignedUser', 'TemplateName', 'SbcName'],
	ForwardingProfile: ['Id', 'Name', 'CustomName', 'CustomMessage', 'NoAnswerTimeout', 'RingMyMobile', 'AcceptMultipleCalls'],
	Fxs: ['MacAddress', 'Name', 'Brand', 'ModelName', 'FxsLineCount', 'Group', 'Language', 'TimeZone'],
	FxsTemplate: ['Id', 'Brand', 'DeviceType', 'TemplateType', 'IsCustom', 'NumberOfExtensions'],
	Group: ['Id', 'Number', 'Name', 'IsDefault', 'HasMembers', 'Language', 'TimeZoneId', 'PromptSet', 'CurrentGroupHours'],
	Holiday: ['Id', 'Name', 'Day', 'Month', 'Year', 'DayEnd', 'MonthEnd', 'YearEnd', 'TimeOfStartDate', 'TimeOfEndDate', 'IsRecurrent', 'Group'],
	InboundCall: ['CdrId', 'StartTime', 'SourceDn', 'SourceDisplayName', 'SourceCallerId', 'DestinationDn', 'DestinationDisplayName', 'TrunkNumber', 'TrunkName', 'RuleName', 'Status', 'CallDuration', 'TalkingDuration'],
	InboundRule: ['Id', 'RuleName', 'Condition', 'Data', 'CallType', 'CustomData'],
	OAuthClient: ['Id', 'ClientId', 'ProvisioningType', 'CreatedAt', 'CreatedBy', 'UsedAt', 'Persistent'],
	OutboundCall: ['CdrId', 'StartTime', 'SourceDn', 'SourceDisplayName', 'DestinationDn', 'DestinationDisplayName', 'TrunkNumber', 'TrunkName', 'RuleName', 'Answered', 'Status', 'CallDuration', 'TalkingDuration', 'CallCost'],
	PhoneTemplate: ['Id', 'TemplateType', 'IsCustom', 'AddAllowed', 'HotdeskingAllowed', 'RpsEnabled'],
	Queue: ['Id', 'Number', 'Name', 'PollingStrategy', 'RingTimeout', 'MasterTimeout', 'MaxCallersInQueue', 'SLATime', 'WrapUpTime', 'Recording', 'IsRegistered'],
	Receptionist: ['Id', 'Number', 'Name', 'IVRType', 'PromptFilename', 'Timeout', 'TimeoutForwardType', 'TimeoutForwardDN', 'IsRegistered'],
	Recording: ['Id', 'StartTime', 'EndTime', 'CallType', 'FromDn', 'FromDisplayName', 'FromCallerNumber', 'ToDn', 'ToDisplayName', 'ToCallerNumber', 'IsArchived', 'IsTranscribed'],
	RefreshToken: ['Id', 'Username', 'DisplayName', 'LoginType', 'Created', 'Expires', 'Used', 'UsedByIp', 'UsedByUserAgent', 'Revoked'],
	Rights: ['RoleName', 'AllowIVR', 'AllowParking', 'AllowToChangePresence', 'AllowToManageCompanyBook', 'AssignClearOperations', 'CanBargeIn', 'CanIntercom', 'CanSeeGroupCalls', 'CanSeeGroupMembers', 'CanSeeGroupRecordings', 'PerformOperations', 'ShowMyCalls', 'ShowMyPresence', 'ShowMyPresenceOutside', 'Invalid'],
	RingGroup: ['Id', 'Number', 'Name', 'RingStrategy', 'RingTime', 'GreetingFile', 'IsRegistered'],
	Sbc: ['Name', 'DisplayName', 'HasConnection', 'LocalIPv4', 'PublicIP', 'Version', 'Group'],
	Trunk: ['Id', 'Number', 'Direction', 'ExternalNumber', 'IsOnline', 'SimultaneousCalls', 'EnableInboundCalls', 'EnableOutboundCalls', 'ConfigurationIssue'],
	TrunkTemplate: ['Id', 'Name', 'Description', 'TemplateType', 'IsCustom', 'AddAllowed'],
	User: ['Id', 'Number', 'FirstName', 'LastName', 'DisplayName', 'EmailAddress', 'Mobile', 'Enabled', 'IsRegistered', 'CurrentProfileName', 'QueueStatus', 'PrimaryGroupId'],
	UserGroup: ['Id', 'GroupId', 'Number', 'Name', 'MemberName', 'Type', 'CanDelete'],
	Weblink: ['Link', 'Name', 'Group', 'ChatEnabled', 'CallsEnabled', 'MeetingEnabled', 'Hidden'],
};
