/** What a 3CX PBX tells or asks a CRM, and what its CRM template posts for it. */
export const CRM_EVENTS = ['callReported', 'callerLookup', 'chatReported', 'contactCreate', 'contactSearch'] as const;

export type CrmEvent = (typeof CRM_EVENTS)[number];

/** Their names in the editor, in the template and in messages. */
export const crmEventNames: Readonly<Record<CrmEvent, string>> = {
	callReported: 'Call Reported',
	callerLookup: 'Caller Lookup',
	chatReported: 'Chat Reported',
	contactCreate: 'Contact Create',
	contactSearch: 'Contact Search',
};

/** Events to which the workflow responds with contacts. Reports need no response. */
export const ANSWERED_EVENTS: readonly CrmEvent[] = ['callerLookup', 'contactCreate', 'contactSearch'];

/** The key in each post that names its event, so that a post to the address of another event is noticed. */
export const EVENT_KEY = 'event';

/** Key of a post → the expression of the CRM template that fills it in. */
type PostedFields = Readonly<Record<string, string>>;

/** A time in UTC, written the same way whatever the language of the PBX. */
const utc = (variable: string) => `[[${variable}].ToString("yyyy-MM-ddTHH:mm:ssZ")]`;

const agent: PostedFields = {
	agent: '[Agent]',
	agentFirstName: '[AgentFirstName]',
	agentLastName: '[AgentLastName]',
	agentEmail: '[AgentEmail]',
	queue: '[QueueExtension]',
};

const contact: PostedFields = { entityId: '[EntityId]', entityType: '[EntityType]' };

/** What is posted when the PBX reports an ended call. */
const call: PostedFields = {
	callType: '[CallType]',
	direction: '[CallDirection]',
	number: '[Number]',
	name: '[Name]',
	...agent,
	duration: '[Duration]',
	startedAt: utc('CallStartTimeUTC'),
	answeredAt: utc('CallEstablishedTimeUTC'),
	endedAt: utc('CallEndTimeUTC'),
	...contact,
	recordingUrl: '[RecordingUrl]',
	transcription: '[Transcription]',
	summary: '[Summary]',
	sentiment: '[Sentiment]',
};

const chat: PostedFields = {
	number: '[Number]',
	email: '[Email]',
	name: '[Name]',
	...agent,
	duration: '[Duration]',
	startedAt: utc('ChatStartTimeUTC'),
	endedAt: utc('ChatEndTimeUTC'),
	messages: '[ChatMessages]',
	...contact,
};

const newContact: PostedFields = {
	firstName: '[FirstName]',
	lastName: '[LastName]',
	number: '[Number]',
	email: '[Email]',
	company: '[Company]',
};

/** A scenario of the CRM template: when 3CX posts, and what. */
export interface Scenario {
	/** 3CX's reserved name; empty for the lookup of a caller's number. */
	id: string;
	fields: PostedFields;
	/** The switch in the settings of the integration that turns it on. */
	enabledBy?: string;
	/** The response is for this number, so that 3CX accepts it as a match. */
	isByNumber?: true;
}

/**
 * The scenarios of each event.
 *
 * Sources: 3CX, "CRM Template XML Description" (names of scenarios and variables), and published templates, whose
 * expressions these are. RecordingUrl, Transcription, Summary and Sentiment are filled in by Version 20 only.
 */
export const scenarios: Readonly<Record<CrmEvent, readonly Scenario[]>> = {
	callReported: [{ id: 'ReportCall', fields: call, enabledBy: 'ReportCallEnabled' }],
	callerLookup: [
		{ id: '', fields: { lookupBy: 'number', number: '[Number]', direction: '[CallDirection]' }, isByNumber: true },
		{ id: 'LookupByEmail', fields: { lookupBy: 'email', email: '[Email]' } },
	],
	chatReported: [{ id: 'ReportChat', fields: chat, enabledBy: 'ReportChatEnabled' }],
	contactCreate: [{ id: 'CreateContactRecordFromClient', fields: newContact, enabledBy: 'CreateContactEnabled' }],
	contactSearch: [{ id: 'SearchContacts', fields: { searchText: '[SearchText]' } }],
};

/** Property of a contact that the workflow returns → where 3CX shows it (type of an output in the CRM template). */
export const contactOutputs: readonly (readonly [property: string, output: string])[] = [
	['url', 'ContactUrl'],
	['firstName', 'FirstName'],
	['lastName', 'LastName'],
	['company', 'CompanyName'],
	['email', 'Email'],
	['phone', 'PhoneBusiness'],
	['mobile', 'PhoneMobile'],
	['id', 'EntityId'],
	['type', 'EntityType'],
];
