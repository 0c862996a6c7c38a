import { Readable } from 'node:stream';
import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { AxiosError, AxiosHeaders } from 'axios';
import { toNodeError } from '../../../../nodes/ThreeCx/errors/nodeError';
import { detailsInWords, readDetails, readFailure } from '../../../../nodes/ThreeCx/errors/failure';
import { TokenRefused } from '../../../../nodes/ThreeCx/errors/tokenRefused';
import { discardBody, withReadBody } from '../../../../nodes/ThreeCx/transport/refusalBody';

const node = { id: '1', name: '3CX', type: 'threeCx', typeVersion: 1, position: [0, 0], parameters: {} } as INode;
const body = { error: { code: '', message: 'x', details: [{ target: 'Number', message: 'WARNINGS.XAPI.IN_USE' }] } };

function axiosError(status: number, data: unknown) {
	const config = { headers: new AxiosHeaders() };
	const headers = { 'content-type': 'application/json', 'retry-after': '7' };
	const response = { status, statusText: '', headers, config, data };
	return new AxiosError('Request failed', 'ERR_BAD_REQUEST', config, undefined, response);
}

/** The error as n8n's helper throws it; in 1.x its cause is lost. */
function wrapped(error: Error, isVersion1: boolean) {
	const nodeApiError = new NodeApiError(node, error as unknown as JsonObject);
	if (isVersion1) nodeApiError.cause = undefined;
	return nodeApiError;
}

describe.each([
	['n8n 2.x', false],
	['n8n 1.x, which drops the cause', true],
])('%s', (_name, isVersion1) => {
	it('status and body of an answer are found', () => {
		const failure = readFailure(wrapped(axiosError(400, body), isVersion1));
		expect(failure).toMatchObject({ status: 400, body });
		expect(failure.retryAfter).toBe(isVersion1 ? undefined : '7');
	});

	it('the code of a connection that did not come about is found', () => {
		const failure = readFailure(wrapped(new AxiosError('connect ECONNREFUSED', 'ECONNREFUSED'), isVersion1));
		expect(failure).toMatchObject({ status: undefined, code: 'ECONNREFUSED' });
	});

	it('a refused token keeps its words', () => {
		const refused = new TokenRefused({ message: 'The key is wrong', description: 'Compare it.' }, '401');
		const place = { node, itemIndex: 3, secrets: [], subject: { host: 'pbx', noun: 'row', operationName: 'Get' } };
		const error = toNodeError(wrapped(refused, isVersion1), place);
		expect(error).toMatchObject({ message: 'The key is wrong', description: 'Compare it.', context: { itemIndex: 3 } });
	});
});

describe("the PBX's own reasons", () => {
	it.each([
		[body, 'Number: in use (WARNINGS.XAPI.IN_USE)'],
		[{ error: { message: 'Only this.\nTwo lines.' } }, 'Only this. Two lines'],
		[{ error: { code: 'ODATA.NOT_FOUND', message: '' } }, 'not found (ODATA.NOT_FOUND)'],
		[{ title: 'Not valid', detail: 'Key is missing' }, 'Key is missing'],
		[{ error: { details: ['text', null, { target: 'A' }] } }, ''],
		[{ error: 'invalid_client' }, ''],
		['<html></html>', ''],
		['', ''],
		[null, ''],
		[[], ''],
	])('%j → %s', (given, words) => {
		expect(detailsInWords(given)).toBe(words);
	});

	it('come as field and message', () => {
		expect(readDetails(body)).toEqual([{ target: 'Number', message: 'in use (WARNINGS.XAPI.IN_USE)' }]);
	});
});

describe('a refusal that many items share', () => {
	it('is closed, and its body not looked for again by each of them', async () => {
		const stream = Readable.from(['{"error":{"message":"no"}}']);
		const error = axiosError(401, stream);
		discardBody(error);
		expect(stream.destroyed).toBe(true);
		await Promise.all(Array.from({ length: 20 }, async () => await withReadBody(error)));
		expect(stream.listenerCount('close')).toBe(0);
		expect(readFailure(error).body).toBeUndefined();
	});
});
