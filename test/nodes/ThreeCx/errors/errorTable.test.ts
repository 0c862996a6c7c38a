import { findOperation } from '../../../../nodes/ThreeCx/catalog';
import { explain, type Subject } from '../../../../nodes/ThreeCx/errors/errorTable';
import { readFailure } from '../../../../nodes/ThreeCx/errors/failure';
import { subjectOf } from '../../../../nodes/ThreeCx/errors/subject';
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
		['ETIMEDOUT', 'pbx.example.com did not answer in time'],
		['ECONNABORTED', 'pbx.example.com did not answer in time'],
		['EHOSTUNREACH', 'There is no network route to pbx.example.com'],
		['EAI_AGAIN', 'The host name of pbx.example.com was not found'],
		['EPIPE', 'pbx.example.com closed the connection before it answered'],
		['CERT_HAS_EXPIRED', 'The TLS certificate of pbx.example.com is not trusted (CERT_HAS_EXPIRED)'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'The TLS certificate of pbx.example.com is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)'],
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
		['502 with a web page', answered(502, '<html></html>', { 'content-type': 'text/html' }), 'could not reach the PBX'],
		['403 with a web page', answered(403, '<html></html>', { 'content-type': 'text/html' }), 'may not use'],
		['404 with a web page', answered(404, '<html></html>', { 'content-type': 'text/html' }), 'a web page instead'],
		['404 as JSON', answered(404, { error: { message: 'gone' } }), 'has no phone logo "a.png"'],
	])('%s', (_name, error, words) => {
		expect(explain(subject, readFailure(error))?.message).toContain(words);
	});
});

describe('operations that came after a known version', () => {
	const settings = subjectOf(findOperation('aiSettings', 'get')!);
	const from = (version: string | undefined, status = 404) =>
		readFailure(answered(status, '', version === undefined ? {} : { 'x-3cx-version': version }));

	it.each(['20.0.7.100', '20.0.5.12', '18.0.9.20'])('are not there on %s', (version) => {
		const { message, description } = explain(settings, from(version))!;
		expect(message).toBe(`"Get AI Settings" came after 3CX 20.0.7, and this PBX runs ${version} (HTTP 404)`);
		expect(description).toBe('Update the PBX, or use another operation.');
	});

	it('are not there where only their method came later', () => {
		const { message } = explain(subjectOf(findOperation('holiday', 'create')!), from('20.0.7.100', 405))!;
		expect(message).toBe('"Create Holiday" came after 3CX 20.0.7, and this PBX runs 20.0.7.100 (HTTP 405)');
	});

	// Nobody knows in which of these versions they came.
	it.each(['20.0.8.1', '20.0.9.50', undefined])('may be there on %s', (version) => {
		const { message, description } = explain(settings, from(version))!;
		expect(message).toBe('The PBX does not know "Get AI Settings" (HTTP 404)');
		expect(description).toMatch(/^Your 3CX version may not offer this operation, which came after 20\.0\.7, or Base URL/);
	});

	it('are there on the version known to have them', () => {
		expect(explain(settings, from('20.0.10.3'))?.description).toMatch(/may not offer this operation, or Base URL/);
	});

	it('are there on every version where the node has another way', () => {
		const byNumber = subjectOf(findOperation('user', 'getByNumber')!);
		expect(explain(byNumber, from('20.0.7.100'))?.message).toBe('The PBX does not know "Get User by Number" (HTTP 404)');
		expect(findOperation('user', 'getByNumber')?.description).toBe('');
	});

	it('are told from paths that a user writes', () => {
		const request = { method: 'GET' as const, path: "/Users(Number='100')", query: {}, headers: {} };
		const subjectOfPath = subjectOf(findOperation('apiRequest', 'sendGet')!, undefined, request);
		expect(explain(subjectOfPath, from('20.0.7.100'))?.message).toContain('came after 3CX 20.0.7');
	});
});

describe('paths that 3CX took away', () => {
	const told = (path: string) => {
		const request = { method: 'POST' as const, path, query: {}, headers: {} };
		return explain(subjectOf(findOperation('apiRequest', 'sendPost')!, undefined, request), readFailure(answered(404)));
	};

	it('are told with the operation to use in their place', () => {
		expect(told('/Services/Pbx.RestartAll')).toEqual({
			message: '3CX took this path away after version 20.0.7 (HTTP 404)',
			description: 'Use "Restart Services" in its place.',
		});
	});
});
