import { findOperation } from '../../../../nodes/ThreeCx/catalog';
import { explain } from '../../../../nodes/ThreeCx/errors/errorTable';
import { readFailure } from '../../../../nodes/ThreeCx/errors/failure';
import { subjectOf, type Subject } from '../../../../nodes/ThreeCx/errors/subject';
import type { PbxRequest } from '../../../../nodes/ThreeCx/request/pbxRequest';
import { AxiosError, AxiosHeaders } from 'axios';

const subject: Subject = {
	host: 'pbx.example.com',
	noun: 'phone logo',
	operationName: 'Delete Phone Logo',
	listName: 'Get Many Phone Logos',
	key: { displayName: 'Filename', value: 'a.png' },
};

/** The error axios raises for an answer. */
function answered(status: number, data: unknown = '', headers: Record<string, string> = {}): AxiosError {
	const config = { headers: new AxiosHeaders() };
	return new AxiosError(`Request failed with status code ${status}`, 'ERR_BAD_RESPONSE', config, undefined, {
		status,
		statusText: '',
		headers,
		config,
		data,
	});
}

describe('explain', () => {
	it.each([
		[304, 'pbx.example.com responded "not modified" instead of data (HTTP 304)'],
		[302, 'pbx.example.com responded with a redirect (HTTP 302)'],
		[599, 'The PBX couldn\'t complete "Delete Phone Logo" (HTTP 599)'],
		[600, 'The PBX rejected "Delete Phone Logo" (HTTP 600)'],
	])('calls HTTP %i what it is', (status, message) => {
		expect(explain(subject, readFailure(answered(status)))?.message).toBe(message);
	});

	it.each([
		['ETIMEDOUT', "pbx.example.com didn't respond in time"],
		['ECONNABORTED', "pbx.example.com didn't respond in time"],
		['EHOSTUNREACH', 'There is no network route to pbx.example.com'],
		['EAI_AGAIN', "The host name pbx.example.com couldn't be resolved"],
		['EPIPE', 'pbx.example.com closed the connection before responding'],
		['CERT_HAS_EXPIRED', "The TLS certificate of pbx.example.com isn't trusted (CERT_HAS_EXPIRED)"],
		['ERR_TLS_CERT_ALTNAME_INVALID', "The TLS certificate of pbx.example.com isn't trusted (ERR_TLS_CERT_ALTNAME_INVALID)"],
	])('%s without an answer', (code, message) => {
		expect(explain(subject, readFailure(new AxiosError('raw', code)))?.message).toBe(message);
	});

	it('knows nothing to say of what is neither answer nor connection', () => {
		expect(explain(subject, readFailure(new TypeError('x is not a function')))).toBeUndefined();
	});

	it('has words for every status from 300 to 599, with message and remedy, in the house style', () => {
		for (let status = 300; status < 600; status++) {
			const { message = '', description = '' } = explain(subject, readFailure(answered(status))) ?? {};
			expect(message).toContain(`(HTTP ${status})`);
			expect(message).not.toMatch(/\b(error|problem|fail)/i);
			expect(message).not.toMatch(/\.$/);
			expect(description.replaceAll('Retry On Fail', '')).not.toMatch(/\b(error|problem|fail)/i);
			expect(description).toMatch(/\.$/);
		}
	});

	it.each([
		['502 with a web page', answered(502, '<html></html>', { 'content-type': 'text/html' }), "couldn't reach the PBX"],
		['403 with a web page', answered(403, '<html></html>', { 'content-type': 'text/html' }), 'allowed to use'],
		['404 with a web page', answered(404, '<html></html>', { 'content-type': 'text/html' }), 'a web page instead'],
		['404 as JSON', answered(404, { error: { message: 'gone' } }), 'has no phone logo "a.png"'],
	])('%s', (_name, error, words) => {
		expect(explain(subject, readFailure(error))?.message).toContain(words);
	});
});

describe('a response that never came', () => {
	const failures: [string, AxiosError, string, string][] = [
		['status 500', answered(500), ' Check the result in the 3CX Admin Console before running it again. If it keeps happening, check the PBX event log.', ' If it keeps happening, check the PBX event log.'],
		['a time-out', new AxiosError('raw', 'ETIMEDOUT'), ' Check before running it again.', ''],
		['a broken connection', new AxiosError('raw', 'ECONNRESET'), ' Check before running it again.', ''],
	];

	it.each(failures)('to a delete may hide that it took effect: %s', (_name, error, advice) => {
		const description = explain(subjectOf(findOperation('phoneLogo', 'delete')!), readFailure(error))?.description ?? '';
		expect(description.endsWith(`The request may have taken effect.${advice}`)).toBe(true);
	});

	it.each(failures)('to a read changed nothing, so running it again is the advice: %s', (_name, error, _advice, further) => {
		const description = explain(subjectOf(findOperation('user', 'getAll')!), readFailure(error))?.description ?? '';
		expect(description.endsWith(`Run the node again.${further}`)).toBe(true);
		expect(description).not.toContain('taken effect');
	});
});

