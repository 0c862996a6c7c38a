import { spanMs, type Span } from '../history/clock';
import type { ApiClient, Logo, Row } from '../types';

export const defaultClients: ApiClient[] = [{ clientId: 'n8n', apiKey: 'standin-api-key' }];

/** Logos as years of rebranding leave them behind, with names that are hard to put into a URL. */
export const sampleLogos: Logo[] = [
	{ Filename: 'brand-2024-desk.png', DisplayName: 'Brand 2024, desk phones' },
	{ Filename: 'brand-2024-lobby.png', DisplayName: 'Brand 2024, lobby' },
	{ Filename: 'brand-2026-desk.png', DisplayName: 'Brand 2026, desk phones' },
	{ Filename: 'brand-2026-dect.png', DisplayName: 'Brand 2026, DECT handsets' },
	{ Filename: 'brand-2026-lobby.png', DisplayName: 'Brand 2026, lobby' },
	{ Filename: 'old-2019-christmas.png', DisplayName: 'Christmas 2019' },
	{ Filename: 'old-2021.bmp', DisplayName: null },
	{ Filename: "old-o'brien & sons.png", DisplayName: "O'Brien & Sons" },
	{ Filename: 'old-50% off #1.png', DisplayName: 'Summer sale' },
	{ Filename: 'old-logo été 日本.png', DisplayName: 'Été 日本' },
	{ Filename: 'old-a+b=c?.png', DisplayName: 'A+B=C?' },
	{ Filename: 'old-(copy) of old-2021.bmp', DisplayName: null },
];

/** Two of the three use a logo; what is stored in CustomLogo differs in case on purpose. */
export const sampleUsers: Row[] = [
	{
		Id: 28,
		Number: '100',
		FirstName: 'Ada',
		LastName: 'Byron',
		DisplayName: 'Ada Byron',
		EmailAddress: 'ada@example.com',
		Enabled: true,
		Phones: [phone(1, '00:15:65:00:01:00', 'brand-2026-desk.png')],
		...extension(28),
	},
	{
		Id: 31,
		Number: '101',
		FirstName: 'Brian',
		LastName: "O'Neill",
		DisplayName: "Brian O'Neill",
		EmailAddress: 'brian@example.com',
		Enabled: true,
		Phones: [phone(2, '00:15:65:00:01:01', 'Brand-2026-Lobby.PNG')],
		...extension(31),
	},
	{
		Id: 32,
		Number: '102',
		FirstName: 'Chloé',
		LastName: 'Durand',
		DisplayName: 'Chloé Durand',
		EmailAddress: null,
		Enabled: false,
		Phones: [],
		...extension(32),
	},
];

/** One template as 3CX ships it and one that an administrator wrote, which names a logo in an address. */
export const sampleTemplates: Row[] = [
	{ Id: 'yealinkT4x.ph.xml', IsCustom: false, Content: '<logo>old-2021.bmp</logo>' },
	{
		Id: 'lobby.ph.xml',
		IsCustom: true,
		Content: '<logo>https://pbx.example.com/provisioning/logos/brand-2026-dect.png?v=2</logo>',
	},
];

function phone(id: number, macAddress: string, customLogo: string): Row {
	return {
		Id: id,
		Name: 'Yealink T46U',
		MacAddress: macAddress,
		TemplateName: 'yealinkT4x.ph.xml',
		Settings: { IsLogoCustomizable: true, CustomLogo: customLogo, Secret: 'sample-phone-secret' },
	};
}

/** What every extension has and shows only when expanded. */
function extension(userId: number): Row {
	return {
		ForwardingProfiles: [
			{ Id: userId * 10, Name: 'Available', NoAnswerTimeout: 20, AcceptMultipleCalls: true },
			{ Id: userId * 10 + 1, Name: 'Away', CustomMessage: 'Back at two', NoAnswerTimeout: 20 },
		],
		Greetings: [{ Type: 'Default', Filename: 'default.wav', DisplayName: 'Default' }],
		Groups: [{ GroupId: 2, Number: 'GRP0001', Name: 'Sales', Rights: { RoleName: 'users' } }],
	};
}

