import { operations } from '../../../../nodes/ThreeCx/catalog';
import { descriptions } from '../../../../nodes/ThreeCx/catalog/words/descriptions';
import { givenLabels, givenValueLabels } from '../../../../nodes/ThreeCx/catalog/words/fieldLabels';
import { lowerCase, namesOf, sentenceCase, thingOf, title } from '../../../../nodes/ThreeCx/catalog/words/naming';
import {
	keyLists,
	keyParameters,
	requiredArguments,
	successors,
} from '../../../../nodes/ThreeCx/catalog/words/overrides';
import { retired } from '../../../../nodes/ThreeCx/catalog/facts/operations';
import { givenNames } from '../../../../nodes/ThreeCx/catalog/words/operationNames';
import { resourceTexts } from '../../../../nodes/ThreeCx/catalog/words/resourceNames';
import { formOf } from '../../../../nodes/ThreeCx/catalog/forms';
import { membersOf } from '../../../../nodes/ThreeCx/catalog/facts/fields';
import { wordsOf } from '../../../../nodes/ThreeCx/catalog/words/spelling';

const SMALL_WORDS = new Set(['a', 'and', 'as', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'per', 'the', 'to', 'with']);
const ACRONYMS = 'AI API CDR CRM DID DN FQDN FXS IAM ID IP MAC MCP MCU OAuth PBX PIN SBC SFTP SIP SLA'.split(' ');

describe('names by rule', () => {
	it.each([
		['ListDidNumbers', 'List DID Numbers'],
		['GetDNPropertyByName', 'Get DN Property By Name'],
		['AISettings', 'AI Settings'],
		['E164Settings', 'E.164 Settings'],
		['Microsoft365TeamsIntegration', 'Microsoft 365 Teams Integration'],
		['GetM365Users', 'Get M365 Users'],
		['BulkIpsDelete', 'Bulk IPs Delete'],
		['DeleteOpenAiFile', 'Delete OpenAI File'],
		['clientTimeZone', 'Client Time Zone'],
		['call_id', 'Call ID'],
		['VMPIN', 'Voicemail PIN'],
	])('%s is %s', (identifier, words) => {
		expect(wordsOf(identifier).join(' ')).toBe(words);
	});

	it('writes small words small, but for the first and the last', () => {
		expect(title(['By', 'Name', 'Or', 'From'])).toBe('By Name or From');
	});

	it('keeps acronyms and proper names inside sentences', () => {
		expect(sentenceCase('Get Many DID Numbers of Microsoft 365')).toBe('Get many DID numbers of Microsoft 365');
		expect(lowerCase('SIP Device')).toBe('SIP device');
	});

	it.each([
		['country', 'Country', 'Countries', 'Country'],
		['aiSettings', 'AI Settings', 'AI Settings', 'AI Settings'],
		['fax', 'Fax', 'Faxes', 'Fax'],
	])('%s is %s, %s, listed as %s', (resource, name, plural, option) => {
		expect(namesOf(resource)).toEqual({ name, plural, option });
	});
});