describe('operations that came after a known version', () => {
	const settings = subjectOf(findOperation('aiSettings', 'get')!);
	const from = (version: string | undefined, status = 404) =>
		readFailure(answered(status, '', version === undefined ? {} : { 'x-3cx-version': version }));

	it.each(['20.0.8.1109', '20.0.5.12', '18.0.9.20'])('are not there on %s', (version) => {
		const { message, description } = explain(settings, from(version))!;
		expect(message).toBe(`"Get AI Settings" needs a 3CX version newer than 20.0.8; this PBX runs ${version} (HTTP 404)`);
		expect(description).toBe('Update the PBX, or use another operation.');
	});

	it('are not there where only their method came later', () => {
		const { message } = explain(subjectOf(findOperation('holiday', 'create')!), from('20.0.6.100', 405))!;
		expect(message).toBe('"Create Holiday" needs a 3CX version newer than 20.0.6; this PBX runs 20.0.6.100 (HTTP 405)');
	});

	it('may be there where the version is not known', () => {
		const { message, description } = explain(settings, from(undefined))!;
		expect(message).toBe('The PBX doesn\'t know "Get AI Settings" (HTTP 404)');
		expect(description).toMatch(/^Your 3CX version may not support this operation, which came after 20\.0\.8, or Base URL/);
	});

	// Three documents call themselves 20.0.7: builds of May 2025 lack what those of July have.
	it('may be there in a release of which only some builds have them', () => {
		const mail = explain(subjectOf(findOperation('emailSettings', 'get')!), from('20.0.7.100'))!;
		expect(mail.message).toMatch(/^The PBX doesn't know "Get .*" \(HTTP 404\)$/);
		expect(mail.description).toMatch(/may not support this operation: not every build of 20\.0\.7 has it, or Base URL/);
	});

	it.each(['20.0.9.995', '20.0.10.3'])('are there on %s', (version) => {
		expect(explain(settings, from(version))?.description).toMatch(/may not support this operation, or Base URL/);
	});

	it('are there on every version where the node has another way', () => {
		const byNumber = subjectOf(findOperation('user', 'getByNumber')!);
		expect(explain(byNumber, from('20.0.7.100'))?.message).toBe('The PBX doesn\'t know "Get User by Number" (HTTP 404)');
		expect(findOperation('user', 'getByNumber')?.description).toBe('');
	});

	it('are told from paths that a user writes', () => {
		const request = { method: 'GET' as const, path: "/Users(Number='100')", query: {}, headers: {} };
		const subjectOfPath = subjectOf(findOperation('apiRequest', 'sendGet')!, undefined, request);
		expect(explain(subjectOfPath, from('20.0.7.100'))?.message).toContain('needs a 3CX version newer than 20.0.7');
	});
});

describe('requests with parts that came after the release of the PBX', () => {
	const refused = (name: string, request: Partial<PbxRequest>, version = '20.0.7.100') => {
		const operation = findOperation(...(name.split('.') as [string, string]))!;
		const { method, path } = operation;
		const subject = subjectOf(operation, undefined, { method, path, query: {}, headers: {}, ...request });
		return explain(subject, readFailure(answered(400, '', { 'x-3cx-version': version })))?.description;
	};
	const body = (fields: object) => ({ body: JSON.stringify(fields) });

	it('names the fields that are newer', () => {
		expect(refused('trunk.create', body({ Number: '10000', AuthPassword: {} }), '20.0.4.12')).toBe(
			'This PBX runs 20.0.4.12: Auth Password changed after 3CX 20.0.4. Check Fields.',
		);
		expect(refused('contact.update', body({ ContactType: 'Crm' }))).toMatch(/^This PBX runs 20\.0\.7\.100: Contact Type changed after 3CX 20\.0\.8\. Check /);
		expect(refused('contact.update', body({ ContactType: 'Crm' }), '20.0.9.1')).toMatch(/^Check /);
		expect(refused('contact.update', body({ FirstName: 'Ada' }))).toMatch(/^Check /);
	});

	it('tells that other fields or options were there before', () => {
		expect(refused('crmIntegration.test', body({ mode: 'x', query: '1' }), '20.0.9.995')).toMatch(
			/^This PBX runs 20\.0\.9\.995: the fields of ".*" changed after 3CX 20\.0\.9\. Check Fields\.$/,
		);
		expect(refused('eventLog.downloadEventLog', { query: { $filter: 'Id eq 1' } })).toMatch(/^This PBX runs 20\.0\.7\.100: the options of ".*" came after 3CX 20\.0\.7\. Check /);
	});
});

describe('paths that 3CX removed', () => {
	const told = (path: string, version?: string) => {
		const request = { method: 'POST' as const, path, query: {}, headers: {} };
		const failure = readFailure(answered(404, '', version === undefined ? {} : { 'x-3cx-version': version }));
		return explain(subjectOf(findOperation('apiRequest', 'sendPost')!, undefined, request), failure);
	};

	it('are told with the operation to use in their place', () => {
		expect(told('/Services/Pbx.RestartAll')).toEqual({
			message: '3CX removed this path: some builds of 3CX 20.0.8 had it last (HTTP 404)',
			description: 'Use "Restart PBX Services" instead.',
		});
		expect(told('/Contacts/Pbx.AllContactsBulkDelete', '20.0.9.995')?.message).toBe('3CX removed this path: 3CX 20.0.8 had it last (HTTP 404)');
	});

	it('are not called removed on a release that has them', () => {
		for (const version of ['20.0.8.1109', '20.0.5.12']) {
			expect(told('/Contacts/Pbx.AllContactsBulkDelete', version)?.message).not.toContain('removed');
		}
		// Some builds of 20.0.8 have it, some do not.
		expect(told('/Services/Pbx.RestartAll', '20.0.8.1121')?.message).toContain('some builds of 3CX 20.0.8 had it last');
		expect(told('/Services/Pbx.RestartAll', '20.0.7.1')?.message).not.toContain('removed');
	});
});