/** Rows of other entity sets, as a small company has them at a time. */
export function sampleRows(now: Date): Record<string, Row[]> {
	const ago = (span: Span): string => new Date(Math.floor((now.getTime() - spanMs(span)) / 1000) * 1000).toISOString();
	return {
		ActiveCalls: [
			{ Id: 1, Caller: '100 Ada Byron', Callee: '0012025550123', Status: 'Talking', EstablishedAt: ago({ minutes: 4 }) },
			{ Id: 2, Caller: '0014155550199', Callee: '800 Sales', Status: 'Routing', EstablishedAt: null },
		],
		BlackListNumbers: [{ Id: 'b1', CallerId: '0019005550100', Description: 'Robocalls' }],
		Blocklist: [
			{ Id: 1, IPAddrMask: '198.51.100.0/24', BlockType: 'Block', Description: 'Scanner', ExpiresAt: ago({ days: -365 }) },
		],
		ChatHistoryView: [
			{ ConversationId: 1, FromNo: '0012025550123', FromName: 'Grace Hopper', IsExternal: true, QueueNumber: '800', Message: 'Is anybody there?', TimeSent: ago({ days: 1 }) },
			{ ConversationId: 1, FromNo: '100', FromName: 'Ada Byron', IsExternal: false, QueueNumber: '800', Message: 'Yes, how can I help?', TimeSent: ago({ hours: 23, minutes: 59 }) },
		],
		ChatMessagesHistoryView: [
			chatMessage(1, 1, null, 'Is anybody there?', ago({ days: 1 })),
			chatMessage(2, 1, '100', 'Yes, how can I help?', ago({ hours: 23, minutes: 59 })),
			chatMessage(3, 2, null, 'Do you ship to Guam?', ago({ hours: 6 })),
		],
		Contacts: [
			{ Id: 1, FirstName: 'Grace', LastName: 'Hopper', CompanyName: 'Cobol Ltd', PhoneNumber: '0012025550123' },
			{ Id: 2, FirstName: 'Linus', LastName: 'Penn', CompanyName: null, PhoneNumber: '0014155550199' },
		],
		EventLogs: [
			{ Id: 1, EventId: 4101, Type: 'Info', TimeGenerated: ago({ days: 2 }), Source: '3CX System Service', Message: 'The trunk 10000 is registered.' },
			{ Id: 2, EventId: 12290, Type: 'Warning', TimeGenerated: ago({ hours: 5 }), Source: '3CX System Service', Message: 'The address 198.51.100.7 is blocked.' },
		],
		Groups: [
			{ Id: 1, Number: 'GRP0000', Name: 'DEFAULT', IsDefault: true, HasMembers: true, Language: 'EN' },
			{ Id: 2, Number: 'GRP0001', Name: 'Sales', IsDefault: false, HasMembers: true, Language: 'EN' },
		],
		Holidays: [
			{ Id: 1, Name: "New Year's Day", Day: 1, Month: 1, DayEnd: 1, MonthEnd: 1, Year: 0, YearEnd: 0, IsRecurrent: true },
		],
		InboundRules: [{ Id: 1, RuleName: 'Main number', Condition: 'BasedOnDID', Data: '*555100', CallType: 'AllCalls' }],
		Parameters: [{ Id: 1, Name: 'MYPHONE_LANGUAGE', Value: 'en', Description: null }],
		Peers: [
			{ Id: 28, Number: '100', Name: 'Ada Byron', Type: 'Extension', Hidden: false },
			{ Id: 40, Number: '800', Name: 'Sales', Type: 'Queue', Hidden: false },
		],
		Queues: [
			{ Id: 40, Number: '800', Name: 'Sales', PollingStrategy: 'RingAll', Agents: [{ Id: 1, Number: '100', Name: 'Ada Byron' }] },
			{ Id: 41, Number: '801', Name: 'Support', PollingStrategy: 'LongestWaiting', Agents: [] },
		],
		Recordings: [
			{
				Id: 7,
				StartTime: ago({ days: 6, hours: 3 }),
				EndTime: ago({ days: 6, hours: 2, minutes: 55 }),
				FromDn: '100',
				FromDisplayName: 'Ada Byron',
				ToDn: '10000',
				ToDisplayName: 'Trunk',
				ToCallerNumber: '0012025550123',
				IsArchived: false,
			},
		],
		RingGroups: [{ Id: 50, Number: '900', Name: 'Reception', RingStrategy: 'RingAll', RingTime: 20 }],
		Services: [
			{ Name: '3CXPhoneSystem', DisplayName: '3CX Phone System', Status: 'Running', StartStopEnabled: true },
			{ Name: '3CXTunnel', DisplayName: '3CX Tunnel', Status: 'Running', StartStopEnabled: true },
		],
		Trunks: [{ Id: 60, Number: '10000', ExternalNumber: '5551000', IsOnline: true, Direction: 'Both' }],
	};
}

/** A message in a chat with the queue Sales, from an extension or from outside. */
function chatMessage(MessageId: number, ConversationId: number, from: string | null, Message: string, TimeSent: string): Row {
	return {
		MessageId,
		ConversationId,
		IsExternal: from === null,
		Message,
		QueueNumber: '800',
		SenderParticipantNo: from ?? '',
		SenderParticipantName: from === null ? 'Grace Hopper' : 'Ada Byron',
		SenderParticipantEmail: from === null ? 'grace@example.com' : null,
		TimeSent,
	};
}
