import type { ResourceTexts } from '../types';

/**
 * What the rules of `naming.ts` do not get right about resources, and about what Report and Settings collect, in the terms
 * of 3CX's Admin Console. The Resource list of the editor filters by name only, so the word that people search for stands
 * beside it in `option`.
 */
export const resourceTexts: Readonly<Record<string, ResourceTexts>> = {
	antiHackingSettings: { name: 'Anti-Hacking Settings' },
	apiRequest: { option: 'API Request (Any Endpoint)' },
	blacklistedNumber: { option: 'Blacklisted Number (Caller ID)', titleProperties: ['CallerId'] },
	call: { name: 'Active Call', option: 'Call', titleProperties: ['Caller', 'Callee'] },
	callLog: { option: 'Call Log (CDR)' },
	chatHistory: { name: 'Chat History Entry', option: 'Chat History' },
	contact: { option: 'Contact (Phonebook)', titleProperties: ['FirstName', 'LastName', 'CompanyName'] },
	department: { option: 'Department (Group)' },
	detectedDevice: { option: 'Detected Device (New Phone)', titleProperties: ['MAC', 'Model'] },
	digitalReceptionist: { option: 'Digital Receptionist (IVR)' },
	emailTemplate: { titleProperties: ['Name', 'Lang'] },
	eventLog: { name: 'Event Log Entry', option: 'Event Log' },
	firmware: { plural: 'Firmware Versions', titleProperties: ['Vendor', 'Model', 'Version'] },
	inboundRule: { titleProperties: ['RuleName'] },
	ipBlacklistEntry: { titleProperties: ['IPAddrMask'] },
	liveChatLink: { option: 'Live Chat Link (Website Link)' },
	oauthClient: { titleProperties: ['ClientId'] },
	officeHours: { option: 'Office Hours (Business Hours)' },
	peer: { name: 'Internal Number', option: 'Internal Number (Peer)' },
	promptSet: { titleProperties: ['PromptSetName'] },
	recording: { option: 'Call Recording', titleProperties: ['FromDisplayName', 'ToDisplayName'] },
	sbc: { option: 'SBC (Session Border Controller)' },
	securityToken: { titleProperties: ['Username', 'CreatedByUserAgent'] },
	settings: { option: 'PBX Settings' },
	sharedParking: { name: 'Shared Parking Slot', option: 'Shared Parking (Call Parking)' },
	trunk: { option: 'Trunk (SIP Trunk)', titleProperties: ['Number', 'ExternalNumber'] },
	user: { option: 'User (Extension)' },
	myToken: { titleProperties: ['Username', 'CreatedByUserAgent'] },
};
