import { operations } from '../../../../nodes/ThreeCx/catalog';
import { descriptions } from '../../../../nodes/ThreeCx/catalog/words/descriptions';
import { lowerCase, namesOf, sentenceCase, title, withArticle } from '../../../../nodes/ThreeCx/catalog/words/naming';
import {
	keyLists,
	keyParameters,
	operationTexts,
	resourceTexts,
	successors,
} from '../../../../nodes/ThreeCx/catalog/words/overrides';
import { retired } from '../../../../nodes/ThreeCx/catalog/facts/operations';
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

	it.each(['an API client', 'a user', 'an SBC', 'a SIP device', 'an FXS gateway', 'an OAuth client', 'a queue'])('%s', (phrase) => {
		expect(withArticle(phrase.replace(/^an? /, ''))).toBe(phrase);
	});

	it.each([
		['country', 'Country', 'Countries'],
		['aiSettings', 'AI Settings', 'AI Settings'],
		['fax', 'Fax', 'Faxes'],
		['reportAuditLog', 'Audit Log Report', 'Audit Log Reports'],
	])('%s is %s, %s', (resource, name, plural) => {
		expect(namesOf(resource)).toEqual({ name, plural });
	});
});

describe('names of operations', () => {
	it.each(operations.map((entry) => [entry.name, entry] as const))('%s', (name, { action, description, operation }) => {
		for (const word of name.split(' ')) expect(SMALL_WORDS.has(word) || /^[A-Z0-9]/.test(word)).toBe(true);
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

describe('descriptions by rule say what names do not', () => {
	it.each([
		['systemStatus.get', ''],
		['emergencyGeolocation.updateMany', ''],
		['queue.resetStatistics', 'For one record'],
		['licenseStatus.refresh', 'No input'],
		['user.update', 'Only fields you set'],
		['user.exportUsers', 'CSV'],
		['aiSettings.get', '3CX 20.0.9 or later'],
		['aiSettings.update', 'Only fields you set; 3CX 20.0.9 or later'],
		['emailSettings.get', '3CX 20.0.8 or later'],
	])('of %s is "%s"', (fullName, description) => {
		expect(operations.find((entry) => `${entry.resource}.${entry.operation}` === fullName)?.description).toBe(description);
	});
});

describe('overrides', () => {
	const fullNames = new Set(operations.map(({ resource, operation }) => `${resource}.${operation}`));
	const resources = new Set(operations.map(({ resource }) => resource));

	it('speak of what exists', () => {
		for (const name of [...Object.keys(operationTexts), ...Object.keys(descriptions), ...Object.values(successors)]) {
			expect([name, fullNames.has(name)]).toEqual([name, true]);
		}
		const gone = retired.map(({ request }) => request);
		expect(Object.keys(successors).filter((request) => !gone.includes(request))).toEqual([]);
		for (const name of [...Object.keys(resourceTexts), ...Object.keys(keyParameters), ...Object.keys(keyLists)]) {
			expect([name, resources.has(name)]).toEqual([name, true]);
		}
	});
});
