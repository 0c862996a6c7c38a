import { explain, type Subject } from '../../../../nodes/ThreeCx/transport/errorTable';
import { readFailure } from '../../../../nodes/ThreeCx/transport/failure';
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
