import type { ApiClient, Logo, Row } from './types';

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