describe('names of operations', () => {
	it.each(operations.map((entry) => [entry.name, entry] as const))('%s', (name, { action, description, operation }) => {
		for (const word of name.split(' ')) expect(SMALL_WORDS.has(word) || /^\(?[A-Z0-9]/.test(word)).toBe(true);
		expect(operation).toMatch(/^[A-Za-z0-9_]+$/);
		expect(action).toMatch(/^[A-Z]/);
		// Empty where the name says it all.
		expect(description).toMatch(/^$|^(3CX )?[A-Z0-9].*[^.]$/);
		expect(`${name} ${action} ${description}`).not.toMatch(/\b(error|problem|failure|invoke)\b/i);
		// No word stands twice in a row, in singular or plural.
		expect(name).not.toMatch(/\b(\w+?)s? \1s?\b/i);
		for (const acronym of ACRONYMS) {
			const misspelled = new RegExp(`\\b(?!${acronym}\\b)${acronym}\\b`, 'i');
			expect(`${name} ${action}`).not.toMatch(misspelled);
		}
	});

	it('are unique, so that each can be found in the node panel', () => {
		const actions = operations.map(({ action }) => action);
		expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
	});

	it('have actions without articles', () => {
		expect(operations.filter(({ action }) => / (an?|the) /i.test(action)).map(({ action }) => action)).toEqual([]);
	});

	it.each([
		['user', 'User (Extension)'],
		['department', 'Department (Group)'],
		['digitalReceptionist', 'Digital Receptionist (IVR)'],
		['blacklistedNumber', 'Blacklisted Number (Caller ID)'],
		['ipBlacklistEntry', 'IP Blacklist Entry'],
		['liveChatLink', 'Live Chat Link (Website Link)'],
		['apiRequest', 'API Request (Any Endpoint)'],
		['phoneLogo', 'Phone Logo'],
		['settings', 'PBX Settings'],
	])('puts the word that people search for beside the name of %s', (resource, option) => {
		expect(operations.find((entry) => entry.resource === resource)?.resourceName).toBe(option);
	});

	it.each([
		['updateAntiHackingSettings', 'Update Anti-Hacking Settings', 'anti-hacking settings', 'PBX Settings'],
		['getE164Settings', 'Get E.164 Settings', 'E.164 settings', 'PBX Settings'],
		['downloadSlaBreaches', 'Download SLA Breaches', 'SLA breaches', 'Report'],
		['getInboundRules', 'Get Inbound Rules Report', 'inbound rules', 'Report'],
	])('of %s name what it is about among what its resource collects', (value, name, noun, resourceName) => {
		expect(operations.find(({ operation }) => operation === value)).toMatchObject({ name, noun, resourceName });
	});

	it('are those that administrators know', () => {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual(
			expect.arrayContaining([
				'Get Many Users',
				'Update Queue',
				'Drop Call',
				'Get Call Log',
				'Download Call Log',
				'Download Recording',
				'Create Holiday',
				'Create Blacklisted Number',
				'Get User by Number',
				'Make Call',
			]),
		);
	});
});

describe('descriptions say what names do not', () => {
	it.each([
		['systemStatus.get', ''],
		['user.update', ''],
		['user.exportUsers', 'CSV file'],
		['aiSettings.get', '3CX 20.0.9+'],
		['contact.findByNumber', 'Contacts of the phonebook with this number; 3CX 20.0.9+'],
	])('of %s is "%s"', (fullName, description) => {
		expect(operations.find((entry) => `${entry.resource}.${entry.operation}` === fullName)?.description).toBe(description);
	});

	it('never repeat the name or fill space', () => {
		const fillers = /^(add one|delete for good|only fields you set|with filter and order|no input|by ids|for one record|file)$/i;
		expect(operations.filter(({ name, description }) => fillers.test(description) || description === name)).toEqual([]);
	});
});

describe('overrides', () => {
	const fullNames = new Set(operations.map(({ resource, operation }) => `${resource}.${operation}`));
	const things = new Set(operations.flatMap((operation) => [operation.resource, thingOf(operation)]));

	it('speak of what exists', () => {
		for (const name of [...Object.keys(givenNames), ...Object.keys(descriptions), ...Object.values(successors)]) {
			expect([name, fullNames.has(name)]).toEqual([name, true]);
		}
		const gone = retired.map(({ request }) => request);
		expect(Object.keys(successors).filter((request) => !gone.includes(request))).toEqual([]);
		for (const name of [...Object.keys(resourceTexts), ...Object.keys(keyParameters), ...Object.keys(keyLists)]) {
			expect([name, things.has(name)]).toEqual([name, true]);
		}
	});

	it('demand arguments of functions that exist', () => {
		const ids = new Set(operations.map(({ id }) => id));
		expect(Object.keys(requiredArguments).filter((id) => !ids.has(id))).toEqual([]);
	});

	it('label fields and values that a form has', () => {
		const fields = operations.flatMap((operation) => formOf(operation)?.fields ?? []);
		const names = new Set(fields.map(({ name }) => name));
		const members = new Set(fields.flatMap(({ type }) => membersOf(type) ?? []));
		expect(Object.keys(givenLabels).filter((name) => !names.has(name))).toEqual([]);
		expect(Object.keys(givenValueLabels).filter((member) => !members.has(member))).toEqual([]);
	});
});
